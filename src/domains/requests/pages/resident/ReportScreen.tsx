import { useEffect, useState } from 'react'
import { Link } from 'react-router'
import { useText } from '../../../../web/i18n.ts'
import { Button } from '../../../../web/kit/Button.tsx'
import { Card } from '../../../../web/kit/Card.tsx'
import { Check } from '../../../../web/kit/Check.tsx'
import { Choice } from '../../../../web/kit/Choice.tsx'
import { Icon } from '../../../../web/kit/Icon.tsx'
import { Page } from '../../../../web/kit/Page.tsx'
import { PhotoPicker } from '../../../../web/kit/PhotoPicker.tsx'
import { Problem } from '../../../../web/kit/Problem.tsx'
import { TextArea } from '../../../../web/kit/TextArea.tsx'
import { shared } from '../../../../web/messages.ts'
import { ProblemError } from '../../../../web/problem.ts'
import { uploadPhoto, usePhotos } from '../../../../web/uploads.ts'
import { grounded, useSuggestion } from '../suggestions.ts'
import type { Suggestion } from '../suggestions.ts'
import { useTitle } from './case-words.ts'
import { messages as homeMessages } from './home/messages.ts'
import { messages } from './messages.ts'
import { useOffice } from './origin.ts'
import { PhotoButton } from './PhotoButton.tsx'
import { usePlaceWords } from './place-words.ts'
import { commonCodes, isEmpty, useCatalogue } from './report-form.ts'
import type { ReportForm } from './report-form.ts'

interface ReportScreenProps {
  readonly form: ReportForm
  readonly isSending: boolean
  readonly refused: unknown
  readonly onSend: () => Promise<void>
}

const mostWords = 500
const mostPhotos = 6

/** Photo or words first; the rest is filled in as far as it is known. */
export function ReportScreen({ form, isSending, refused, onSend }: ReportScreenProps) {
  const t = useText(messages).report
  const problems = useText(messages).problems
  const [isChecked, setChecked] = useState(false)
  const { data: catalogue } = useCatalogue()
  const { draft } = form
  const { value, photos } = draft
  // What a tap on a kind filled in needs no guess.
  const suggestion = useSuggestion(value.text === value.filled ? '' : value.text)
  useSuggestedCategory(form, suggestion)
  const send = (): void => {
    setChecked(true)
    if (value.text.trim() !== '' && value.category !== null && value.origin !== null) void onSend()
  }
  const foot = isEmpty(draft) ? (
    <div className="row">
      <PhotoButton kind="main" icon="camera" words={t.takePhoto} onAdd={form.addPhotos} />
      <PhotoButton kind="plain" icon="album" words={t.fromAlbum} onAdd={form.addPhotos} />
    </div>
  ) : (
    <Button kind="main" busy={isSending && t.sending} onClick={send}>{t.send}</Button>
  )
  return (
    <Page title={t.title} aside={<Link className="text-link" to="/cases">{t.mine}</Link>} foot={foot}>
      <div>
        <p className="sentence">{t.sentence}</p>
        <p className="quiet">{t.help}</p>
      </div>
      <Problem error={refused} texts={problems} />
      {isEmpty(draft) ? null : <Photos form={form} limit={catalogue?.most.photos ?? mostPhotos} />}
      <TextArea
        label={t.words}
        hideLabel
        className={photos.length > 0 ? 'report-words-short' : 'report-words'}
        placeholder={t.placeholder}
        maxLength={catalogue?.most.text ?? mostWords}
        value={value.text}
        error={isChecked && value.text.trim() === '' && t.wordsNeeded}
        onChange={(text) => form.edit({ text })}
      />
      {suggestion?.urgent === true ? <DangerNow because={suggestion.because} /> : null}
      <Kinds form={form} suggestion={suggestion} error={isChecked && value.category === null && t.kindNeeded} />
      <Place form={form} isChecked={isChecked} />
      {isEmpty(draft) ? null : <Check checked={value.anonymous} onChange={(anonymous) => form.edit({ anonymous })}>{t.anonymous}</Check>}
      {suggestion?.urgent === true ? null : <Danger />}
      {isEmpty(draft) ? null : <p className="label" role="status">{t.saved}</p>}
    </Page>
  )
}

function Photos({ form, limit }: { readonly form: ReportForm; readonly limit: number }) {
  const t = useText(messages)
  const words = useText(shared)
  const photoOf = usePhotos()
  const { value, photos } = form.draft
  const worded = (error: unknown): string => (error instanceof ProblemError && error.problem.status < 500 ? t.report.photoKind : t.report.photoFailed)
  const shown = value.photoKeys.flatMap((key, index) => {
    const picture = photos[index]
    return picture === undefined ? [] : [photoOf(key, picture, worded)]
  })
  const retry = (key: string): void => {
    const picture = photos[value.photoKeys.indexOf(key)]
    if (picture !== undefined) uploadPhoto(key, picture).catch(() => undefined)
  }
  return <PhotoPicker label={t.report.photos} hideLabel hint={words.photos.privacy} photos={shown} limit={limit} onAdd={form.addPhotos} onRemove={form.removePhoto} onRetry={retry} />
}

