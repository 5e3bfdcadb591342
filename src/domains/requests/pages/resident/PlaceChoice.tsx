import { useNavigate } from 'react-router'
import { useText } from '../../../../web/i18n.ts'
import { Button } from '../../../../web/kit/Button.tsx'
import { Choice } from '../../../../web/kit/Choice.tsx'
import { Field } from '../../../../web/kit/Field.tsx'
import { Page } from '../../../../web/kit/Page.tsx'
import { messages } from './messages.ts'
import { usePlaceWords } from './place-words.ts'
import { kindOf } from './report-draft.ts'
import type { ReportForm } from './report-form.ts'

const kinds = ['unit', 'building', 'community', 'home'] as const
const mostDetail = 100

export function PlaceChoice({ form }: { readonly form: ReportForm }) {
  const t = useText(messages)
  const navigate = useNavigate()
  const wordsOf = usePlaceWords()
  const { value } = form.draft
  const possible = value.origin?.home ? kinds : (['community'] as const)
  return (
    <Page title={t.report.placeTitle} backTo="/report" foot={<Button kind="main" onClick={() => void navigate(-1)}>{t.report.placeDone}</Button>}>
      <Choice
        label={t.report.placeTitle}
        hideLabel
        value={kindOf(value)}
        onChange={(kind) => form.edit({ kind })}
        options={possible.map((kind) => ({ value: kind, label: <>{t.report.places[kind]}<span className="label place-hint">{wordsOf({ ...value, kind, detail: '' })}</span></> }))}
      />
      <Field label={t.report.detail} optional placeholder={t.report.detailHint} maxLength={mostDetail} value={value.detail} onChange={(detail) => form.edit({ detail })} />
    </Page>
  )
}
