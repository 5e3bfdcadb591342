/** The whole machine against a reference that knows only states, counters and hours, over random histories. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CommunityId, OrganisationId, PersonId, RequestId } from '../../../platform/ids.ts'
import { shippedYears, workCalendar } from '../../calendar/public.ts'
import * as approvals from './approvals.ts'
import { isOpen, LEVELS, SYSTEM, type By, type Case, type CaseEvent, type Change, type Outcome, type State } from './case.ts'
import { climb, escalate, rungAbove } from './climb.ts'
import * as cycle from './cycle.ts'
import { DEFAULT_RULES as rules } from './default-rules.ts'
import { contributions, figureChanges, sumByDay, type DayFigures } from './figures.ts'
import { merge } from './merge.ts'
import * as refusing from './refusing.ts'
import { submit } from './submit.ts'
import { assign, dispatchToUnit, supportDone, type Unit } from './units.ts'

const calendar = workCalendar(await shippedYears())
const by = (personId: string, organisationId: string | null): By => ({ personId: personId as PersonId, role: 'any', title: '', organisationId: organisationId as OrganisationId | null })
const people = {
  resident: by('resident', null),
  manager: by('manager', 'company'),
  repairer: by('repairer', 'company'),
  officer: by('officer', 'office'),
  second: by('second', 'office'),
  street: by('street', 'street'),
  water: by('water', 'water'),
}
type Person = keyof typeof people
const LEVEL_OF = { company: 0, office: 1, street: 2, water: null } as const
type UnitName = keyof typeof LEVEL_OF
const unit = (name: UnitName): Unit => ({ organisationId: name as OrganisationId, level: LEVEL_OF[name] === null ? null : (LEVELS[LEVEL_OF[name]] ?? null) })
const ladder = LEVELS.map((level, index) => ({ level, organisationId: index === 0 ? null : ((['', 'office', 'street', 'district', 'bureau'][index] ?? '') as OrganisationId) }))
const start = Temporal.Instant.from('2024-01-05T00:00:00Z')
const instant = (hours: number) => start.add({ milliseconds: Math.round(hours * 3_600_000) })
const hoursOf = (at: Temporal.Instant | null): number => (at === null ? Infinity : start.until(at).total('hours'))

const person = fc.constantFrom(...(Object.keys(people) as Person[]))
const unitName = fc.constantFrom(...(Object.keys(LEVEL_OF) as UnitName[]))
const satisfaction = fc.constantFrom('good' as const, 'fair' as const, 'bad' as const, null)
const verbs = <const V extends string>(...names: V[]) => fc.record({ verb: fc.constantFrom(...names) })
/** What ends a history comes seldom, so that histories go somewhere. */
const action = fc.oneof(
  { weight: 6, arbitrary: fc.record({ verb: fc.constant('accept' as const), assignee: fc.option(person) }) },
  { weight: 4, arbitrary: fc.record({ verb: fc.constant('dispatch' as const), assignee: person, helping: fc.option(fc.uniqueArray(unitName, { maxLength: 3 })) }) },
  { weight: 4, arbitrary: fc.record({ verb: fc.constant('dispatch-unit' as const), to: unitName }) },
  { weight: 2, arbitrary: fc.record({ verb: fc.constant('assign' as const), to: unitName, isStranded: fc.boolean() }) },
  { weight: 14, arbitrary: verbs('sign', 'return', 'reopen', 'urge', 'ask', 'approve', 'escalate', 'contest') },
  { weight: 8, arbitrary: verbs('reply', 'note', 'add', 'decline', 'resume', 'resume-by-clock', 'climb', 'support-done') },
  { weight: 1, arbitrary: verbs('reject', 'ask-void') },
  { weight: 8, arbitrary: fc.record({ verb: fc.constant('feedback' as const), photos: fc.integer({ min: 0, max: 7 }) }) },
  { weight: 6, arbitrary: fc.record({ verb: fc.constant('confirm' as const), resolved: fc.boolean(), satisfaction }) },
  { weight: 2, arbitrary: fc.record({ verb: fc.constant('rate' as const), resolved: fc.boolean(), satisfaction: fc.constantFrom('good' as const, 'fair' as const, 'bad' as const) }) },
  { weight: 3, arbitrary: fc.record({ verb: fc.constant('check' as const), passed: fc.boolean() }) },
  { weight: 8, arbitrary: fc.record({ verb: fc.constantFrom('ask-extension' as const, 'ask-suspension' as const), hours: fc.oneof(fc.integer({ min: -10, max: 800 }), fc.integer({ min: 20, max: 200 })) }) },
  { weight: 1, arbitrary: fc.record({ verb: fc.constant('merge' as const), into: fc.constantFrom<State>('REPORTED', 'HANDLING', 'CHECKING', 'CLOSED', 'MERGED') }) },
)
const command = fc.record({ action, who: person, wait_hours: fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 0, max: 10 }) }, { weight: 1, arbitrary: fc.integer({ min: 0, max: 200 }) }) })
type Action = typeof action extends fc.Arbitrary<infer A> ? A : never

