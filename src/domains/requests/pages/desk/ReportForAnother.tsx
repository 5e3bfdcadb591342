import { useEffect, useState } from 'react'
import type { FormEvent } from 'react'
import type { Reply } from '../../../../web/client.ts'
import { useDraft } from '../../../../web/drafts.ts'
import type { Draft } from '../../../../web/drafts.ts'
import { useFormat } from '../../../../web/format.ts'
import { useLanguage, useText } from '../../../../web/i18n.ts'
import { Button } from '../../../../web/kit/Button.tsx'
import { Check } from '../../../../web/kit/Check.tsx'
import { Choice } from '../../../../web/kit/Choice.tsx'
import { Empty } from '../../../../web/kit/Empty.tsx'
import { Field } from '../../../../web/kit/Field.tsx'
import { Loading } from '../../../../web/kit/Loading.tsx'
import { PhotoPicker } from '../../../../web/kit/PhotoPicker.tsx'
import { Problem } from '../../../../web/kit/Problem.tsx'
import { Select } from '../../../../web/kit/Select.tsx'
import { TextArea } from '../../../../web/kit/TextArea.tsx'
import type { RequestsApi } from '../../contract.ts'
import { grounded, useSuggestion } from '../suggestions.ts'
import { messages } from './messages.ts'
import type { DeskText } from './messages.zh.ts'
import { reportKind } from './outbox.ts'
import type { Report } from './outbox.ts'
import { PlacePicker } from './PlacePicker.tsx'
import { useCatalogue } from './queries.ts'
import { categoryWord } from './words.ts'
import './report.css'

type Reported = Reply<RequestsApi['POST /api/v1/communities/:communityId/requests']>
type Done = { readonly state: 'sent'; readonly reported: Reported | undefined } | { readonly state: 'waiting' }

interface ReportForAnotherProps {
  /** The community of the role worn; null where it covers several. */
  readonly communityId: string | null
  /** Where to go afterwards, and the word for it. */
  readonly next: { readonly to: string; readonly word: string }
}

const empty: Report = {
  communityId: null, buildingId: null, unitId: null, homeId: null, text: '', category: null, detail: '', whose: null, name: '', phone: '', consent: false, photoIds: [],
}

/** 代报: for a resident who agreed, or what one saw; for whoever works in a unit, a building, a yard, a grid or at a desk. */
export function ReportForAnother({ communityId, next }: ReportForAnotherProps) {
  const { draft, change, send, drop } = useDraft<Report>(reportKind, { ...empty, communityId })
  const [done, setDone] = useState<Done | null>(null)
  const [error, setError] = useState<unknown>(null)
  if (draft === null) return <Loading />
  if (done !== null) return <AfterReport done={done} next={next} onAgain={() => { void drop().then(() => setDone(null)) }} />
  const submit = async (): Promise<void> => {
    const outcome = await send()
    setError(outcome.state === 'refused' ? outcome.error : null)
    if (outcome.state === 'sent') setDone({ state: 'sent', reported: outcome.reply as Reported | undefined })
    if (outcome.state === 'waiting') setDone({ state: 'waiting' })
  }
  return <ReportForm {...{ draft, communityId, error }} onChange={change} onSend={submit} />
}

function AfterReport({ done, next, onAgain }: { readonly done: Done; readonly next: ReportForAnotherProps['next']; readonly onAgain: () => void }) {
  const t = useText(messages)
  const format = useFormat()
  const actions = <div className="row"><Button compact kind="main" onClick={onAgain}>{t.report.reportAnother}</Button><Button compact to={next.to}>{next.word}</Button></div>
  if (done.state === 'waiting') return <Empty title={t.report.waitingTitle} action={actions}>{t.report.waiting}</Empty>
  const { reported } = done
  return (
    <Empty title={t.report.done} action={actions}>
      {reported === undefined ? null : <><b>{t.report.doneNumber({ number: reported.number })}</b> · {reported.acceptBy === null ? t.report.donePending : t.report.doneHelp({ moment: format.moment(reported.acceptBy) })}</>}
    </Empty>
  )
}

/** What is still missing, each beside its field; empty when it can go out. */
function missingFrom(report: Report, t: DeskText): Readonly<Record<'whose' | 'place' | 'category' | 'text' | 'consent' | 'phone', string | undefined>> {
  const { missing } = t.report
  const isAnother = report.whose === 'another'
  return {
    whose: report.whose === null ? missing.whose : undefined,
    place: report.communityId === null ? missing.community : report.homeId !== null && report.whose === 'seen' ? missing.home : undefined,
    category: report.category === null ? missing.category : undefined,
    text: report.text.trim() === '' ? missing.what : undefined,
    consent: isAnother && !report.consent ? missing.consent : undefined,
    phone: isAnother && report.phone !== '' && !/^1\d{10}$/.test(report.phone) ? missing.phone : undefined,
  }
}

interface ReportFormProps {
  readonly draft: Draft<Report>
  readonly communityId: string | null
  readonly error: unknown
  readonly onChange: (change: { readonly value?: Report; readonly photos?: readonly Blob[] }) => void
  readonly onSend: () => Promise<void>
}

