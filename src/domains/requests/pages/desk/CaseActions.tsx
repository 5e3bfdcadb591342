import { useMemo, useState } from 'react'
import { useText } from '../../../../web/i18n.ts'
import { useKeys } from '../../../../web/keys.ts'
import { Button } from '../../../../web/kit/Button.tsx'
import { Key } from '../../../../web/kit/Key.tsx'
import { PaneActions } from '../../../../web/kit/Pane.tsx'
import { Problem } from '../../../../web/kit/Problem.tsx'
import { AssigneeChoice, CheckForm, RedispatchForm, ReturnForm } from './ActForms.tsx'
import { EventLine } from './CaseTimeline.tsx'
import { messages } from './messages.ts'
import { FORM_VERBS, isOffered } from './more/acts.ts'
import type { FormVerb, MoreVerb } from './more/acts.ts'
import { messages as moreMessages } from './more/messages.ts'
import type { MoreText } from './more/messages.zh.ts'
import { MoreForm } from './more/MoreForm.tsx'
import { MoreMenu } from './more/MoreMenu.tsx'
import { PendingAsk } from './more/Standing.tsx'
import type { DeskText } from './messages.zh.ts'
import { listsOf } from './lists.ts'
import { isConflict, useAct, useAssignees } from './queries.ts'
import type { Act, Assignee, CaseView } from './queries.ts'
import type { Me } from '../me.ts'

/** Of the server's verbs `assign` is in `MoreForm`: here it means choosing a colleague. */
type FormKind = 'colleague' | 'return' | 'check' | FormVerb

/** Something that can be pressed: what will happen, and its key. */
interface Step {
  readonly id: string
  readonly label: string
  readonly key?: string
  readonly run: () => void
}

interface CaseActionsProps {
  readonly view: CaseView
  readonly me: Me
  readonly onFeedback: () => void
}

/** The proposal, one main action whose label says what will happen, at most three others, and why something cannot be done. */
export function CaseActions({ view, me, onFeedback }: CaseActionsProps) {
  const t = useText(messages)
  const m = useText(moreMessages)
  const act = useAct(view)
  const [form, setForm] = useState<FormKind | null>(null)
  const [chosen, setChosen] = useState<string | null>(null)
  const [seenUntil, setSeenUntil] = useState<number | null>(null)
  const { can } = view
  const handsOut = can.accept === true || can.dispatch === true
  const assignees = useAssignees(view.communityId, handsOut && me.can.includes('requests.dispatch'))
  const proposal = proposalOf(assignees.data ?? [], chosen, view.deadlineClass === 'URGENT')
  const perform = (what: Act): void => {
    if (act.isPending) return
    setSeenUntil(view.events.at(-1)?.no ?? 0)
    act.mutate(what, {
      onSuccess: () => {
        setForm(null)
        setChosen(null)
      },
    })
  }
  const choose = (verb: MoreVerb): void => (verb === 'resume' ? perform({ verb }) : setForm(verb))
  const { main, others } = stepsOf(view, me, proposal, { t, m }, { perform, open: setForm, choose, onFeedback })
  useActionKeys(main, others, form, () => setForm(null), can.accept === true || view.state === 'ACCEPTED' ? () => setForm(form === 'colleague' ? null : 'colleague') : null)
  const isPicking = handsOut && (view.state === 'REPORTED' || view.state === 'ACCEPTED')
  return (
    <PaneActions>
      <h2 className="visually-hidden">{t.case.actions}</h2>
      {act.isError ? <Refused error={act.error} view={view} seenUntil={seenUntil ?? 0} /> : null}
      {isPicking && assignees.data !== undefined ? <Proposal people={assignees.data} proposal={proposal} isOpen={form === 'colleague'} onToggle={() => setForm(form === 'colleague' ? null : 'colleague')} onChoose={setChosen} /> : null}
      {form !== null && !act.isError && !isFormOpenTo(form, view) ? <p className="well" role="status">{t.act.overtaken}</p> : null}
      {form === 'colleague' && !isPicking ? <RedispatchForm people={assignees.data ?? []} currentId={view.assignee?.personId ?? null} isBusy={act.isPending} onBack={() => setForm(null)} onSend={(assigneeId, text) => perform({ verb: 'dispatch', assigneeId, text })} /> : null}
      {form === 'return' ? <ReturnForm view={view} isBusy={act.isPending} onBack={() => setForm(null)} onSend={(text) => perform({ verb: 'return', text })} /> : null}
      {form === 'check' ? <CheckForm view={view} isBusy={act.isPending} onBack={() => setForm(null)} onSend={(passed, text) => perform({ verb: 'check', passed, text })} /> : null}
      {isMoreForm(form) ? <MoreForm key={form} verb={form} view={view} list={listsOf(me)[0] ?? 'ours'} isBusy={act.isPending} onBack={() => setForm(null)} onSend={perform} /> : null}
      {form === null ? <PendingAsk view={view} isBusy={act.isPending} onSend={perform} /> : null}
      {form === null || (form === 'colleague' && isPicking) ? <Steps main={main} others={others} busy={act.isPending} waiting={waitingWords(view, { t, m })} /> : null}
      {form === null ? <MoreMenu view={view} except={promoted(view, main)} onChoose={choose} /> : null}
      <Refusals view={view} />
    </PaneActions>
  )
}