const other = (state: State): Case => ({ ...reported().current, id: 'other' as RequestId, number: 'Y', reporterPersonId: 'neighbour' as PersonId, state })

function decide(before: Case, given: Action, who: By, now: Temporal.Instant): Outcome {
  const moment = { by: who, rules, calendar, now, above: rungAbove(ladder, before.level) }
  const assignee = (name: Person) => ({ personId: people[name].personId, title: '' })
  switch (given.verb) {
    case 'accept':
      return cycle.accept(before, given.assignee === null ? null : assignee(given.assignee), moment)
    case 'dispatch':
      return cycle.dispatch(before, assignee(given.assignee), { text: '', supportingIds: given.helping?.map((name) => name as string as OrganisationId) }, moment)
    case 'dispatch-unit':
      return dispatchToUnit(before, unit(given.to), { text: '' }, moment)
    case 'assign':
      return assign(before, unit(given.to), '你们办', given.isStranded, moment)
    case 'sign':
      return cycle.sign(before, moment)
    case 'return':
      return cycle.giveBack(before, '不归我们', before.fromOrganisationId === null ? null : unit(before.fromOrganisationId as string as UnitName), moment)
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
    case 'add':
      return cycle.add(before, '话', 0, moment)
    case 'urge':
      return cycle.urge(before, '', moment)
    case 'reject':
      return refusing.reject(before, '不归我们管', moment)
    case 'contest':
      return refusing.contest(before, '就归你们管', moment)
    case 'ask':
      return refusing.ask(before, '几号楼', moment)
    case 'ask-extension':
      return approvals.askExtension(before, (before.dueAt ?? now).add({ hours: given.hours }), '等配件', moment)
    case 'ask-suspension':
      return approvals.askSuspension(before, now.add({ hours: given.hours }), '雨季', moment)
    case 'ask-void':
      return approvals.askVoid(before, '查无此事', moment)
    case 'approve':
      return approvals.approve(before, '', moment)
    case 'decline':
      return approvals.decline(before, '不行', moment)
    case 'resume':
      return approvals.resume(before, moment)
    case 'resume-by-clock':
      return approvals.resume(before, { ...moment, by: SYSTEM })
    case 'climb':
      return climb(before, { ...moment, by: SYSTEM })
    case 'escalate':
      return escalate(before, '没人管', moment)
    case 'support-done':
      return supportDone(before, '我们的办好了', moment)
    case 'merge': {
      const merged = merge(before, other(given.into), '', { before: [], into: [] }, moment)
      return merged.ok ? { ok: true, value: merged.value.gone } : merged
    }
  }
}

/** The reference: what requests.md's table says. Ends of clocks are taken from the case; `mustHold` looks after them. */
interface Model {
  state: State
  lead: UnitName | 'district' | 'bureau'
  leadLevel: number
  level: number
  isAbove: boolean
  climbedAt: number
  from: UnitName | 'district' | 'bureau' | null
  binding: boolean
  helping: Readonly<Partial<Record<UnitName, boolean>>>
  assignee: string | null
  handler: string | null
  returns: number
  rated: boolean
  feedbackAt: number
  closedAt: number
  urgedAt: number
  rejectedAt: number
  rejectedBy: string | null
  contested: boolean
  waiting: { from: number; until: number } | null
  waited: number
  pending: { kind: 'extend' | 'suspend' | 'void'; by: string; until: number } | null
  sentBackAt: number
  dissatisfied: number
}

