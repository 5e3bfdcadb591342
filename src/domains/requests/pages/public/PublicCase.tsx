/** The public view of one case: facts and what happened. Shared by the public page and by whoever follows a case. */
import { useFormat } from '../../../../web/format.ts'
import { useText } from '../../../../web/i18n.ts'
import { Card } from '../../../../web/kit/Card.tsx'
import { Facts } from '../../../../web/kit/Facts.tsx'
import { Status } from '../../../../web/kit/Status.tsx'
import { Timeline } from '../../../../web/kit/Timeline.tsx'
import { messages } from './messages.ts'
import type { PublicView } from './public-cases.ts'
import { dueWords, statusOf, whereOf } from './words.ts'
import './public.css'

export function PublicCase({ view }: { readonly view: PublicView }) {
  const t = useText(messages)
  const format = useFormat()
  const due = dueWords(view, t, format)
  const { facts } = t
  return (
    <div className="public-case">
      <Card>
        <Facts
          facts={[
            { name: facts.state, value: <Status kind={statusOf(view)} bare /> },
            { name: facts.lead, value: view.lead },
            ...(due === '' ? [] : [{ name: facts.due, value: due }]),
            ...(view.climbedTo === null ? [] : [{ name: facts.climbed, value: <>{t.climbed({ organisation: view.climbedTo.organisation })}<br /><small className="quiet">{t.answers}</small></> }]),
            { name: facts.place, value: `${view.community} ${whereOf(view, t)}` },
            { name: facts.reported, value: format.stamp(view.reportedAt) },
            ...(view.closedAt === null ? [] : [{ name: facts.closed, value: format.stamp(view.closedAt) }, { name: facts.days, value: t.daysCount({ days: view.days }) }]),
            { name: facts.number, value: view.number },
          ]}
        />
      </Card>
      <Card title={t.story}>
        <Timeline entries={view.events.map(({ at, kind }, index) => ({ id: String(index), who: t.events[kind], when: format.stamp(at) })).toReversed()} />
      </Card>
      <p className="label public-note">{t.notPublic}</p>
    </div>
  )
}
