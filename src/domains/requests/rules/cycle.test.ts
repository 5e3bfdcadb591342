import { describe, expect, it } from 'vitest'
import type { CommunityId, OrganisationId, PersonId, RequestId } from '../../../platform/ids.ts'
import type { By, Case, Change, Outcome } from './case.ts'
import { isOverdue } from './case.ts'
import * as cycle from './cycle.ts'
import { shippedYears, workCalendar } from '../../calendar/public.ts'
import { DEFAULT_RULES as rules } from './default-rules.ts'
import { FROM, guard, MOST_EVENTS, VERBS } from './guards.ts'
import { route, submit, type Category } from './submit.ts'

const calendar = workCalendar(await shippedYears())
const company = 'company' as OrganisationId
const office = 'office' as OrganisationId
const street = 'street' as OrganisationId
const someone = (personId: string, role: string, organisationId: OrganisationId | null, title = ''): By => ({ personId: personId as PersonId, role, organisationId, title })
const resident = someone('Liu', 'owner', null)
const manager = someone('Zhou', 'property_manager', company, '经理')
const repairer = someone('Tang', 'property_staff', company, '维修')
const officer = someone('Xiao', 'office_worker', office, '专干')

const light: Category = { code: 'L-LIGHT', deadlineClass: 'NORMAL', responsibleKind: 'property_company', safety: true, photoOnFeedback: true }
const monday = Temporal.Instant.from('2026-03-16T01:00:00Z')
const at = (hours: number) => monday.add({ minutes: Math.round(hours * 60) })
const moment = (by: By, hours: number) => ({ by, rules, calendar, now: at(hours), above: null })
const tang = { personId: repairer.personId, title: '维修' }

function must(outcome: Outcome): Change {
  if (!outcome.ok) throw new Error(`refused: ${outcome.refusal} ${JSON.stringify(outcome.values)}`)
  return outcome.value
}

function reported(category = light): Case {
  const report = { communityId: 'community' as CommunityId, id: 'case' as RequestId, text: '楼道灯不亮', place: { kind: 'community' as const, buildingId: null, unitId: null, homeId: null, detail: '' }, photos: 1, anonymous: false, onBehalf: false, forPersonId: null }
  const decision = submit(report, resident, { rules, calendar, category, responsible: { companyId: company, officeId: office, streetId: street }, now: at(0) })
  if (!decision.ok) throw new Error(decision.refusal)
  return { ...decision.value.after, number: 'HX-260316-01' }
}
const accepted = (hours = 1) => must(cycle.accept(reported(), null, moment(manager, hours))).after
const dispatched = () => must(cycle.accept(reported(), tang, moment(manager, 1))).after
const handling = () => must(cycle.sign(dispatched(), moment(repairer, 2))).after
const checking = (hours = 10) => must(cycle.feedback(handling(), '换了灯泡', { photos: 1, photoNeeded: true }, moment(repairer, hours))).after
const closed = (satisfaction: 'good' | null = 'good', hours = 20) => must(cycle.confirm(checking(), { resolved: true, satisfaction, text: '' }, moment(resident, hours))).after

it('words come to an end, the work does not', () => {
  const full = { ...handling(), events: MOST_EVENTS }
  expect(cycle.reply(full, '话', moment(repairer, 3))).toMatchObject({ refusal: 'requests/too-many-words', values: { most: MOST_EVENTS } })
  expect(cycle.note(full, '话', moment(repairer, 3))).toMatchObject({ refusal: 'requests/too-many-words' })
  expect(cycle.add(full, '话', 0, moment(resident, 3))).toMatchObject({ refusal: 'requests/too-many-words' })
  expect(cycle.add({ ...full, events: MOST_EVENTS - 1 }, '话', 0, moment(resident, 3))).toMatchObject({ ok: true })
  expect(cycle.feedback(full, '换了灯泡', { photos: 1, photoNeeded: true }, moment(repairer, 3))).toMatchObject({ ok: true })
})