/** Whoever has least in hand, until somebody is chosen; where danger cannot wait for the morning, whoever is on duty. */
function proposalOf(people: readonly Assignee[], chosen: string | null, isUrgent: boolean): Assignee | null {
  return people.find(({ personId }) => personId === chosen) ?? (isUrgent ? people.find(({ onDuty }) => onDuty) : undefined) ?? people.toSorted((a, b) => a.inHand - b.inHand)[0] ?? null
}

/** Another may have been faster while a form was open: it says so and keeps what was typed. */
const isFormOpenTo = (form: FormKind, view: CaseView): boolean => {
  if (form === 'colleague') return view.can.accept === true || view.can.dispatch === true
  return isMoreForm(form) ? isOffered(form, view) : view.can[form] === true
}

const isMoreForm = (form: FormKind | null): form is FormVerb => (FORM_VERBS as readonly (string | null)[]).includes(form)

/** Of 更多, what is the step of the moment where nothing else is. */
const NEXT: readonly MoreVerb[] = ['resume', 'support-done', 'assign']
const promoted = (view: CaseView, main: Step | null): MoreVerb | null => NEXT.find((verb) => verb === main?.id && isOffered(verb, view)) ?? null

interface Words {
  readonly t: DeskText
  readonly m: MoreText
}

interface Doing {
  readonly perform: (act: Act) => void
  readonly choose: (verb: MoreVerb) => void
  readonly open: (form: FormKind) => void
  readonly onFeedback: () => void
}

function stepsOf(view: CaseView, me: Me, proposal: Assignee | null, { t, m }: Words, { perform, open, choose, onFeedback }: Doing): { readonly main: Step | null; readonly others: readonly Step[] } {
  const { can, state, assignee } = view
  const isMine = assignee === null || assignee.personId === me.personId
  const name = proposal?.name ?? ''
  const accept: Step[] = can.accept === undefined ? [] : [
    ...(proposal === null ? [] : [{ id: 'accept-to', label: t.act.acceptTo({ name }), run: () => perform({ verb: 'accept', assigneeId: proposal.personId }) }]),
    { id: 'accept', label: proposal === null ? t.act.accept : t.act.acceptOnly, run: () => perform({ verb: 'accept' }) },
  ]
  const first: Step[] = can.dispatch === true && state === 'ACCEPTED' && proposal !== null ? [{ id: 'dispatch', label: t.act.dispatchTo({ name }), run: () => perform({ verb: 'dispatch', assigneeId: proposal.personId, text: '' }) }] : []
  const sign: Step[] = can.sign === undefined ? [] : [{ id: 'sign', label: t.act.sign, run: () => perform({ verb: 'sign' }) }]
  const feedback: Step[] = can.feedback === undefined ? [] : [{ id: 'feedback', label: t.act.feedback, run: onFeedback }]
  const check: Step[] = can.check === undefined ? [] : [{ id: 'check', label: t.act.check, run: () => open('check') }]
  const again: Step[] = can.dispatch === true && state !== 'ACCEPTED' ? [{ id: 'redispatch', label: t.act.redispatch, key: 'd', run: () => open('colleague') }] : []
  const giveBack: Step[] = can.return === undefined ? [] : [{ id: 'return', label: t.act.return, key: 'x', run: () => open('return') }]
  const further: Step[] = NEXT.filter((verb) => isOffered(verb, view)).map((verb) => ({ id: verb, label: m.verbs[verb], run: () => choose(verb) }))
  const steps = [...accept, ...first, ...sign, ...feedback, ...check]
  // The main action is only for whoever's turn it is: what another has in hand is not taken over by a slip of the key.
  const main = (state === 'DISPATCHED' || state === 'HANDLING') && !isMine ? null : (steps[0] ?? null)
  return { main: main ?? (steps.length === 0 ? (further[0] ?? null) : null), others: [...steps.filter((step) => step !== main), ...again, ...giveBack] }
}

