import { useMemo } from 'react'
import type { ReactNode } from 'react'
import { Link, useNavigate } from 'react-router'
import { useFormat } from '../../../../web/format.ts'
import { useLanguage, useText } from '../../../../web/i18n.ts'
import { useKeys } from '../../../../web/keys.ts'
import { Button } from '../../../../web/kit/Button.tsx'
import { Meter } from '../../../../web/kit/Dial.tsx'
import { Facts } from '../../../../web/kit/Facts.tsx'
import { Ladder } from '../../../../web/kit/Ladder.tsx'
import { Loading } from '../../../../web/kit/Loading.tsx'
import { Pane } from '../../../../web/kit/Pane.tsx'
import { PhotoRow } from '../../../../web/kit/PhotoPicker.tsx'
import { Problem } from '../../../../web/kit/Problem.tsx'
import { Tag } from '../../../../web/kit/Tag.tsx'
import { shared } from '../../../../web/messages.ts'
import { useNow } from '../../../../web/now.ts'
import { CaseActions } from './CaseActions.tsx'
import { CaseStatus } from './CaseStatus.tsx'
import { CaseTimeline } from './CaseTimeline.tsx'
import { clockFace, isClosed, spanOf, stageOf } from './clock.ts'
import { Composer } from './Composer.tsx'
import { messages } from './messages.ts'
import { CaseStanding } from './more/Standing.tsx'
import type { DeskText } from './messages.zh.ts'
import { useCase } from './queries.ts'
import type { CaseRef } from './case-ref.ts'
import type { CaseView } from './queries.ts'
import type { Me } from '../me.ts'
import { CaseNotices } from '../told/CaseNotices.tsx'
import { messages as worklist } from './worklist/messages.ts'
import { categoryWord, reporterName, roleWord, titled } from './words.ts'

interface CasePaneProps {
  readonly reference: CaseRef
  readonly me: Me
  readonly isPhone: boolean
  readonly position: string | undefined
  readonly onClose: () => void
  readonly onFeedback: () => void
}

/** A case beside its list; on a phone a page with its main action at the thumb. */
export function CasePane({ reference, me, isPhone, position, onClose, onFeedback }: CasePaneProps) {
  const t = useText(messages)
  const language = useLanguage()
  const format = useFormat()
  const { data: view, error, refetch } = useCase(reference)
  usePrintKey(reference)
  if (view === undefined) return <NotThere {...{ error, onClose }} onRetry={() => void refetch()} />
  const { title, rest } = titled(view.text)
  const actions = <CaseActions view={view} me={me} onFeedback={onFeedback} />
  return (
    <Pane
      head={<><span className="nowrap">{view.number}</span> <CaseStatus state={view.state} resolved={view.answer?.resolved ?? null} /> <Tag tone={view.deadlineClass === 'URGENT' ? 'urgent' : 'quiet'}>{t.classes[view.deadlineClass]}</Tag></>}
      aside={position}
      title={title}
      subtitle={<>{t.case.subtitle({ category: categoryWord(view.category, language), moment: format.moment(view.reportedAt) })} <Link to={`/requests/${view.communityId}/${view.id}/print`} className="text-link">{t.case.print}</Link></>}
      onClose={onClose}
      {...(isPhone ? { foot: actions } : view.can.reply === true || view.can.note === true ? { foot: <Composer view={view} /> } : {})}
    >
      {rest === '' ? null : <p className="requests-text">{rest}</p>}
      <CaseClock view={view} />
      {isPhone ? <OnTheSpot view={view} /> : null}
      <CaseStanding view={view} />
      <CaseFacts view={view} />
      {isPhone ? null : actions}
      <CasePhotos view={view} />
      <CaseTimeline view={view} />
      <CaseNotices communityId={view.communityId} id={view.id} />
      {isPhone ? <Composer view={view} /> : null}
    </Pane>
  )
}

/** 打电话 and 导航, at the thumb: the phone opens its own map. */
function OnTheSpot({ view: { lead, place } }: { readonly view: CaseView }) {
  const w = useText(worklist)
  return (
    <div className="row requests-spot">
      {lead.phone === null ? null : <Button icon="call" href={`tel:${lead.phone}`}>{w.spot.call}</Button>}
      <Button icon="place" href={`geo:0,0?q=${encodeURIComponent([place.community, place.words].filter((word) => word !== '').join(' '))}`}>{w.spot.navigate}</Button>
    </div>
  )
}

function usePrintKey({ communityId, id }: CaseRef): void {
  const t = useText(messages)
  const navigate = useNavigate()
  const keys = useMemo(() => [{ key: 'p', label: t.keys.print, run: () => void navigate(`/requests/${communityId}/${id}/print`) }], [communityId, id, t, navigate])
  useKeys(keys)
}

export function NotThere({ error, onClose, onRetry }: { readonly error: unknown; readonly onClose: () => void; readonly onRetry: () => void }) {
  const t = useText(messages)
  const words = useText(shared)
  return (
    <section className="pane" aria-label={t.case.pane}>
      <div className="pane-bar"><Button compact icon="back" onClick={onClose}>{words.back}</Button></div>
      {error === null ? <Loading>{t.case.loading}</Loading> : <div className="requests-refused"><Problem error={error} texts={t.problems} onRetry={onRetry} /></div>}
    </section>
  )
}