describe('责任: who answers for a report', () => {
  it('is the property company where one is under contract', () => {
    expect(route({ companyId: company, officeId: office, streetId: street }, light)).toEqual({ ok: true, value: { leadOrganisationId: company, level: 'community' } })
  })
  it('is the community office where there is none, or the catalogue says so, or a department must be called', () => {
    expect(route({ companyId: null, officeId: office, streetId: street }, light)).toMatchObject({ value: { leadOrganisationId: office, level: 'office' } })
    for (const responsibleKind of ['community_office', 'department'] as const) {
      expect(route({ companyId: company, officeId: office, streetId: street }, { responsibleKind })).toMatchObject({ value: { leadOrganisationId: office, level: 'office' } })
    }
  })
  it('is the street for its own matters, and where a village has no office', () => {
    expect(route({ companyId: company, officeId: office, streetId: street }, { responsibleKind: 'street' })).toMatchObject({ value: { leadOrganisationId: street, level: 'street' } })
    expect(route({ companyId: null, officeId: null, streetId: street }, light)).toMatchObject({ value: { leadOrganisationId: street, level: 'street' } })
    expect(route({ companyId: null, officeId: office, streetId: null }, { responsibleKind: 'street' })).toMatchObject({ value: { leadOrganisationId: office } })
  })
  it('is never nobody', () => {
    expect(route({ companyId: null, officeId: null, streetId: null }, light)).toEqual({ ok: false, refusal: 'requests/nobody-responsible' })
  })
})

describe('the way of a case', () => {
  it('begins with somebody responsible and an accept-by', () => {
    expect(reported()).toMatchObject({ state: 'REPORTED', leadOrganisationId: company, level: 'community', stageDueAt: at(24), dueAt: null, version: 1, events: 1 })
  })
  it('starts the clock at acceptance: NORMAL is done within five working days, the resident contacted within one', () => {
    expect(accepted(1)).toMatchObject({ state: 'ACCEPTED', acceptedAt: at(1), dueAt: at(169), stageDueAt: at(169), contactDueAt: at(25), version: 2 })
  })
  it('is accepted and dispatched in one command, as two events', () => {
    const { after, events } = must(cycle.accept(reported(), tang, moment(manager, 1)))
    expect(after).toMatchObject({ state: 'DISPATCHED', assigneePersonId: repairer.personId, assigneeTitle: '维修', version: 3 })
    expect(events.map(({ no, kind, toState }) => [no, kind, toState])).toEqual([
      [2, 'accepted', 'ACCEPTED'],
      [3, 'dispatched', 'DISPATCHED'],
    ])
  })
  it('goes to another person at any time before feedback, and not to the one who has it', () => {
    const he = { personId: 'He' as PersonId, title: '维修' }
    for (const before of [dispatched(), handling()]) expect(must(cycle.dispatch(before, he, { text: '去年修过' }, moment(manager, 3))).after).toMatchObject({ state: 'DISPATCHED', assigneePersonId: 'He', dueAt: at(169) })
    expect(cycle.dispatch(dispatched(), tang, { text: '' }, moment(manager, 3))).toMatchObject({ refusal: 'requests/already-assigned' })
  })
  it('belongs to whoever signs', () => {
    expect(handling()).toMatchObject({ state: 'HANDLING', assigneePersonId: repairer.personId, assigneeTitle: '维修' })
    expect(must(cycle.sign(dispatched(), moment(manager, 2))).after).toMatchObject({ assigneePersonId: manager.personId, assigneeTitle: '经理' })
  })
  it('comes back with a reason twice, then no more', () => {
    let before = dispatched()
    for (const returns of [1, 2]) {
      const given = must(cycle.giveBack(before, '不归我们', null, moment(repairer, 2)))
      expect(given.after).toMatchObject({ state: 'ACCEPTED', assigneePersonId: null, returns, dueAt: at(169) })
      expect(given.events[0]).toMatchObject({ kind: 'returned', text: '不归我们' })
      before = must(cycle.dispatch(given.after, tang, { text: '' }, moment(manager, 3))).after
    }
    expect(cycle.giveBack(before, '还是不归', null, moment(repairer, 4))).toEqual({ ok: false, refusal: 'requests/returned-too-often', values: { most: 2, level: 'community' } })
  })
  it('asks for a picture where the category does, and takes no more than the limit', () => {
    expect(cycle.feedback(handling(), '修好了', { photos: 0, photoNeeded: true }, moment(repairer, 3))).toMatchObject({ refusal: 'requests/photo-needed' })
    expect(cycle.feedback(handling(), '修好了', { photos: 7, photoNeeded: true }, moment(repairer, 3))).toMatchObject({ refusal: 'requests/too-many-photos', values: { most: 6 } })
    expect(must(cycle.feedback(handling(), '已解释', { photos: 0, photoNeeded: false }, moment(repairer, 3))).after).toMatchObject({ state: 'CHECKING', feedbackAt: at(3), contactedAt: at(3), stageDueAt: at(3 + 72) })
  })
})