const AT_WORK = ['REPORTED', 'ACCEPTED', 'DISPATCHED', 'HANDLING', 'SUSPENDED']
const OPEN = [...AT_WORK, 'CHECKING']
const WEEK = 168
const MONTH = 720

/** What every step beside words, and beside being told to another level, does: waiting ends, and what was asked for may be asked no more. */
function settled(before: Model, next: Model, now: number): Model {
  const waited = before.waiting ? before.waited + Math.min(now, before.waiting.until) - before.waiting.from : before.waited
  const keeps = next.pending && OPEN.includes(next.state) && (next.pending.kind === 'void' || (next.state === 'HANDLING' && next.lead === before.lead))
  return { ...next, waited, waiting: null, pending: keeps ? next.pending : null }
}

const risen = (model: Model, now: number): Model => ({ ...model, level: model.level + 1, isAbove: true, climbedAt: now })

const ledBy = (model: Model, to: UnitName): Model => {
  const leadLevel = LEVEL_OF[to] ?? model.leadLevel
  const stays = model.isAbove && model.level > leadLevel
  const { [to]: _, ...helping } = model.helping
  return { ...model, lead: to, leadLevel, level: stays ? model.level : leadLevel, isAbove: stays, assignee: null, helping }
}

const helpedBy = (model: Model, names: readonly UnitName[] | null): Model['helping'] => (names === null ? model.helping : Object.fromEntries(names.map((name) => [name, model.helping[name] ?? false])))

