/** The whole machine against a reference that knows only states and counters, over random histories. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CommunityId, OrganisationId, PersonId, RequestId } from '../../../platform/ids.ts'
import { isOpen, type By, type Case, type CaseEvent, type Outcome, type State } from './case.ts'
import * as cycle from './cycle.ts'
import { shippedYears, workCalendar } from '../../calendar/public.ts'
import { DEFAULT_RULES as rules } from './default-rules.ts'
import { addFigures, contributions, figureChanges, FIGURES, sumByDay, type DayFigures } from './figures.ts'
import { submit } from './submit.ts'

const calendar = workCalendar(await shippedYears())
const by = (personId: string, organisationId: string | null): By => ({ personId: personId as PersonId, role: 'any', title: '', organisationId: organisationId as OrganisationId | null })
const resident = by('resident', null)
const people = { resident, manager: by('manager', 'company'), repairer: by('repairer', 'company'), other: by('other', 'company'), officer: by('officer', 'office') }
const start = Temporal.Instant.from('2026-03-01T00:00:00Z')

const person = fc.constantFrom(...(Object.keys(people) as (keyof typeof people)[]))
const satisfaction = fc.constantFrom('good' as const, 'fair' as const, 'bad' as const, null)
const action = fc.oneof(
  fc.record({ verb: fc.constant('accept' as const), assignee: fc.option(person) }),
  fc.record({ verb: fc.constant('dispatch' as const), assignee: person }),
  fc.record({ verb: fc.constantFrom('sign' as const, 'return' as const, 'reopen' as const, 'reply' as const, 'note' as const, 'urge' as const) }),
  fc.record({ verb: fc.constant('feedback' as const), photos: fc.integer({ min: 0, max: 7 }) }),
  fc.record({ verb: fc.constant('confirm' as const), resolved: fc.boolean(), satisfaction }),
  fc.record({ verb: fc.constant('rate' as const), resolved: fc.boolean(), satisfaction: fc.constantFrom('good' as const, 'fair' as const, 'bad' as const) }),
  fc.record({ verb: fc.constant('check' as const), passed: fc.boolean() }),
)
const command = fc.record({ action, who: person, wait_hours: fc.oneof(fc.integer({ min: 0, max: 10 }), fc.integer({ min: 0, max: 200 })) })
type Action = typeof action extends fc.Arbitrary<infer A> ? A : never

function decide(before: Case, given: Action, moment: cycle.Moment): Outcome {
  const assignee = (name: keyof typeof people) => ({ personId: people[name].personId, title: '' })
  switch (given.verb) {
    case 'accept':
      return cycle.accept(before, given.assignee === null ? null : assignee(given.assignee), moment)
    case 'dispatch':
      return cycle.dispatch(before, assignee(given.assignee), '', moment)
    case 'sign':
      return cycle.sign(before, moment)
    case 'return':
      return cycle.giveBack(before, '不归我们', moment)
    case 'feedback':
      return cycle.feedback(before, '修好了', { photos: given.photos, photoNeeded: true }, moment)
    case 'confirm':
      return cycle.confirm(before, { resolved: given.resolved, satisfaction: given.satisfaction, text: '' }, moment)
    case 'rate':
      return cycle.rate(before, { resolved: given.resolved, satisfaction: given.satisfaction, text: '' }, moment)
    case 'check':
      return cycle.check(before, { passed: given.passed, text: '看过' }, moment)
    case 'reopen':
      return cycle.reopen(before, '又坏了', moment)
    case 'reply':
      return cycle.reply(before, '话', moment)
    case 'note':
      return cycle.note(before, '话', moment)
    case 'urge':
      return cycle.urge(before, '', moment)
  }
}

/** The reference: what requests.md's table says, without clocks of its own beyond three ages in hours. */
interface Model {
  state: State
  assignee: string | null
  handler: string | null
  returns: number
  rated: boolean
  feedbackAt: number
  closedAt: number
  urgedAt: number
}