describe('核实: the resident has the last word', () => {
  it('closes when she says that it is solved', () => {
    expect(closed()).toMatchObject({ state: 'CLOSED', closedAt: at(20), answeredAt: at(20), resolved: true, satisfaction: 'good', stageDueAt: null })
  })
  it('goes back to work when she says that it is not, on the same clock, and her word is kept', () => {
    const { after, events } = must(cycle.confirm(checking(), { resolved: false, satisfaction: 'bad', text: '还是不亮' }, moment(resident, 20)))
    expect(after).toMatchObject({ state: 'HANDLING', reworks: 1, feedbackAt: null, dueAt: at(169), stageDueAt: at(169), answeredAt: at(20), resolved: false, satisfaction: 'bad' })
    expect(events[0]).toMatchObject({ kind: 'failed', data: { resolved: false, satisfaction: 'bad' }, text: '还是不亮' })
  })
  it('is not for those who did the work', () => {
    expect(cycle.confirm(checking(), { resolved: true, satisfaction: null, text: '' }, moment(repairer, 20))).toMatchObject({ refusal: 'requests/own-work' })
    expect(cycle.rate(closed(null), { resolved: true, satisfaction: 'good', text: '' }, moment(repairer, 20))).toMatchObject({ refusal: 'requests/own-work' })
  })
  it('passes to a checker only after three natural days', () => {
    const before = checking(10)
    expect(cycle.check(before, { passed: true, text: '看过' }, moment(officer, 10 + 71.9))).toEqual({ ok: false, refusal: 'requests/resident-still-asked', values: { until: at(82).toString() } })
    expect(must(cycle.check(before, { passed: true, text: '看过' }, moment(officer, 82))).after).toMatchObject({ state: 'CLOSED', answeredAt: null, resolved: null })
    expect(must(cycle.check(before, { passed: false, text: '没修好' }, moment(officer, 82))).after).toMatchObject({ state: 'HANDLING', reworks: 1, feedbackAt: null })
  })
  it('passes to a checker at once where it was reported at work: there is no resident to wait for', () => {
    const before = { ...checking(10), reporterOrganisationId: company }
    expect(must(cycle.check(before, { passed: true, text: '看过' }, moment(officer, 11))).after).toMatchObject({ state: 'CLOSED', resolved: null })
    expect(cycle.check(before, { passed: true, text: '看过' }, moment(repairer, 11))).toMatchObject({ refusal: 'requests/checker-is-handler' })
  })
  it('never passes to the handler', () => {
    expect(cycle.check(checking(10), { passed: true, text: '看过' }, moment(repairer, 100))).toMatchObject({ refusal: 'requests/checker-is-handler' })
  })
})