/** Null: refused. */
function expected(model: Model, given: Action, who: Person, now: number, current: Case): Model | null {
  const worked = model.assignee === who || model.handler === who
  const step = (next: Partial<Model>): Model => settled(model, { ...model, ...next }, now)
  const inState = (...states: string[]): boolean => states.includes(model.state)
  switch (given.verb) {
    case 'accept':
      if (!inState('REPORTED') || (model.contested && model.rejectedBy === who)) return null
      return step(given.assignee === null ? { state: 'ACCEPTED' } : { state: 'DISPATCHED', assignee: given.assignee })
    case 'reject':
      return inState('REPORTED') && !(model.contested && model.rejectedBy === who) ? step({ state: 'REJECTED', rejectedAt: now, rejectedBy: who }) : null
    case 'contest': {
      if (!inState('REJECTED') || model.contested || now > model.rejectedAt + WEEK) return null
      const level = Math.min(model.level + 1, 4)
      return step({ state: 'REPORTED', contested: true, lead: (['company', 'office', 'street', 'district', 'bureau'] as const)[level] ?? 'bureau', leadLevel: level, level, isAbove: false, climbedAt: now, from: null })
    }
    case 'dispatch': {
      if (!inState('ACCEPTED', 'DISPATCHED', 'HANDLING') || given.helping?.includes(model.lead as UnitName)) return null
      const helping = helpedBy(model, given.helping)
      if (inState('ACCEPTED') || model.assignee !== given.assignee) return step({ state: 'DISPATCHED', assignee: given.assignee, helping })
      return Object.keys(helping).toSorted().join() === Object.keys(model.helping).toSorted().join() ? null : step({ helping })
    }
    case 'dispatch-unit':
      if (!inState('ACCEPTED', 'DISPATCHED', 'HANDLING') || model.binding || model.lead === given.to) return null
      return settled(model, { ...ledBy(model, given.to), state: 'DISPATCHED', from: model.lead }, now)
    case 'assign': {
      if (!inState(...AT_WORK) || !(given.isStranded || (model.returns >= 2 && !model.binding && !inState('REPORTED')))) return null
      return settled(model, { ...ledBy(model, given.to), state: inState('REPORTED') ? 'REPORTED' : 'DISPATCHED', binding: true, from: people[who].organisationId as string as Model['from'] }, now)
    }
    case 'sign':
      return inState('DISPATCHED') ? step({ state: 'HANDLING', assignee: who }) : null
    case 'return': {
      if (!inState('ACCEPTED', 'DISPATCHED') || model.returns >= 2) return null
      if (model.assignee !== null) return step({ state: 'ACCEPTED', assignee: null, returns: model.returns + 1 })
      if (model.from === null || model.binding) return null
      return settled(model, { ...ledBy(model, model.from as UnitName), state: 'ACCEPTED', from: null, returns: model.returns + 1 }, now)
    }
    case 'feedback':
      return inState('HANDLING') && given.photos > 0 && given.photos <= 6 ? step({ state: 'CHECKING', handler: who, feedbackAt: now }) : null
    case 'confirm': {
      if (!inState('CHECKING') || worked) return null
      const rated = given.satisfaction !== null
      if (given.resolved) return step({ state: 'CLOSED', closedAt: now, rated, sentBackAt: -Infinity })
      const failed = step({ state: 'HANDLING', rated, sentBackAt: now, dissatisfied: model.dissatisfied + 1 })
      return failed.dissatisfied >= 2 && failed.level < 4 ? risen(failed, now) : failed
    }
    case 'check':
      if (!inState('CHECKING') || worked || now < model.feedbackAt + 72) return null
      return step(given.passed ? { state: 'CLOSED', closedAt: now } : { state: 'HANDLING' })
    case 'rate':
      return inState('CLOSED') && !worked && !model.rated && now <= model.closedAt + WEEK ? step({ rated: true, sentBackAt: given.resolved ? -Infinity : now }) : null
    case 'reopen': {
      if (!inState('CLOSED') || now > model.closedAt + WEEK) return null
      const reopened = step({ state: 'HANDLING', rated: false, sentBackAt: now, dissatisfied: model.dissatisfied + 1 })
      return reopened.dissatisfied >= 2 && reopened.level < 4 ? risen(reopened, now) : reopened
    }
    case 'ask': {
      if (!inState('REPORTED', 'HANDLING') || (model.waiting && now < model.waiting.until)) return null
      const waited = model.waited + (model.waiting ? model.waiting.until - model.waiting.from : 0)
      return waited < WEEK ? { ...model, waiting: { from: now, until: now + WEEK - waited } } : null
    }
    case 'add':
      if (!inState(...OPEN)) return null
      return { ...settled(model, model, now), pending: model.pending }
    case 'urge':
      return inState('REPORTED', 'ACCEPTED', 'DISPATCHED', 'HANDLING') && now >= model.urgedAt + 24 ? { ...model, urgedAt: now } : null
    case 'ask-extension':
      if (!inState('HANDLING') || model.pending || now > hoursOf(current.dueAt) || given.hours <= 0 || given.hours > MONTH) return null
      return step({ pending: { kind: 'extend', by: who, until: hoursOf(current.dueAt) + given.hours } })
    case 'ask-suspension':
      if (!inState('HANDLING') || model.pending || given.hours <= 0 || given.hours > MONTH) return null
      return step({ pending: { kind: 'suspend', by: who, until: now + given.hours } })
    case 'ask-void':
      return inState(...OPEN) && !model.pending ? step({ pending: { kind: 'void', by: who, until: Infinity } }) : null
    case 'approve':
      if (!inState(...OPEN) || !model.pending || model.pending.by === who || worked || now > model.pending.until) return null
      return step({ pending: null, ...(model.pending.kind === 'void' ? { state: 'VOIDED' } : model.pending.kind === 'suspend' ? { state: 'SUSPENDED' } : {}) })
    case 'decline':
      return inState(...OPEN) && model.pending && model.pending.by !== who && !worked ? step({ pending: null }) : null
    case 'resume':
    case 'resume-by-clock':
      return inState('SUSPENDED') ? step({ state: 'HANDLING' }) : null
    case 'climb':
      return current.climbAt !== null && now >= hoursOf(current.climbAt) && inState(...OPEN) && model.level < 4 ? risen(model, now) : null
    case 'escalate': {
      if (!inState(...AT_WORK) || model.level === 4) return null
      const urged = model.urgedAt > model.climbedAt && now >= model.urgedAt + 24
      return urged || model.sentBackAt > model.climbedAt ? risen(step({}), now) : null
    }
    case 'support-done': {
      const name = people[who].organisationId as string as UnitName
      return inState(...OPEN) && model.helping[name] === false ? { ...model, helping: { ...model.helping, [name]: true } } : null
    }
    case 'merge':
      return inState(...AT_WORK) && AT_WORK.includes(given.into) ? step({ state: 'MERGED' }) : null
    case 'reply':
    case 'note':
      return inState('MERGED', 'VOIDED') ? null : model
  }
}

