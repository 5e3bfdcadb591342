import { useText } from '../../../../web/i18n.ts'
import { Ladder } from '../../../../web/kit/Ladder.tsx'
import type { CaseView } from './cases.ts'
import { messages } from './messages.ts'

/** Who answers for it now and who stands above, each with a number where there is one. */
export function CaseLadder({ view }: { readonly view: CaseView }) {
  const t = useText(messages)
  const here = view.ladder.findIndex((rung) => rung.here)
  // The community itself is a level only while its own company answers.
  const levels = here > 0 ? view.ladder.slice(1) : view.ladder
  const above = view.ladder.slice(here + 1).find(({ phone }) => phone !== null)
  return (
    <section className="well stack-tight">
      <p className="small">{t.one.ladder}</p>
      <Ladder levels={levels.map(({ name }) => name)} at={levels.findIndex((rung) => rung.here)} />
      {above === undefined ? null : <a className="text-link" href={`tel:${above.phone ?? ''}`}>{t.one.callUp({ name: above.organisation ?? above.name })}</a>}
    </section>
  )
}
