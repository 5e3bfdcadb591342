import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useFormat } from '../../../web/format.ts'
import { useText } from '../../../web/i18n.ts'
import { Button } from '../../../web/kit/Button.tsx'
import { Problem } from '../../../web/kit/Problem.tsx'
import { pushState, subscribe, unsubscribe } from './browser-push.ts'
import { messages } from './messages.ts'
import { useAddingBrowser, useRemovingBrowser } from './queries.ts'
import type { Chosen } from './queries.ts'

/** Pop-ups: in this browser, and in which others. */
export function PushForm({ chosen: { push } }: { readonly chosen: Chosen }) {
  const t = useText(messages)
  const format = useFormat()
  const state = useQuery({ queryKey: ['notice-browser'], queryFn: pushState })
  const removing = useRemovingBrowser()
  return (
    <section className="stack-tight">
      <h2>{t.choices.push}</h2>
      <p className="quiet">{t.choices.pushHelp}</p>
      <ThisBrowser state={state.data} publicKey={push.publicKey} isKnown={push.browsers.length > 0} />
      {push.browsers.length === 0 ? null : (
        <ul className="stack-tight">
          {push.browsers.map((browser) => (
            <li key={browser.id} className="row">
              <span className="grow">{t.choices.browserSince({ moment: format.moment(browser.since) })}</span>
              <Button compact busy={removing.isPending && removing.variables === browser.id && t.choices.removing} onClick={() => removing.mutate(browser.id)}>{t.choices.browserOff}</Button>
            </li>
          ))}
        </ul>
      )}
      <Problem error={removing.error} texts={t.problems} />
    </section>
  )
}

function ThisBrowser({ state, publicKey, isKnown }: { readonly state: Awaited<ReturnType<typeof pushState>> | undefined; readonly publicKey: string; readonly isKnown: boolean }) {
  const t = useText(messages)
  const queries = useQueryClient()
  const adding = useAddingBrowser()
  const turning = useMutation({
    mutationFn: async () => {
      const subscription = await subscribe(publicKey)
      if (subscription !== null) await adding.mutateAsync(subscription)
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['notice-browser'] }),
  })
  const stopping = useMutation({ mutationFn: unsubscribe, onSettled: () => queries.invalidateQueries({ queryKey: ['notice-browser'] }) })
  if (state === undefined) return null
  if (state === 'impossible' || state === 'denied') return <p className="well">{t.choices.pushStates[state]}</p>
  return (
    <>
      {state === 'on' && isKnown ? (
        <Button compact busy={stopping.isPending && t.choices.removing} onClick={() => stopping.mutate()}>{t.choices.pushOff}</Button>
      ) : (
        <Button compact busy={turning.isPending && t.choices.turningOn} onClick={() => turning.mutate()}>{t.choices.pushOn}</Button>
      )}
      {turning.error === null ? null : adding.error === null ? <p className="well" role="alert">{t.choices.pushFailed}</p> : <Problem error={adding.error} texts={t.problems} />}
    </>
  )
}