function useActionKeys(main: Step | null, others: readonly Step[], form: FormKind | null, close: () => void, pick: (() => void) | null): void {
  const t = useText(messages)
  const keys = useMemo(() => {
    const labels: Readonly<Record<string, string>> = { d: t.keys.assign, x: t.keys.refuse }
    return [
      ...(main === null || (form !== null && form !== 'colleague') ? [] : [{ key: 'Enter', label: t.keys.primary, run: main.run }]),
      ...(pick === null ? [] : [{ key: 'd', label: t.keys.assign, run: pick }]),
      ...others.flatMap(({ key, label, run }) => (key === undefined ? [] : [{ key, label: labels[key] ?? label, run }])),
      ...(form === null ? [] : [{ key: 'Escape', label: t.keys.back, run: close }]),
    ]
    // oxlint-disable-next-line react/exhaustive-deps -- the steps are made anew at every render; what they do is told by their ids and the form
  }, [main?.label, others.map(({ id }) => id).join(' '), form, t])
  useKeys(keys)
}

function Steps({ main, others, busy, waiting }: { readonly main: Step | null; readonly others: readonly Step[]; readonly busy: boolean; readonly waiting: string }) {
  const t = useText(messages)
  return (
    <>
      {main === null ? null : <Button kind="main" shortcut="Enter" busy={busy && t.act.busy} onClick={main.run}>{main.label}</Button>}
      {others.length === 0 ? null : (
        <div className="row">
          {others.map(({ id, label, key, run }) => <Button key={id} {...(key === undefined ? {} : { shortcut: key })} busy={main === null && busy && t.act.busy} onClick={run}>{label}</Button>)}
        </div>
      )}
      {main === null && others.length === 0 ? <p className="small quiet">{waiting}</p> : null}
    </>
  )
}

function waitingWords({ state, can, reporter }: CaseView, { t, m }: Words): string {
  if (state === 'CHECKING' && can.note === true) return reporter.atWork ? m.waitsForCheck : t.case.waitingResident
  return can.note === true || can.reply === true ? t.case.waiting : state === 'CLOSED' ? t.case.closedBy : t.case.notYours
}

interface ProposalProps {
  readonly people: readonly Assignee[]
  readonly proposal: Assignee | null
  readonly isOpen: boolean
  readonly onToggle: () => void
  readonly onChoose: (personId: string) => void
}

function Proposal({ people, proposal, isOpen, onToggle, onChoose }: ProposalProps) {
  const t = useText(messages)
  if (proposal === null) return <p className="small quiet">{t.act.noColleagues}</p>
  return (
    <>
      <button type="button" className="requests-proposal" aria-expanded={isOpen} onClick={onToggle}>
        <span>{t.act.give({ name: proposal.name, title: proposal.title, count: proposal.inHand })}</span>
        <span className="small quiet">{t.act.change} <Key name="d" /></span>
      </button>
      {isOpen ? <AssigneeChoice people={people} value={proposal.personId} onChange={onChoose} /> : null}
    </>
  )
}

/** What was not done, and what happened meanwhile; the case on the screen is the latest by now. */
function Refused({ error, view, seenUntil }: { readonly error: unknown; readonly view: CaseView; readonly seenUntil: number }) {
  const t = useText(messages)
  const since = view.events.filter(({ no }) => no > seenUntil)
  const texts = { ...t.problems, '/problems/common/changed-meanwhile': t.act.faster, '/problems/requests/not-in-this-state': t.act.faster }
  return (
    <Problem error={error} texts={texts}>
      {isConflict(error) && since.length > 0 ? (
        <div className="requests-since">
          <p>{t.act.since}</p>
          <ul>{since.map((event) => <li key={event.no}><EventLine event={event} /></li>)}</ul>
        </div>
      ) : null}
    </Problem>
  )
}

/** Worth saying unasked; why the rest is not offered would only be noise. */
const SAID = ['accept', 'reject', 'return', 'check'] as const

function Refusals({ view }: { readonly view: CaseView }) {
  const t = useText(messages)
  const words = SAID.flatMap((verb) => {
    const refused = view.cannot[verb]
    if (refused === undefined) return []
    const text = t.problems[`/problems/${refused.reason}`]
    return text === undefined ? [] : [typeof text === 'function' ? text(refused.values) : text]
  })
  return words.length === 0 ? null : <ul className="requests-refusals small quiet">{words.map((word) => <li key={word}>{word}</li>)}</ul>
}