/** The likeliest is chosen before anybody has chosen: in sight, and one tap from another. */
function useSuggestedCategory({ draft: { value }, edit }: ReportForm, suggestion: Suggestion | undefined): void {
  const likeliest = grounded(suggestion)[0]?.code
  const isOpen = value.category === null || value.category === value.suggested
  useEffect(() => {
    if (likeliest !== undefined && isOpen && value.category !== likeliest) edit({ category: likeliest, suggested: likeliest })
  }, [likeliest, isOpen, value.category, edit])
}

interface KindsProps {
  readonly form: ReportForm
  readonly suggestion: Suggestion | undefined
  readonly error: string | false
}

const mostKinds = 6

/** What the words point to, then what people often report. */
function Kinds({ form, suggestion, error }: KindsProps) {
  const t = useText(messages).report
  const names = useText(homeMessages).common
  const titleOf = useTitle()
  const { data: catalogue } = useCatalogue()
  const { value } = form.draft
  const { category } = value
  const isKnown = (code: string): boolean => catalogue?.categories.some((one) => one.code === code) ?? true
  const suggested = grounded(suggestion)
  const often = commonCodes.filter((code) => isKnown(code) && !suggested.some((one) => one.code === code)).map((code) => ({ value: code as string, label: names[code] ?? code }))
  // What is chosen stays in sight.
  const rest = often.toSorted((a, b) => Number(b.value === category) - Number(a.value === category))
  const options = [...suggested.map((one) => ({ value: one.code, label: titleOf(one) })), ...rest].slice(0, mostKinds)
  const chosen = catalogue?.categories.find(({ code }) => code === category)
  const isOther = category !== null && !options.some((one) => one.value === category)
  const wordsOf = (code: string): string => names[code] ?? (chosen?.code === code ? titleOf(chosen) : (options.find((one) => one.value === code)?.label ?? code))
  return (
    <div className="stack-tight report-kinds">
      <Choice
        look="grid"
        label={suggested.length === 0 ? t.common : t.suggested({ because: suggested[0]?.because[0] ?? '', isChosen: category === value.suggested })}
        value={category}
        onChange={(code) => form.choose(code, wordsOf(code))}
        options={options}
        error={error}
      />
      <Button className={isOther ? 'kind-chosen' : 'kind-other'} to="/report?choose=kind">{isOther && chosen !== undefined ? t.chosen({ title: titleOf(chosen) }) : t.other}</Button>
    </div>
  )
}

function Place({ form, isChecked }: { readonly form: ReportForm; readonly isChecked: boolean }) {
  const t = useText(messages).report
  const wordsOf = usePlaceWords()
  const { value } = form.draft
  const words = wordsOf(value)
  const isAsSuggested = value.origin?.home !== null && value.kind === null
  return (
    <Card icon="place">
      <div className="row">
        <div className="grow">
          <p className="label">{isAsSuggested ? t.place : t.placeOther}</p>
          <p>{words ?? (isChecked ? t.noPlace : t.loadingPlace)}</p>
        </div>
        {words === null ? null : <Link className="text-link nowrap" to="/report?choose=place">{t.changePlace}</Link>}
      </div>
    </Card>
  )
}

function Danger() {
  const t = useText(messages).report
  return (
    <details className="well danger">
      <summary>
        <span className="grow">
          <b>{t.danger}</b>
          <span className="small danger-help">{t.dangerHelp}</span>
        </span>
        <span className="button button-call button-compact"><Icon name="call" />{t.call}</span>
      </summary>
      <DangerCalls />
    </details>
  )
}

/** What the words say is dangerous now: whom to call first, and what the report will be. */
function DangerNow({ because }: { readonly because: readonly string[] }) {
  const t = useText(messages).report
  return (
    <section className="well danger danger-now" role="alert">
      <b>{t.dangerNow}</b>
      <p className="small">{t.dangerWhy({ because: because.slice(0, 2) })}</p>
      <DangerCalls />
    </section>
  )
}

function DangerCalls() {
  const t = useText(messages).report
  const office = useOffice()
  return (
    <div className="danger-calls">
      {t.dangerCalls.map(({ number, words }) => <Button key={number} kind="call" icon="call" href={`tel:${number}`}>{words}</Button>)}
      {office === null ? null : <Button icon="call" href={`tel:${office.phone}`}>{t.callOffice({ name: office.name })}</Button>}
    </div>
  )
}
