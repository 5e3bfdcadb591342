import { useState } from 'react'
import { useText } from '../../../../web/i18n.ts'
import { Choice } from '../../../../web/kit/Choice.tsx'
import { TextArea } from '../../../../web/kit/TextArea.tsx'
import { ActForm, mostCharacters } from './ActForm.tsx'
import { messages } from './messages.ts'
import type { Assignee, CaseView } from './queries.ts'
import { TemplateMenu } from './TemplateMenu.tsx'
import { joined } from './words.ts'

interface AssigneeChoiceProps {
  readonly people: readonly Assignee[]
  readonly value: string | null
  readonly onChange: (personId: string) => void
  readonly error?: string
}

export function AssigneeChoice({ people, value, onChange, error }: AssigneeChoiceProps) {
  const t = useText(messages)
  const options = people.map(({ personId, name, title, inHand }) => ({ value: personId, label: name, hint: t.act.load({ title, count: inHand }) }))
  return <div className="requests-people"><Choice label={t.act.pick} look="cards" options={options} value={value} onChange={onChange} {...(error === undefined ? {} : { error })} /></div>
}

interface FormProps {
  readonly isBusy: boolean
  readonly onBack: () => void
}

export function RedispatchForm({ people, currentId, isBusy, onBack, onSend }: FormProps & { readonly people: readonly Assignee[]; readonly currentId: string | null; readonly onSend: (assigneeId: string, text: string) => void }) {
  const t = useText(messages)
  const [chosen, setChosen] = useState<string | null>(null)
  const [text, setText] = useState('')
  const [isAsked, setAsked] = useState(false)
  const others = people.filter(({ personId }) => personId !== currentId)
  const name = others.find(({ personId }) => personId === chosen)?.name
  if (others.length === 0) return <p className="small quiet">{t.act.noColleagues}</p>
  return (
    <ActForm main={name === undefined ? t.act.redispatch : t.act.redispatchTo({ name })} busy={isBusy} onBack={onBack} onSend={() => (chosen === null ? setAsked(true) : onSend(chosen, text.trim()))}>
      <AssigneeChoice people={others} value={chosen} onChange={setChosen} {...(isAsked && chosen === null ? { error: t.act.pickFirst } : {})} />
      <TextArea label={t.act.redispatchWhy} optional value={text} onChange={setText} maxLength={mostCharacters} />
    </ActForm>
  )
}

export function ReturnForm({ view, isBusy, onBack, onSend }: FormProps & { readonly view: CaseView; readonly onSend: (text: string) => void }) {
  const t = useText(messages)
  const [text, setText] = useState('')
  const [isAsked, setAsked] = useState(false)
  const isEmpty = text.trim() === ''
  return (
    <ActForm main={t.act.returnDo} busy={isBusy} onBack={onBack} onSend={() => (isEmpty ? setAsked(true) : onSend(text.trim()))}>
      <TemplateMenu view={view} verb="return" onPick={(words) => setText(joined(text, words))} />
      <TextArea label={t.act.returnWhy} hint={t.act.returnHint} value={text} onChange={setText} maxLength={mostCharacters} {...(isAsked && isEmpty ? { error: t.act.whyFirst } : {})} />
    </ActForm>
  )
}

export function CheckForm({ view, isBusy, onBack, onSend }: FormProps & { readonly view: CaseView; readonly onSend: (passed: boolean, text: string) => void }) {
  const t = useText(messages)
  const [result, setResult] = useState<'pass' | 'fail' | null>(null)
  const [text, setText] = useState('')
  const [isAsked, setAsked] = useState(false)
  const isEmpty = text.trim() === ''
  const send = (): void => {
    if (result === null || isEmpty) setAsked(true)
    else onSend(result === 'pass', text.trim())
  }
  return (
    <ActForm main={result === null ? t.act.check : result === 'pass' ? t.act.passDo : t.act.failDo} busy={isBusy} onBack={onBack} onSend={send}>
      <Choice
        label={t.act.checkLabel}
        options={[{ value: 'pass', label: t.act.checkPass, hint: t.act.checkPassHint }, { value: 'fail', label: t.act.checkFail, hint: t.act.checkFailHint }]}
        value={result}
        onChange={setResult}
        {...(isAsked && result === null ? { error: t.act.chooseFirst } : {})}
      />
      <TemplateMenu view={view} verb="check" onPick={(words) => setText(joined(text, words))} />
      <TextArea label={t.act.checkText} hint={t.act.checkTextHint} value={text} onChange={setText} maxLength={mostCharacters} {...(isAsked && isEmpty ? { error: t.act.seenFirst } : {})} />
    </ActForm>
  )
}