describe('after closing', () => {
  it('can be rated once, within seven natural days, the end included', () => {
    const silent = must(cycle.check(checking(), { passed: true, text: '看过' }, moment(officer, 82))).after
    const rating = { resolved: true, satisfaction: 'fair' as const, text: '' }
    expect(must(cycle.rate(silent, rating, moment(resident, 82 + 168))).after).toMatchObject({ state: 'CLOSED', resolved: true, satisfaction: 'fair', answeredAt: at(250) })
    expect(cycle.rate(silent, rating, moment(resident, 82 + 168.1))).toEqual({ ok: false, refusal: 'requests/too-late', values: { until: at(250).toString() } })
    expect(cycle.rate(closed('good'), rating, moment(resident, 21))).toMatchObject({ refusal: 'requests/already-rated' })
  })
  it('can be reopened within seven natural days, with half the time', () => {
    const before = closed()
    expect(must(cycle.reopen(before, '又坏了', moment(resident, 100))).after).toMatchObject({ state: 'HANDLING', reopens: 1, closedAt: null, feedbackAt: null, dueAt: at(215.75), stageDueAt: at(215.75), resolved: false, satisfaction: null, answeredAt: at(100) })
    expect(cycle.reopen(before, '又坏了', moment(resident, 20 + 168.1))).toMatchObject({ refusal: 'requests/too-late' })
  })
})

describe('words beside the cycle', () => {
  it('change no state and no version, and are numbered', () => {
    const before = handling()
    for (const said of [cycle.reply(before, '下午来', moment(repairer, 3)), cycle.note(before, '先查301', moment(repairer, 3)), cycle.add(before, '还有三楼', 0, moment(resident, 3)), cycle.urge(before, '', moment(resident, 3))]) {
      expect(must(said).after).toMatchObject({ state: 'HANDLING', version: before.version, events: before.events + 1 })
    }
  })
  it('a note stays inside, the first reply is the contact that is due', () => {
    expect(must(cycle.note(handling(), '先查301', moment(repairer, 3))).events[0]).toMatchObject({ visibility: 'internal' })
    const contacted = must(cycle.reply(handling(), '下午来', moment(repairer, 3))).after
    expect(contacted.contactedAt).toEqual(at(3))
    expect(must(cycle.reply(contacted, '在路上', moment(repairer, 4))).after.contactedAt).toEqual(at(3))
  })
  it('催办 once in 24 hours', () => {
    const urged = must(cycle.urge(reported(), '快点', moment(resident, 3))).after
    expect(cycle.urge(urged, '快点', moment(resident, 26.9))).toEqual({ ok: false, refusal: 'requests/urged-already', values: { from: at(27).toString() } })
    expect(must(cycle.urge(urged, '快点', moment(resident, 27))).after.urgedAt).toEqual(at(27))
  })
})

describe('every row of the cycle', () => {
  const examples: Partial<Record<Case['state'], Case>> = { REPORTED: reported(), ACCEPTED: { ...accepted(), fromOrganisationId: office }, DISPATCHED: dispatched(), HANDLING: handling(), CHECKING: checking(), CLOSED: closed(null) }
  it.each(VERBS)('%s goes from its states and from no other', (verb) => {
    for (const before of Object.values(examples)) {
      const refused = guard(verb, before, moment(officer, 85), { isStranded: true })
      expect([before.state, refused?.refusal === 'requests/not-in-this-state']).toEqual([before.state, !FROM[verb].includes(before.state)])
    }
  })
})

describe('超期 is a question asked at a moment', () => {
  it('asks the clock that runs now', () => {
    expect(isOverdue(reported(), at(24))).toBe(false)
    expect(isOverdue(reported(), at(24.1))).toBe(true)
    expect(isOverdue(accepted(), at(24.1))).toBe(false)
    expect(isOverdue(handling(), at(169.1))).toBe(true)
  })
  it('nobody is late while the resident is asked, after closing, or while the calendar is awaited', () => {
    expect(isOverdue(checking(), at(1000))).toBe(false)
    expect(isOverdue(closed(), at(1000))).toBe(false)
    expect(isOverdue({ ...handling(), stageDueAt: null }, at(1000))).toBe(false)
  })
})