function reported(): { current: Case; events: CaseEvent[] } {
  const decision = submit(
    { communityId: 'community' as CommunityId, id: 'case' as RequestId, text: '', place: { kind: 'community', buildingId: null, unitId: null, homeId: null, detail: '' }, photos: 0, anonymous: false, onBehalf: false, forPersonId: null },
    people.resident,
    { rules, calendar, category: { code: 'L-LEAK', deadlineClass: 'COMPLEX', responsibleKind: 'property_company', safety: false, photoOnFeedback: true }, responsible: { companyId: 'company' as OrganisationId, officeId: null, streetId: null }, now: start },
  )
  if (!decision.ok) throw new Error(decision.refusal)
  return { current: { ...decision.value.after, number: 'X' }, events: [...decision.value.events] }
}

const WORDS = ['replied', 'noted', 'added', 'urged', 'supported', 'merged-in']
/** How a case can end, and the event that says why. */
const ENDS: Readonly<Partial<Record<State, readonly string[]>>> = { CLOSED: ['confirmed', 'checked'], REJECTED: ['rejected'], MERGED: ['merged'], VOIDED: ['voided'] }

/** Nothing lies open without a lead and a clock; nothing ends without a recorded fact. */
function mustHold(current: Case, events: readonly CaseEvent[]): void {
  const changing = events.filter(({ kind }) => !WORDS.includes(kind))
  expect(events.map(({ no }) => no)).toEqual(events.map((_, index) => index + 1))
  expect(current.events).toBe(events.length)
  expect(current.version).toBe(changing.length)
  expect(changing.at(-1)?.toState).toBe(current.state)
  mustHaveOwnerAndClock(current)
  for (const [index, { toState, kind }] of events.entries()) {
    const before = events[index - 1]?.toState
    if (before !== undefined && isOpen(before) && !isOpen(toState)) expect(ENDS[toState]).toContain(kind)
  }
  const last = (...kinds: string[]) => events.findLast(({ kind }) => kinds.includes(kind))
  expect(current.state !== 'CLOSED' || last('feedback')?.by.personId !== last('confirmed', 'checked')?.by.personId).toBe(true)
  expect(current.state !== 'VOIDED' || last('void-asked')?.by.personId !== last('voided')?.by.personId).toBe(true)
  const decisions = events.filter(({ kind }) => kind === 'rejected')
  expect(decisions.length <= 1 || decisions[0]?.by.personId !== decisions[1]?.by.personId).toBe(true)
  expect(decisions.length).toBeLessThanOrEqual(2)
  const lastAnswer = last('confirmed', 'failed', 'rated', 'reopened')
  expect(current.answeredAt).toEqual(lastAnswer?.at ?? null)
  expect(current.resolved).toBe(lastAnswer?.data.resolved ?? null)
}

function mustHaveOwnerAndClock(current: Case): void {
  const { state, level, leadLevel, stageDueAt, climbAt, waitedMs, waitingFrom, waitingUntil, suspendedFrom, resumeAt } = current
  expect(current.leadOrganisationId).toBeTruthy()
  expect(['HANDLING', 'SUSPENDED', 'CHECKING'].includes(state) && current.assigneePersonId === null).toBe(false)
  expect(stageDueAt !== null).toBe(isOpen(state))
  expect(climbAt !== null).toBe(isOpen(state) && level !== 'city')
  expect(current.acceptedAt !== null).toBe(current.dueFrom !== null)
  expect(current.dueAt !== null || current.acceptedAt === null || state === 'MERGED' || state === 'VOIDED').toBe(true)
  expect(LEVELS.indexOf(level)).toBeGreaterThanOrEqual(LEVELS.indexOf(leadLevel))
  expect(current.levelOrganisationId !== null).toBe(LEVELS.indexOf(level) > LEVELS.indexOf(leadLevel))
  // The clock stands still for the resident's answer at most seven days altogether, for a suspension at most thirty at a time.
  const waiting_ms = waitingFrom && waitingUntil ? waitingUntil.epochMilliseconds - waitingFrom.epochMilliseconds : 0
  expect(waitedMs + waiting_ms).toBeLessThanOrEqual(WEEK * 3_600_000)
  expect(state === 'SUSPENDED').toBe(suspendedFrom !== null && resumeAt !== null)
  if (suspendedFrom && resumeAt) expect(suspendedFrom.until(resumeAt).total('hours')).toBeLessThanOrEqual(MONTH)
  expect(current.pending === null || isOpen(state)).toBe(true)
}