/** The one figure that matters, the moment it means, the bar, and what happens at zero. */
function CaseClock({ view }: { readonly view: CaseView }) {
  const t = useText(messages)
  const format = useFormat()
  const now = useNow()
  const { clock, state } = view
  const face = clockFace(view, now, t, format)
  if (isClosed(state) || clock.due === null) {
    return <p className="requests-clock"><span className="figure nowrap">{face.words}</span> <span className="small quiet">{face.detail}</span></p>
  }
  const from_ms = Date.parse(clock.from)
  const tone = face.state === 'theirs' ? 'quiet' : face.state === 'over' || face.share >= 0.8 ? 'late-text' : face.share >= 0.5 ? 'requests-due' : ''
  const used = spanWords(Math.max(0, now.getTime() - from_ms), t)
  const total = spanWords(Date.parse(clock.due) - from_ms, t)
  return (
    <div>
      <p className="requests-clock">
        <span className={`figure nowrap ${tone}`}>{face.words}</span>
        <span>
          <b>{t.clock.until[stageOf(state)]({ moment: format.moment(clock.due) })}</b>
          <br />
          <span className="small quiet">{t.clock.usedOf({ used, total })} · {t.clock.zero[stageOf(state)]}</span>
        </span>
      </p>
      <Meter share={face.share} from={format.moment(clock.from)} until={format.clock(clock.due)} />
    </div>
  )
}

/** 5 时 52 分, without a word for left or over. */
function spanWords(milliseconds: number, t: DeskText): string {
  const { days = 0, hours = 0, minutes = 0 } = spanOf(milliseconds)
  if (days > 0) return t.clock.span.days({ days, hours })
  return hours > 0 ? t.clock.span.hours({ hours, minutes }) : t.clock.span.minutes({ minutes })
}

function CaseFacts({ view }: { readonly view: CaseView }) {
  const t = useText(messages)
  const format = useFormat()
  const { place, reporter, lead, assignee, ladder, answer, contactedAt, contactDueAt, state } = view
  const here = ladder.findIndex((rung) => rung.here)
  const role = roleWord(reporter.role, '', t)
  const mark = answer?.satisfaction ? t.case.satisfactions[answer.satisfaction] : null
  const now = useNow()
  const contact =
    contactedAt !== null ? t.case.contacted({ moment: format.moment(contactedAt) })
    : contactDueAt === null ? null
    : Date.parse(contactDueAt) > now.getTime() ? t.case.contactDue({ moment: format.moment(contactDueAt) })
    : <Tag tone="late">{t.case.contactLate({ moment: format.moment(contactDueAt) })}</Tag>
  const facts: { name: string; value: ReactNode }[] = [
    { name: t.case.place, value: <><Link to={registerPath(view)}>{place.words === '' ? place.community : place.words}</Link>{place.words === '' ? null : ` · ${place.community}`}{place.detail === '' ? null : ` · ${place.detail}`}</> },
    { name: t.case.reporter, value: reporter.onBehalf ? t.case.onBehalf({ name: reporterName(view, t), role, forName: reporter.forName ?? t.case.someone }) : t.case.reporterWith({ name: reporterName(view, t), role }) },
    { name: t.case.lead, value: <>{lead.name}{lead.phone === null ? null : <> <a className="nowrap" href={`tel:${lead.phone}`}>{lead.phone}</a></>}</> },
    { name: t.case.holder, value: assignee === null ? t.nobody : t.case.holderWith({ name: assignee.name ?? '', title: assignee.title }) },
    ...(view.onDuty === null ? [] : [{ name: t.case.onDuty, value: <>{view.onDuty.name}{view.onDuty.phone === null ? null : <> <a className="nowrap" href={`tel:${view.onDuty.phone}`}>{view.onDuty.phone}</a></>}</> }]),
    ...(here < 0 ? [] : [{ name: t.case.level, value: <span className="requests-level"><Ladder small levels={ladder.map(({ name }) => name)} at={here} /> {ladder[here]?.name}</span> }]),
    ...(contact === null || (contactedAt === null && (state === 'REPORTED' || isClosed(state))) ? [] : [{ name: t.case.contact, value: contact }]),
    ...(answer === null ? (state === 'CLOSED' ? [{ name: t.case.answer, value: t.case.unanswered }] : []) : [{ name: t.case.answer, value: t.case.answered({ solved: answer.resolved, mark, moment: format.moment(answer.at) }) }]),
  ]
  return <Facts facts={facts} />
}

function registerPath({ communityId, place }: CaseView): string {
  const part = place.homeId !== null ? `?home=${place.homeId}` : place.buildingId !== null ? `?building=${place.buildingId}` : ''
  return `/register/communities/${communityId}${part}`
}

function photoUrl({ communityId, id }: CaseRef, fileId: string, size: 'thumb' | 'full'): string {
  return `/api/v1/communities/${communityId}/requests/${id}/photos/${fileId}?size=${size}`
}

export function CasePhotos({ view }: { readonly view: CaseView }) {
  const t = useText(messages)
  if (view.photos.length === 0) return null
  const kinds = new Map(view.events.map(({ no, kind }) => [no, kind]))
  return (
    <PhotoRow
      photos={view.photos.map(({ fileId, eventNo }, index) => {
        const kind = kinds.get(eventNo)
        const when = t.timeline.photoKinds[kind === 'feedback' || kind === 'added' ? kind : 'reported']
        return { url: photoUrl(view, fileId, 'full'), thumbnailUrl: photoUrl(view, fileId, 'thumb'), alt: t.timeline.photo({ index: index + 1, when }), caption: when }
      })}
    />
  )
}