function ReportForm({ draft, communityId, error, onChange, onSend }: ReportFormProps) {
  const t = useText(messages)
  const [isAsked, setAsked] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const report = draft.value
  const set = (part: Partial<Report>): void => onChange({ value: { ...report, ...part } })
  const missing = missingFrom(report, t)
  const told = (key: keyof typeof missing): { error?: string } => (isAsked && missing[key] !== undefined ? { error: missing[key] } : {})
  // A draft begun in another role's community would be refused: the role worn says where.
  const isElsewhere = communityId !== null && report.communityId !== communityId
  useEffect(() => {
    if (isElsewhere) onChange({ value: { ...report, communityId, buildingId: null, unitId: null, homeId: null } })
  }, [isElsewhere, onChange, report, communityId])
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setAsked(true)
    if (isBusy || Object.values(missing).some((words) => words !== undefined)) return
    setBusy(true)
    await onSend()
    setBusy(false)
  }
  return (
    <form className="stack" noValidate onSubmit={(event) => void submit(event)}>
      <p className="quiet">{t.report.intro}</p>
      <Choice
        label={t.report.whose}
        options={[{ value: 'another', label: t.report.another, hint: t.report.anotherHint }, { value: 'seen', label: t.report.seen, hint: t.report.seenHint }]}
        value={report.whose}
        onChange={(whose) => set({ whose })}
        {...told('whose')}
      />
      <fieldset className="stack">
        <legend className="requests-legend">{t.report.where}</legend>
        <PlacePicker value={report} onChange={set} fixedCommunityId={communityId} error={told('place').error} />
        {isAsked && report.communityId !== null && missing.place !== undefined ? <p className="field-error" role="alert">{missing.place}</p> : null}
        <Field label={t.report.detail} hint={t.report.detailHint} optional value={report.detail} onChange={(detail) => set({ detail })} maxLength={100} />
      </fieldset>
      <TextArea label={t.report.what} hint={t.report.whatHint} value={report.text} onChange={(text) => set({ text })} maxLength={500} {...told('text')} />
      <CategorySelect text={report.text} value={report.category} onChange={(category) => set({ category })} error={told('category').error} />
      <Photos draft={draft} onChange={onChange} />
      {report.whose === 'another' ? (
        <>
          <Field label={t.report.name} optional value={report.name} onChange={(name) => set({ name })} maxLength={30} autoComplete="off" />
          <Field label={t.report.phone} hint={t.report.phoneHint} optional type="tel" inputMode="numeric" value={report.phone} onChange={(phone) => set({ phone })} maxLength={11} autoComplete="off" {...told('phone')} />
          <Check checked={report.consent} onChange={(consent) => set({ consent })}>{t.report.consent}</Check>
          {told('consent').error === undefined ? null : <p className="field-error" role="alert">{missing.consent}</p>}
        </>
      ) : null}
      <Problem error={error} texts={t.problems} />
      <Button kind="main" type="submit" busy={isBusy && t.report.sending}>{t.report.send}</Button>
    </form>
  )
}

interface CategorySelectProps {
  /** What was written, which suggests some. */
  readonly text: string
  readonly value: string | null
  readonly onChange: (code: string | null) => void
  readonly error: string | undefined
}

function CategorySelect({ text, value, onChange, error }: CategorySelectProps) {
  const t = useText(messages)
  const language = useLanguage()
  const { data: catalogue } = useCatalogue()
  const categories = catalogue?.categories ?? []
  const chosen = categories.find(({ code }) => code === value)
  const suggestion = useSuggestion(text)
  const suggested = grounded(suggestion)
  return (
    <>
      {suggestion?.urgent === true ? <p className="well" role="alert"><b>{t.report.urgent({ because: suggestion.because })}</b></p> : null}
      {suggested.length === 0 ? null : (
        <Choice
          look="chips"
          label={t.report.suggested}
          value={value}
          onChange={onChange}
          options={suggested.map((one) => ({ value: one.code, label: categoryWord(one, language), hint: one.because[0] ?? '' }))}
        />
      )}
      <Select
        label={t.report.category}
        value={value ?? ''}
        onChange={(code) => onChange(code === '' ? null : code)}
        options={[{ value: '', label: t.report.choose }, ...categories.map((one) => ({ value: one.code, label: categoryWord(one, language) }))]}
        {...(chosen === undefined ? {} : { hint: t.report.scope({ scope: chosen.scopeZh }) })}
        {...(error === undefined ? {} : { error })}
      />
    </>
  )
}

function Photos({ draft, onChange }: Pick<ReportFormProps, 'draft' | 'onChange'>) {
  const t = useText(messages)
  const { data: catalogue } = useCatalogue()
  return (
    <PhotoPicker
      label={t.report.photos}
      photos={draft.photos.map((blob, index) => ({ id: String(index), blob, state: 'kept' }))}
      limit={catalogue?.most.photos ?? 1}
      onAdd={(added) => onChange({ photos: [...draft.photos, ...added.map(({ blob }) => blob)] })}
      onRemove={(gone) => onChange({ value: { ...draft.value, photoIds: [] }, photos: draft.photos.filter((_, index) => String(index) !== gone) })}
    />
  )
}
