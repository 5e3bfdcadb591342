import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import { wipeDrafts } from '../../../../web/drafts.ts'
import { useText } from '../../../../web/i18n.ts'
import { Button } from '../../../../web/kit/Button.tsx'
import { Mark } from '../../../../web/kit/Icon.tsx'
import { Loading } from '../../../../web/kit/Loading.tsx'
import { Problem } from '../../../../web/kit/Problem.tsx'
import { ElderSwitch, LanguageSwitch } from '../../../../web/kit/Switches.tsx'
import { shared } from '../../../../web/messages.ts'
import { ProblemError } from '../../../../web/problem.ts'
import { useLeaving } from '../../../../web/session.ts'
import { access, useMe } from '../session.ts'
import type { Next, Ways } from '../session.ts'
import { DemoAccounts } from './DemoAccounts.tsx'
import { EnrolStep, FactorStep, RecoveryStep } from './FactorSteps.tsx'
import { PasswordStep, SetPasswordStep } from './PasswordSteps.tsx'
import { PhoneStep } from './PhoneStep.tsx'
import { messages } from './messages.ts'
import './login.css'

type Face = 'resident' | 'desk'

export function ResidentLoginPage() {
  return (
    <div className="page">
      <LoginTop />
      <main id="content" className="page-main login"><Login face="resident" /></main>
    </div>
  )
}

export function DeskLoginPage() {
  return <main id="content" className="desk-main login"><Login face="desk" /></main>
}

function LoginTop() {
  const t = useText(shared)
  return (
    <header className="login-top">
      <p className="login-brand"><Mark />{t.product}</p>
      <LanguageSwitch />
      <ElderSwitch />
    </header>
  )
}

function Login({ face }: { readonly face: Face }) {
  const t = useText(messages)
  const ways = useQuery({ queryKey: ['session', 'login'], queryFn: ({ signal }) => access('GET /api/v1/access/login', { signal }), gcTime: 0 })
  useEffect(() => {
    document.title = t.title
  }, [t])
  if (ways.data === undefined) {
    return (
      <>
        <h1 className="sentence">{t.sentence[face]}</h1>
        {ways.error === null ? <Loading>{t.loading}</Loading> : <Problem error={ways.error} texts={t.problems} onRetry={() => void ways.refetch()} />}
      </>
    )
  }
  return <LoginSteps face={face} ways={ways.data} />
}

/** What the login asks for next, until it is done. A role that was chosen (`?standing=`) is worn at its end. */
function LoginSteps({ face, ways }: { readonly face: Face; readonly ways: Ways }) {
  const [parameters] = useSearchParams()
  const standingId = parameters.get('standing')
  const needed = useNeeded(standingId, ways.next === 'done')
  const [came, setCame] = useState<Next | null>(null)
  const [phone, setPhone] = useState('')
  const [recoveryCodes, setRecoveryCodes] = useState<readonly string[]>([])
  const enter = useEntering(standingId, parameters.get('back'))
  const step = came ?? needed ?? ways.next

  const arrive = (next: Next): void => {
    if (next === 'done') enter.mutate()
    else setCame(next)
  }
  const demoAccounts = ways.demo ? <DemoAccounts onDone={arrive} /> : null
  if (recoveryCodes.length > 0) return <Asked error={enter.error}><RecoveryStep codes={recoveryCodes} isEntering={enter.isPending} onDone={() => enter.mutate()} /></Asked>
  switch (step) {
    case 'password':
      return <Asked error={enter.error}><PasswordStep phone={phone} again onDone={arrive} /></Asked>
    case 'set-password':
      return <Asked error={enter.error}><SetPasswordStep phone={phone} onDone={arrive} /></Asked>
    case 'enrol':
      return <Asked error={enter.error}><EnrolStep onCodes={setRecoveryCodes} /></Asked>
    case 'second-factor':
      return <Asked error={enter.error}><FactorStep onDone={arrive} /></Asked>
    case 'done':
      return <Asked error={enter.error}><Already isEntering={enter.isPending} onEnter={() => enter.mutate()} />{demoAccounts}</Asked>
    case 'choose-person':
    case 'sign-in':
      return <Asked error={enter.error}><FirstStep face={face} ways={ways} onPhone={setPhone} onDone={arrive} />{demoAccounts}</Asked>
  }
}