/** Null: refused. */
function expected(model: Model, given: Action, who: string, now: number): Model | null {
  const worked = model.assignee === who || model.handler === who
  const to = (state: State, more: Partial<Model> = {}): Model => ({ ...model, state, ...more })
  switch (given.verb) {
    case 'accept':
      return model.state !== 'REPORTED' ? null : given.assignee === null ? to('ACCEPTED') : to('DISPATCHED', { assignee: given.assignee })
    case 'dispatch':
      if (!['ACCEPTED', 'DISPATCHED', 'HANDLING'].includes(model.state)) return null
      return model.state !== 'ACCEPTED' && model.assignee === given.assignee ? null : to('DISPATCHED', { assignee: given.assignee })
    case 'sign':
      return model.state === 'DISPATCHED' ? to('HANDLING', { assignee: who }) : null
    case 'return':
      return model.state === 'DISPATCHED' && model.returns < 2 ? to('ACCEPTED', { assignee: null, returns: model.returns + 1 }) : null
    case 'feedback':
      return model.state === 'HANDLING' && given.photos > 0 && given.photos <= 6 ? to('CHECKING', { handler: who, feedbackAt: now }) : null
    case 'confirm':
      if (model.state !== 'CHECKING' || worked) return null
      return given.resolved ? to('CLOSED', { closedAt: now, rated: given.satisfaction !== null }) : to('HANDLING', { rated: given.satisfaction !== null })
    case 'check':
      if (model.state !== 'CHECKING' || worked || now < model.feedbackAt + 72) return null
      return given.passed ? to('CLOSED', { closedAt: now }) : to('HANDLING')
    case 'rate':
      return model.state === 'CLOSED' && !worked && !model.rated && now <= model.closedAt + 168 ? to('CLOSED', { rated: true }) : null
    case 'reopen':
      return model.state === 'CLOSED' && now <= model.closedAt + 168 ? to('HANDLING', { rated: false }) : null
    case 'urge':
      return ['REPORTED', 'ACCEPTED', 'DISPATCHED', 'HANDLING'].includes(model.state) && now >= model.urgedAt + 24 ? to(model.state, { urgedAt: now }) : null
    case 'reply':
    case 'note':
      return model
  }
}

function reported(): { current: Case; events: CaseEvent[] } {
  const decision = submit(
    { communityId: 'community' as CommunityId, id: 'case' as RequestId, text: '', place: { kind: 'community', buildingId: null, unitId: null, homeId: null, detail: '' }, photos: 0, anonymous: false, onBehalf: false, forPersonId: null },
    resident,
    { rules, calendar, category: { code: 'L-LIGHT', deadlineClass: 'NORMAL', responsibleKind: 'property_company', safety: false, photoOnFeedback: true }, responsible: { companyId: 'company' as OrganisationId, officeId: null, streetId: null }, now: start },
  )
  if (!decision.ok) throw new Error(decision.refusal)
  return { current: { ...decision.value.after, number: 'X' }, events: [...decision.value.events] }
}

/** Nothing lies open without a lead and a clock; nothing is closed without a recorded fact. */
function mustHold(current: Case, events: readonly CaseEvent[]): void {
  const changing = events.filter(({ kind }) => !['replied', 'noted', 'added', 'urged'].includes(kind))
  expect(events.map(({ no }) => no)).toEqual(events.map((_, index) => index + 1))
  expect(current.events).toBe(events.length)
  expect(current.version).toBe(changing.length)
  expect(current.leadOrganisationId).toBeTruthy()
  expect(current.stageDueAt !== null).toBe(isOpen(current.state))
  expect(current.dueAt !== null).toBe(current.state !== 'REPORTED')
  expect(changing.at(-1)?.toState).toBe(current.state)
  const closings = events.filter(({ toState, kind }, index) => toState === 'CLOSED' && kind !== 'rated' && events[index - 1]?.toState !== 'CLOSED')
  expect(closings.every(({ kind }) => kind === 'confirmed' || kind === 'checked')).toBe(true)
  const lastFeedback = events.findLast(({ kind }) => kind === 'feedback')
  const closedBy = events.findLast(({ kind }) => kind === 'confirmed' || kind === 'checked')
  expect(current.state !== 'CLOSED' || (lastFeedback !== undefined && closedBy !== undefined && lastFeedback.by.personId !== closedBy.by.personId)).toBe(true)
  const lastAnswer = events.findLast(({ kind }) => ['confirmed', 'failed', 'rated', 'reopened'].includes(kind))
  expect(current.answeredAt).toEqual(lastAnswer?.at ?? null)
  expect(current.resolved).toBe(lastAnswer?.data.resolved ?? null)
}

