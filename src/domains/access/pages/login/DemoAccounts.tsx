import { useMutation, useQuery } from '@tanstack/react-query'
import { useText } from '../../../../web/i18n.ts'
import { Icon } from '../../../../web/kit/Icon.tsx'
import { Loading } from '../../../../web/kit/Loading.tsx'
import { Problem } from '../../../../web/kit/Problem.tsx'
import { messages as sessionMessages } from '../messages.ts'
import { access, roleWords } from '../session.ts'
import type { Next } from '../session.ts'
import { messages } from './messages.ts'

const faces = ['resident', 'desk'] as const

/** One account a role, one tap each. Only a demo database has them. */
export function DemoAccounts({ onDone }: { readonly onDone: (next: Next) => void }) {
  const t = useText(messages)
  const words = useText(sessionMessages)
  const accounts = useQuery({ queryKey: ['session', 'demo-accounts'], queryFn: ({ signal }) => access('GET /api/v1/access/demo-accounts', { signal }) })
  const signIn = useMutation({
    mutationFn: (role: string) => access('POST /api/v1/access/demo-login', { body: { role } }),
    onSuccess: ({ next }) => onDone(next),
  })
  // In the order in which the words of the roles stand: from the home up to the city.
  const order = Object.keys(words.roles)
  const shown = accounts.data?.items.toSorted((a, b) => order.indexOf(a.role) - order.indexOf(b.role)) ?? []
  return (
    <section className="stack demo-accounts" aria-label={t.demo}>
      <div>
        <h2>{t.demo}</h2>
        <p className="label">{t.demoHelp}</p>
      </div>
      {accounts.isLoading ? <Loading /> : null}
      <Problem error={accounts.error ?? signIn.error} texts={t.problems} />
      {faces.map((face) => (
        <div key={face} className="stack-tight">
          <h3 className="label">{t.faces[face]}</h3>
          <ul className="demo-list">
            {shown.filter((account) => account.face === face).map((account) => (
              <li key={account.role}>
                <button type="button" className="demo-account" aria-busy={(signIn.isPending && signIn.variables === account.role) || undefined} onClick={() => signIn.mutate(account.role)}>
                  <span>
                    <b>{roleWords(words, account)}</b> {account.name}
                    <span className="label demo-place">{account.place}</span>
                  </span>
                  <Icon name="go" />
                </button>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  )
}
