import { useState } from 'react'
import type { ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { client } from '../../../../../web/client.ts'
import { useLanguage, useText } from '../../../../../web/i18n.ts'
import { Check } from '../../../../../web/kit/Check.tsx'
import { Choice } from '../../../../../web/kit/Choice.tsx'
import { Field } from '../../../../../web/kit/Field.tsx'
import { Loading } from '../../../../../web/kit/Loading.tsx'
import { TextArea } from '../../../../../web/kit/TextArea.tsx'
import { OFFSET } from '../../../../../platform/zone.ts'
import type { RequestsApi } from '../../../contract.ts'
import { ActForm, mostCharacters } from '../ActForm.tsx'
import type { List } from '../lists.ts'
import type { CaseView } from '../queries.ts'
import { categoryWord } from '../words.ts'
import type { FormVerb, MoreAct } from './acts.ts'
import { messages } from './messages.ts'

const requests = client<RequestsApi>()

interface MoreFormProps {
  readonly verb: FormVerb
  readonly view: CaseView
  /** Where other cases of the community are looked for. */
  readonly list: List
  readonly isBusy: boolean
  readonly onBack: () => void
  readonly onSend: (act: MoreAct) => void
}

const blank = { text: '', until: '', unitId: '', intoId: '', supportingIds: [] as readonly string[] }
type Typed = typeof blank
type Needed = 'text' | 'until' | 'unit' | 'into'

/** A word with a dispatch or a merge may be left out. */
const isTextOptional = (verb: FormVerb): boolean => verb === 'give' || verb === 'merge'

function missing(verb: FormVerb, { text, until, unitId, intoId }: Typed): Needed | null {
  if ((verb === 'give' || verb === 'assign') && unitId === '') return 'unit'
  if (verb === 'merge' && intoId === '') return 'into'
  if ((verb === 'ask-extension' || verb === 'ask-suspension') && until === '') return 'until'
  return text.trim() === '' && !isTextOptional(verb) ? 'text' : null
}

function actOf(verb: FormVerb, typed: Typed): MoreAct {
  const { unitId, intoId, supportingIds } = typed
  const text = typed.text.trim()
  switch (verb) {
    case 'give':
      return { verb, unitId, supportingIds, text }
    case 'assign':
      return { verb, unitId, text }
    case 'merge':
      return { verb, intoId, text }
    case 'ask-extension':
    case 'ask-suspension':
      return { verb, until: `${typed.until}:00${OFFSET}`, text }
    case 'reject':
    case 'ask':
    case 'support-done':
    case 'ask-void':
      return { verb, text }
  }
}

/** One step of 更多: what it needs to know, then why. What was typed stays, whatever the server says. */
export function MoreForm({ verb, view, list, isBusy, onBack, onSend }: MoreFormProps) {
  const t = useText(messages)
  const [typed, setTyped] = useState<Typed>(blank)
  const [needed, setNeeded] = useState<Needed | null>(null)
  const set = (part: Partial<Typed>): void => {
    setNeeded(null)
    setTyped({ ...typed, ...part })
  }
  const send = (): void => {
    const first = missing(verb, typed)
    setNeeded(first)
    if (first === null) onSend(actOf(verb, typed))
  }
  const error = (name: Needed) => (needed === name ? { error: t.needed[name] } : {})
  return (
    <ActForm main={t.do[verb]} busy={isBusy} onBack={onBack} onSend={send}>
      {verb === 'give' || verb === 'assign' ? <Units view={view} verb={verb} typed={typed} set={set} {...error('unit')} /> : null}
      {verb === 'merge' ? <Into view={view} list={list} value={typed.intoId} onChange={(intoId) => set({ intoId })} {...error('into')} /> : null}
      {verb === 'ask-extension' || verb === 'ask-suspension' ? (
        <Field type="datetime-local" label={t.until[verb]} {...(t.untilHint[verb] === '' ? {} : { hint: t.untilHint[verb] })} value={typed.until} onChange={(until) => set({ until })} {...error('until')} />
      ) : null}
      <TextArea label={t.texts[verb].label} hint={t.texts[verb].hint} optional={isTextOptional(verb)} value={typed.text} maxLength={mostCharacters} onChange={(text) => set({ text })} {...error('text')} />
    </ActForm>
  )
}

interface UnitsProps {
  readonly view: CaseView
  readonly verb: 'give' | 'assign'
  readonly typed: Typed
  readonly set: (part: Partial<Typed>) => void
  readonly error?: ReactNode
}

function Units({ view, verb, typed, set, error }: UnitsProps) {
  const t = useText(messages)
  const { data } = useQuery({
    queryKey: ['request', 'units', view.communityId],
    queryFn: async ({ signal }) => (await requests('GET /api/v1/requests/units', { query: { communityId: view.communityId }, signal })).items,
  })
  if (data === undefined) return <Loading>{t.loading}</Loading>
  const others = data.filter(({ id, staffed }) => id !== view.lead.id && staffed)
  const helping = new Set(view.supporting.map(({ id }) => id))
  const callable = others.filter(({ id }) => id !== typed.unitId && !helping.has(id))
  const toggle = (id: string, isChosen: boolean): void => set({ supportingIds: isChosen ? [...typed.supportingIds, id] : typed.supportingIds.filter((each) => each !== id) })
  return (
    <>
      <div className="requests-people">
        <Choice
          label={t.unit}
          look="cards"
          options={others.map(({ id, name, kind }) => ({ value: id, label: name, hint: t.unitKinds[kind] ?? kind }))}
          value={typed.unitId === '' ? null : typed.unitId}
          onChange={(unitId) => set({ unitId, supportingIds: typed.supportingIds.filter((each) => each !== unitId) })}
          {...(error === undefined ? {} : { error })}
        />
      </div>
      {verb === 'assign' ? null : (
        <fieldset className="requests-helpers">
          <legend className="field-label">{t.supporting}</legend>
          <p className="label">{t.supportingHint}</p>
          <div className="requests-people">
            {callable.map(({ id, name }) => <Check key={id} checked={typed.supportingIds.includes(id)} onChange={(isChosen) => toggle(id, isChosen)}>{name}</Check>)}
          </div>
        </fieldset>
      )}
    </>
  )
}

const MOST_OTHERS = 12

function Into({ view, list, value, onChange, error }: { readonly view: CaseView; readonly list: List; readonly value: string; readonly onChange: (id: string) => void; readonly error?: ReactNode }) {
  const t = useText(messages)
  const language = useLanguage()
  const { data } = useQuery({
    queryKey: ['request', 'mergeable', list, view.communityId],
    queryFn: async ({ signal }) => (await requests('GET /api/v1/requests/queue', { query: { list, community: view.communityId, limit: 100 }, signal })).items,
  })
  if (data === undefined) return <Loading>{t.loading}</Loading>
  const isNear = (code: string) => (code === view.category.code ? 0 : 1)
  const others = data
    .filter(({ id, state }) => id !== view.id && state !== 'CHECKING')
    .toSorted((a, b) => isNear(a.category.code) - isNear(b.category.code))
    .slice(0, MOST_OTHERS)
  if (others.length === 0) return <p className="small quiet">{t.intoNone}</p>
  return (
    <div className="requests-people">
      <Choice
        label={t.into}
        look="cards"
        options={others.map(({ id, number, category, place, text }) => ({ value: id, label: `${number} ${categoryWord(category, language)}`, hint: `${place.words} ${text.slice(0, 40)}` }))}
        value={value === '' ? null : value}
        onChange={onChange}
        {...(error === undefined ? {} : { error })}
      />
      <p className="label">{t.intoHint}</p>
    </div>
  )
}
