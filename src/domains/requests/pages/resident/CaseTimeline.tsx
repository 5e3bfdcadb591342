import { useFormat } from '../../../../web/format.ts'
import { useText } from '../../../../web/i18n.ts'
import { Timeline } from '../../../../web/kit/Timeline.tsx'
import type { TimelineEntry } from '../../../../web/kit/Timeline.tsx'
import { isOver, useTitle } from './case-words.ts'
import { photoAddress } from './cases.ts'
import type { CaseEvent, CaseView } from './cases.ts'
import { messages } from './messages.ts'
import type { CaseText } from './messages.zh.ts'

interface CaseTimelineProps {
  readonly view: CaseView
  readonly events: readonly CaseEvent[]
  /** Without what comes next, where the story is only looked back on. */
  readonly isPast?: boolean
}

/** What happened, newest first, in the words of those who said it. */
export function CaseTimeline({ view, events, isPast }: CaseTimelineProps) {
  const t = useText(messages)
  const format = useFormat()
  const [newest] = events
  const entries = events.map((event): TimelineEntry => ({
    id: String(event.no),
    who: whoOf(event, view, t),
    when: format.moment(event.at),
    ...(event === newest && !isPast && !isOver(view.state) ? { state: view.can.confirm ? 'turn' : view.clock.overdue ? 'late' : 'doing' } : {}),
    ...(event === newest && !isPast && isOver(view.state) ? { state: 'done' } : {}),
    children: (
      <>
        <p>{eventWords(event, view, t, format.deadline)}</p>
        <EventPhotos event={event} view={view} />
      </>
    ),
  }))
  const next = nextWords(view, t, format.deadline)
  return isPast || next === '' ? <Timeline entries={entries} /> : <Timeline entries={entries} next={next} />
}

/** 您 · 刘甲（电工） · 永盛物业 刘甲: the lead's own people without its name, which stands above. */
export function whoOf({ who }: CaseEvent, view: CaseView, t: CaseText): string {
  if (who.self) return t.one.you
  if (who.role === 'system') return t.one.system
  if (who.name === null) return who.organisation ?? t.one.somebody
  const person = t.one.person({ name: who.name, title: who.title })
  return who.organisation === null || who.organisation === view.lead.name ? person : t.one.at({ lead: who.organisation, person })
}

const faces = (t: CaseText) => ({ good: t.confirm.good, fair: t.confirm.fair, bad: t.confirm.bad })

export function eventWords(event: CaseEvent, view: CaseView, t: CaseText, deadline: (at: string) => string): string {
  const { text } = event
  const { events } = t.one
  switch (event.kind) {
    case 'accepted':
      return events.accepted({ by: event.dueAt === null ? '' : deadline(event.dueAt) })
    case 'dispatched':
      return events.dispatched({ to: event.assignee === null ? (event.unit ?? '') : t.one.person({ name: event.assignee, title: event.assigneeTitle ?? '' }), text })
    case 'rated':
      return events.rated({ text, satisfaction: event.satisfaction === null ? '' : faces(t)[event.satisfaction] })
    case 'signed':
    case 'supported':
    case 'resumed':
    case 'merged-in':
      return events[event.kind]({ text })
    case 'rejected':
      return events.rejected({ text, until: event.until === null ? '' : deadline(event.until), isFinal: event.final })
    case 'asked':
    case 'extended':
    case 'suspended':
      return events[event.kind]({ text, until: event.until === null ? '' : deadline(event.until) })
    case 'contested':
    case 'assigned':
      return events[event.kind]({ text, unit: event.unit ?? '' })
    case 'support-called':
      return events['support-called']({ units: t.one.and({ names: event.units }) })
    case 'climbed':
      return events.climbed({ unit: event.unit ?? '', why: event.why ?? 'overdue' })
    case 'merged':
      return events.merged({ text, number: event.related?.number ?? '' })
    case 'reported':
      return events.reported({ text: view.text })
    case 'returned':
    case 'feedback':
    case 'confirmed':
    case 'failed':
    case 'checked':
    case 'check-failed':
    case 'reopened':
    case 'replied':
    case 'noted':
    case 'added':
    case 'urged':
    case 'extension-asked':
    case 'suspension-asked':
    case 'void-asked':
    case 'declined':
    case 'voided':
    case 'escalated':
      return events[event.kind]({ text })
  }
}

function nextWords(view: CaseView, t: CaseText, deadline: (at: string) => string): string {
  if (view.can.reopen && view.reopenUntil !== null) return t.one.reopenBy({ deadline: deadline(view.reopenUntil) })
  return t.one.next[view.state]
}

function EventPhotos({ event, view }: { readonly event: CaseEvent; readonly view: CaseView }) {
  const t = useText(messages)
  const titleOf = useTitle()
  if (event.photoIds.length === 0) return null
  const title = titleOf(view.category)
  return (
    <div className="case-photos">
      {event.photoIds.map((fileId, index) => (
        <a key={fileId} href={photoAddress(view, fileId, 'full')} target="_blank" rel="noreferrer">
          <img src={photoAddress(view, fileId, 'thumb')} alt={event.kind === 'feedback' ? t.one.afterPhoto({ title, index: index + 1 }) : t.one.photoOf({ title, index: index + 1 })} loading="lazy" />
        </a>
      ))}
    </div>
  )
}
