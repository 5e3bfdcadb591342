import { useState } from 'react'
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
      <Kinds form={form} error={isChecked && value.category === null && t.kindNeeded} />
      <Place form={form} isChecked={isChecked} />
      {isEmpty(draft) ? null : <Check checked={value.anonymous} onChange={(anonymous) => form.edit({ anonymous })}>{t.anonymous}</Check>}
      <Danger />
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

function Kinds({ form, error }: { readonly form: ReportForm; readonly error: string | false }) {
  const t = useText(messages).report
  const names = useText(homeMessages).common
  const titleOf = useTitle()
  const { data: catalogue } = useCatalogue()
  const { category } = form.draft.value
  const isKnown = (code: string): boolean => catalogue?.categories.some((one) => one.code === code) ?? true
  const chosen = catalogue?.categories.find(({ code }) => code === category)
  const isOther = category !== null && !commonCodes.some((code) => code === category)
  return (
    <div className="stack-tight report-kinds">
      <Choice
        look="grid"
        label={t.common}
        value={category}
        onChange={(code) => form.choose(code, names[code] ?? code)}
        options={commonCodes.filter(isKnown).map((code) => ({ value: code as string, label: names[code] ?? code }))}
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
  const office = useOffice()
  return (
    <details className="well danger">
      <summary>
        <span className="grow">
          <b>{t.danger}</b>
          <span className="small danger-help">{t.dangerHelp}</span>
        </span>
        <span className="button button-call button-compact"><Icon name="call" />{t.call}</span>
      </summary>
      <div className="danger-calls">
        {t.dangerCalls.map(({ number, words }) => <Button key={number} kind="call" icon="call" href={`tel:${number}`}>{words}</Button>)}
        {office === null ? null : <Button icon="call" href={`tel:${office.phone}`}>{t.callOffice({ name: office.name })}</Button>}
      </div>
    </details>
  )
}