describe('the machine', () => {
  /** Random histories beside the reference; answers with the steps that were taken. */
  const walk = (parameters: fc.Parameters<unknown>): string[] => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(fc.array(command, { minLength: 40, maxLength: 120 }), (commands) => {
        let { current, events } = reported()
        let model: Model = {
          state: 'REPORTED', lead: 'company', leadLevel: 0, level: 0, isAbove: false, climbedAt: -Infinity, from: null, binding: false, helping: {}, assignee: null, handler: null, returns: 0, rated: false, feedbackAt: -Infinity, closedAt: -Infinity, urgedAt: -Infinity,
          rejectedAt: -Infinity, rejectedBy: null, contested: false, waiting: null, waited: 0, pending: null, sentBackAt: -Infinity, dissatisfied: 0,
        }
        let hours = 0
        let rolledUp: DayFigures[] = figureChanges(null, current)
        for (const { action: given, who, wait_hours } of commands) {
          hours += wait_hours
          const outcome = decide(current, given, people[who], instant(hours))
          const next = expected(model, given, who, hours, current)
          expect([given, outcome.ok, outcome]).toEqual([given, next !== null, outcome])
          if (!outcome.ok || next === null) continue
          seen.add(`${given.verb} ${model.state} → ${next.state}`)
          const { value }: { readonly value: Change } = outcome
          rolledUp = sumByDay([...rolledUp, ...figureChanges(current, value.after)])
          current = value.after
          events = [...events, ...value.events]
          model = next
          expect(told(current)).toEqual({ state: model.state, lead: model.lead, level: model.level, assignee: model.assignee, returns: model.returns, binding: model.binding, dissatisfied: model.dissatisfied, pending: model.pending?.kind ?? null, isWaiting: model.waiting !== null })
          mustHold(current, events)
        }
        expect(rolledUp).toEqual(sumByDay(contributions(current)))
      }),
      parameters,
    )
    return [...seen]
  }
  const told = (of: Case) => ({ state: of.state, lead: of.leadOrganisationId as string, level: LEVELS.indexOf(of.level), assignee: of.assigneePersonId as string | null, returns: of.returns, binding: of.binding, dissatisfied: of.dissatisfied, pending: of.pending?.kind ?? null, isWaiting: of.waitingFrom !== null })

  it('does what the reference does, and keeps what must hold', () => {
    expect(walk({ numRuns: 200 })).toContain('sign DISPATCHED → HANDLING')
  })

  it('goes every way in these histories, which are the same each time', () => {
    const ways = [
      'confirm CHECKING → CLOSED', 'confirm CHECKING → HANDLING', 'check CHECKING → CLOSED', 'check CHECKING → HANDLING', 'reopen CLOSED → HANDLING', 'rate CLOSED → CLOSED', 'return DISPATCHED → ACCEPTED', 'return ACCEPTED → ACCEPTED',
      'reject REPORTED → REJECTED', 'contest REJECTED → REPORTED', 'ask REPORTED → REPORTED', 'ask HANDLING → HANDLING', 'dispatch-unit ACCEPTED → DISPATCHED', 'dispatch HANDLING → HANDLING', 'assign ACCEPTED → DISPATCHED', 'assign REPORTED → REPORTED', 'assign SUSPENDED → DISPATCHED',
      'approve HANDLING → SUSPENDED', 'approve HANDLING → HANDLING', 'approve HANDLING → VOIDED', 'decline HANDLING → HANDLING', 'resume SUSPENDED → HANDLING', 'resume-by-clock SUSPENDED → HANDLING', 'merge REPORTED → MERGED', 'climb REPORTED → REPORTED', 'climb CHECKING → CHECKING',
      'escalate HANDLING → HANDLING', 'support-done HANDLING → HANDLING',
    ]
    const gone = new Set(walk({ seed: 4305, numRuns: 1_200 }))
    expect(ways.filter((way) => !gone.has(way))).toEqual([])
  }, 60_000)
})