describe('the machine', () => {
  /** Random histories beside the reference; answers with the steps that were taken. */
  const walk = (parameters: fc.Parameters<unknown>): string[] => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(fc.array(command, { minLength: 10, maxLength: 60 }), (commands) => {
        let { current, events } = reported()
        let model: Model = { state: 'REPORTED', assignee: null, handler: null, returns: 0, rated: false, feedbackAt: -Infinity, closedAt: -Infinity, urgedAt: -Infinity }
        let hours = 0
        let rolledUp: DayFigures[] = figureChanges(null, current)
        for (const { action: given, who, wait_hours } of commands) {
          hours += wait_hours
          const now = start.add({ hours })
          const outcome = decide(current, given, { by: people[who], rules, calendar, now })
          const next = expected(model, given, who, hours)
          expect([given, outcome.ok]).toEqual([given, next !== null])
          if (!outcome.ok || next === null) continue
          seen.add(`${given.verb} ${model.state} → ${next.state}`)
          rolledUp = sumByDay([...rolledUp, ...figureChanges(current, outcome.value.after)])
          current = outcome.value.after
          events = [...events, ...outcome.value.events]
          model = next
          expect(current.state).toBe(model.state)
          mustHold(current, events)
        }
        expect(rolledUp).toEqual(sumByDay(contributions(current)))
      }),
      parameters,
    )
    return [...seen]
  }

  it('does what the reference does, and keeps what must hold', () => {
    expect(walk({ numRuns: 500 })).toContain('feedback HANDLING → CHECKING')
  })

  it('goes every way in these histories, which are the same each time', () => {
    expect(walk({ seed: 4305, numRuns: 2_000 })).toEqual(expect.arrayContaining(['confirm CHECKING → CLOSED', 'confirm CHECKING → HANDLING', 'check CHECKING → CLOSED', 'check CHECKING → HANDLING', 'reopen CLOSED → HANDLING', 'rate CLOSED → CLOSED', 'return DISPATCHED → ACCEPTED']))
  })
})

describe('figures', () => {
  const base = { reportedAt: start, closedAt: null, dueAt: null, feedbackAt: null, answeredAt: null, resolved: null, satisfaction: null }
  it('count each fact on its own civil day, in Shanghai', () => {
    const evening = Temporal.Instant.from('2026-03-01T16:30:00Z')
    expect(contributions({ ...base, reportedAt: evening })).toMatchObject([{ day: '2026-03-02', reported: 1 }])
  })
  it('on time is a feedback that nobody sent back, not after the deadline', () => {
    const dueAt = start.add({ hours: 120 })
    const onTime = (feedbackAt: Temporal.Instant | null) => contributions({ ...base, dueAt, feedbackAt }).find(({ due }) => due === 1)?.onTime
    expect([onTime(null), onTime(dueAt), onTime(dueAt.add({ seconds: 1 }))]).toEqual([0, 1, 0])
  })
  it('an answer counts whatever it was; only "good" is satisfied', () => {
    const answer = (resolved: boolean, satisfaction: 'good' | 'fair' | 'bad') => contributions({ ...base, answeredAt: start, resolved, satisfaction }).find(({ answered }) => answered === 1)
    expect(answer(true, 'good')).toMatchObject({ resolved: 1, satisfied: 1 })
    expect(answer(true, 'fair')).toMatchObject({ resolved: 1, satisfied: 0 })
    expect(answer(false, 'bad')).toMatchObject({ resolved: 0, satisfied: 0 })
  })
  it('add up figure by figure', () => {
    const [row] = contributions(base)
    const doubled = row && addFigures(row, row)
    expect(FIGURES.map((figure) => doubled?.[figure])).toEqual([2, 0, 0, 0, 0, 0, 0])
  })
})