function Asked({ error, children }: { readonly error: unknown; readonly children: ReactNode }) {
  const t = useText(messages)
  return (
    <>
      {children}
      <Problem error={error} texts={t.problems} />
    </>
  )
}

/** What a role that is not worn yet asks of the session. */
function useNeeded(standingId: string | null, isSignedIn: boolean): Next | null {
  const me = useQuery({ queryKey: ['session', 'me'], queryFn: ({ signal }) => access('GET /api/v1/access/me', { signal }), enabled: isSignedIn && standingId !== null })
  return me.data?.standings.find(({ id }) => id === standingId)?.needs ?? null
}

const personKey = 'lifang.person'

/** Another person at this device must not find the drafts of the one before; the same one, whose session had ended, must. */
async function forgetTheOneBefore(personId: string): Promise<void> {
  try {
    if (localStorage.getItem(personKey) === personId) return
    await wipeDrafts()
    localStorage.setItem(personKey, personId)
  } catch {
    // Without a storage nothing was left behind.
  }
}

/** A page of that face that the person came from, else its start. */
function goalOf(face: Face, back: string | null): string {
  const start = face === 'desk' ? '/desk' : '/'
  const isOurs = back !== null && /^\/(?![/\\])/u.test(back)
  return isOurs && (/^\/desk(?:[/?]|$)/u.test(back)) === (face === 'desk') ? back : start
}

function useEntering(standingId: string | null, back: string | null) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async () => {
      if (standingId !== null) await access('POST /api/v1/access/role', { body: { standingId } })
      const me = await access('GET /api/v1/access/me')
      await forgetTheOneBefore(me.personId)
      return me
    },
    onSuccess: (me) => {
      queries.clear()
      location.assign(goalOf(me.standing.face, back))
    },
  })
}

interface FirstStepProps {
  readonly face: Face
  readonly ways: Ways
  readonly onPhone: (phone: string) => void
  readonly onDone: (next: Next) => void
}

function FirstStep({ face, ways, onPhone, onDone }: FirstStepProps) {
  const t = useText(messages)
  const [byPassword, setByPassword] = useState(!ways.codes || (face === 'desk' && !ways.demo))
  return (
    <>
      <div>
        <h1 className="sentence">{t.sentence[face]}</h1>
        <p className="quiet">{t.help[face]}</p>
      </div>
      {ways.codes ? null : (
        <section className="well">
          <h2>{t.noCodes}</h2>
          <p className="small">{t.noCodesHelp}</p>
        </section>
      )}
      {byPassword ? <PasswordStep phone="" onDone={onDone} onPhone={onPhone} /> : <PhoneStep onDone={onDone} onPhone={onPhone} />}
      {ways.codes ? <button type="button" className="text-link" onClick={() => setByPassword(!byPassword)}>{byPassword ? t.byCode : t.byPassword}</button> : null}
    </>
  )
}

function Already({ isEntering, onEnter }: { readonly isEntering: boolean; readonly onEnter: () => void }) {
  const t = useText(messages)
  const me = useMe()
  const leave = useLeaving()
  if (me.error instanceof ProblemError) return <Problem error={me.error} texts={t.problems} />
  if (me.data === undefined) return <Loading />
  return (
    <>
      <h1 className="sentence">{t.already({ name: me.data.name, place: me.data.standing.place })}</h1>
      <Button kind="main" busy={isEntering && t.signingIn} onClick={onEnter}>{t.goOn}</Button>
      <Button
        onClick={() =>
          void leave(async () => {
            await access('POST /api/v1/access/logout', { body: {} })
          })
        }
      >
        {t.signOut}
      </Button>
    </>
  )
}
