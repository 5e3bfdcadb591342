import { useState } from 'react'
import { useFormat } from '../../../../web/format.ts'
import type { Format } from '../../../../web/format.ts'
import { useText } from '../../../../web/i18n.ts'
import { PaneSection } from '../../../../web/kit/Pane.tsx'
import { Timeline } from '../../../../web/kit/Timeline.tsx'
import type { TimelineEntry } from '../../../../web/kit/Timeline.tsx'
import { messages } from './messages.ts'
import type { DeskText } from './messages.zh.ts'
import type { CaseEvent, CaseView } from './queries.ts'
import { whoWords } from './words.ts'

type View = 'all' | 'resident' | 'internal'
const views: readonly View[] = ['all', 'resident', 'internal']

/** 经过, newest first: everything, what the resident sees, or what only colleagues see. */
export function CaseTimeline({ view }: { readonly view: CaseView }) {
  const t = useText(messages)
  const format = useFormat()
  const [shown, setShown] = useState<View>('all')
  const of = (one: View): readonly CaseEvent[] => (one === 'all' ? view.events : view.events.filter(({ visibility }) => visibility === one))
  const entries = of(shown).toReversed().map((event) => entryOf(event, t, format))
  return (
    <PaneSection title={t.timeline.title({ count: view.events.length })} aside={view.photos.length > 0 ? t.timeline.privacy : undefined}>
      <div className="requests-tabs" role="group" aria-label={t.timeline.views}>
        {views.map((one) => <button key={one} type="button" aria-pressed={one === shown} onClick={() => setShown(one)}>{t.timeline[one]({ count: of(one).length })}</button>)}
      </div>
      {entries.length === 0 ? <p className="small quiet">{t.timeline.none}</p> : <Timeline entries={entries} />}
    </PaneSection>
  )
}

function entryOf(event: CaseEvent, t: DeskText, format: Format): TimelineEntry {
  const who = whoWords(event.who, t)
  const moment = format.moment(event.at)
  const id = String(event.no)
  const words = event.text === '' ? null : <p className="requests-text">{event.text}</p>
  if (event.kind === 'replied' || event.kind === 'noted') {
    const kind = event.kind === 'noted' ? 'note' as const : 'reply' as const
    return { id, kind, who: t.timeline[kind], when: t.timeline.by({ who, moment }), children: words }
  }
  return { id, who, when: moment, children: <><p>{sentenceOf(event, t, format)}</p>{words}</> }
}

/** What happened, as a whole sentence. */
function sentenceOf({ kind, dueAt, assignee, assigneeTitle, resolved, satisfaction, consent, unit, units, why, until, final, related }: CaseEvent, t: DeskText, format: Format): string {
  const say = t.timeline.sentences
  const due = dueAt === null ? null : format.moment(dueAt)
  const ends = until === null ? '' : format.moment(until)
  const mark = satisfaction === null ? null : t.case.satisfactions[satisfaction]
  switch (kind) {
    case 'reported':
      return say.reported({ consent })
    case 'accepted':
      return say.accepted({ due })
    case 'dispatched':
      return assignee === null && unit !== null ? say.dispatchedToUnit({ unit }) : say.dispatched({ name: assignee ?? '', title: assigneeTitle ?? '' })
    case 'feedback':
      return say.feedback({ due })
    case 'confirmed':
      return say.confirmed({ mark })
    case 'rated':
      return say.rated({ solved: resolved === true, mark })
    case 'reopened':
      return say.reopened({ due })
    case 'replied':
      return t.timeline.reply
    case 'noted':
      return t.timeline.note
    case 'returned':
      return unit === null ? say.returned : say.returnedToUnit({ unit })
    case 'rejected':
      return say.rejected({ until: ends, isFinal: final })
    case 'asked':
    case 'extension-asked':
    case 'suspension-asked':
    case 'extended':
    case 'suspended':
      return say[kind]({ until: ends })
    case 'contested':
    case 'assigned':
      return say[kind]({ unit: unit ?? '' })
    case 'support-called':
      return say['support-called']({ units })
    case 'climbed':
      return say.climbed({ unit: unit ?? '', why: why ?? 'overdue' })
    case 'merged':
    case 'merged-in':
      return say[kind]({ number: related?.number ?? '' })
    case 'supported':
    case 'void-asked':
    case 'declined':
    case 'resumed':
    case 'voided':
    case 'escalated':
    case 'signed':
    case 'failed':
    case 'checked':
    case 'check-failed':
    case 'added':
    case 'urged':
      return say[kind]
  }
}

/** One event in one line: who · when, what. On paper, where tomorrow comes, with whole dates. */
export function EventLine({ event, onPaper = false }: { readonly event: CaseEvent; readonly onPaper?: boolean }) {
  const t = useText(messages)
  const screen = useFormat()
  const format = onPaper ? { ...screen, moment: screen.deadline } : screen
  return <><b>{whoWords(event.who, t)}</b> {format.moment(event.at)} · {sentenceOf(event, t, format)}{event.text === '' ? null : <> · {event.text}</>}</>
}
