/** The verbs around the plain way of a case: rejecting, waiting, other units, pauses, climbing, merging. */
import { describe, expect, it } from 'vitest'
import type { CommunityId, OrganisationId, PersonId, RequestId } from '../../../platform/ids.ts'
import { shippedYears, workCalendar } from '../../calendar/public.ts'
import * as approvals from './approvals.ts'
import type { By, Case, Change, Outcome, Rung } from './case.ts'
import { climb, escalate, rungAbove } from './climb.ts'
import * as cycle from './cycle.ts'
import { DEFAULT_RULES as rules } from './default-rules.ts'
import { merge } from './merge.ts'
import * as refusing from './refusing.ts'
import { submit, type Category } from './submit.ts'
import { assign, dispatchToUnit, supportDone } from './units.ts'

const calendar = workCalendar(await shippedYears())
const unit = (name: string) => name as OrganisationId
const someone = (personId: string, organisation: string | null): By => ({ personId: personId as PersonId, role: 'any', title: '', organisationId: organisation === null ? null : unit(organisation) })
const resident = someone('Liu', null)
const [manager, repairer, officer, second, street] = [someone('Zhou', 'company'), someone('Tang', 'company'), someone('Xiao', 'office'), someone('Deng', 'office'), someone('He', 'street')]
const above: Rung = { level: 'office', organisationId: unit('office') }

// Monday, nine in the morning in Shaoyang.
const monday = Temporal.Instant.from('2026-03-16T01:00:00Z')
const at = (hours: number) => monday.add({ minutes: Math.round(hours * 60) })
const moment = (by: By, hours: number, next: Rung | null = above) => ({ by, rules, calendar, now: at(hours), above: next })
const words = (instant: Temporal.Instant | null) => instant && instant.toZonedDateTimeISO('Asia/Shanghai').toPlainDateTime().toString({ smallestUnit: 'minute' })

function must(outcome: Outcome): Change {
  if (!outcome.ok) throw new Error(`refused: ${outcome.refusal} ${JSON.stringify(outcome.values)}`)
  return outcome.value
}
const urgent: Category = { code: 'L-GAS', deadlineClass: 'FAST', responsibleKind: 'property_company', safety: true, photoOnFeedback: false }
const plain: Category = { ...urgent, code: 'L-LIGHT', deadlineClass: 'NORMAL' }
function reported(category = plain, id = 'case'): Case {
  const report = { communityId: 'c' as CommunityId, id: id as RequestId, text: '灯不亮', place: { kind: 'community' as const, buildingId: null, unitId: null, homeId: null, detail: '' }, photos: 0, anonymous: false, onBehalf: false, forPersonId: null }
  const decision = submit(report, resident, { rules, calendar, category, responsible: { companyId: unit('company'), officeId: unit('office'), streetId: unit('street') }, now: at(0) })
  if (!decision.ok) throw new Error(decision.refusal)
  return { ...decision.value.after, number: `HX-260316-0${id === 'case' ? 1 : 2}` }
}
const accepted = (category = plain) => must(cycle.accept(reported(category), null, moment(manager, 0))).after
const handling = (category = plain) => must(cycle.sign(must(cycle.dispatch(accepted(category), { personId: repairer.personId, title: '维修' }, { text: '' }, moment(manager, 0))).after, moment(repairer, 0))).after
const office = { organisationId: unit('office'), level: 'office' as const }
const water = { organisationId: unit('water'), level: null }

describe('不受理 and 异议', () => {
  const rejected = () => must(refusing.reject(reported(), '不归物业管', moment(manager, 1)))
  it('says the reason, and until when it can be contested', () => {
    expect(rejected()).toMatchObject({ after: { state: 'REJECTED', stageDueAt: null, climbAt: null, contactedAt: at(1) }, events: [{ kind: 'rejected', text: '不归物业管', data: { until: at(169).toString() } }] })
  })
  it('goes to the next level once, within seven natural days, on a new clock', () => {
    const contested = must(refusing.contest(rejected().after, '就归物业管', moment(resident, 100)))
    expect(contested.after).toMatchObject({ state: 'REPORTED', leadOrganisationId: 'office', leadLevel: 'office', level: 'office', levelOrganisationId: null })
    expect(words(contested.after.stageDueAt)).toBe('2026-03-23T14:30')
    expect(refusing.contest(rejected().after, '就归物业管', moment(resident, 170))).toMatchObject({ refusal: 'requests/too-late' })
  })
  it('is decided by another person, and the second time for good', () => {
    const contested = must(refusing.contest(rejected().after, '就归物业管', moment(resident, 2))).after
    for (const outcome of [refusing.reject(contested, '还是不归', moment(manager, 3)), cycle.accept(contested, null, moment(manager, 3))]) expect(outcome).toMatchObject({ refusal: 'requests/decided-before' })
    const final = must(refusing.reject(contested, '确实不归', moment(officer, 3)))
    expect(final.events[0]?.data).toEqual({ final: true })
    expect(refusing.contest(final.after, '再看看', moment(resident, 4))).toMatchObject({ refusal: 'requests/contested-already' })
  })
  it('stays with the office at the top, where another person decides', () => {
    const top = { ...rejected().after, level: 'city' as const, levelOrganisationId: unit('bureau') }
    expect(must(refusing.contest(top, '再看看', moment(resident, 2, null))).after).toMatchObject({ leadOrganisationId: 'bureau', leadLevel: 'city', climbAt: null })
  })
})

describe('请补充: the clock waits for the resident', () => {
  it('as if for the whole week, and only so long as it took', () => {
    const before = handling(urgent)
    const asked = must(refusing.ask(before, '几号楼', moment(repairer, 4))).after
    expect(asked.dueAt).toEqual(before.dueAt?.add({ hours: 168 }))
    expect(asked.climbAt).toEqual(asked.stageDueAt)
    const told = must(cycle.add(asked, '3栋', 0, moment(resident, 14))).after
    expect([told.dueAt, told.stageDueAt, told.climbAt, told.waitingUntil]).toEqual([before.dueAt?.add({ hours: 10 }), before.dueAt?.add({ hours: 10 }), before.dueAt?.add({ hours: 10 }), null])
  })
  it('in working time where the deadline is: an evening and a night cost half an hour', () => {
    const before = handling()
    const asked = must(refusing.ask(before, '几号楼', moment(repairer, 8))).after
    const told = must(cycle.add(asked, '3栋', 0, moment(resident, 23))).after
    expect([words(before.dueAt), words(asked.dueAt), words(told.dueAt)]).toEqual(['2026-03-23T09:00', '2026-03-30T09:00', '2026-03-23T09:30'])
  })
  it('seven days altogether, one question at a time', () => {
    const asked = must(refusing.ask(handling(), '几号楼', moment(repairer, 0))).after
    expect(refusing.ask(asked, '几层', moment(repairer, 1))).toMatchObject({ refusal: 'requests/asked-already' })
    const told = must(cycle.add(asked, '3栋', 0, moment(resident, 100))).after
    const again = must(refusing.ask(told, '几层', moment(repairer, 101))).after
    expect(again.waitingUntil).toEqual(at(101 + 68))
    expect(refusing.ask(again, '几号', moment(repairer, 170))).toMatchObject({ refusal: 'requests/asked-enough' })
  })
  it('forgives nothing that was late before', () => {
    const late = handling(urgent)
    expect(must(refusing.ask(late, '几号楼', moment(repairer, 30))).after.dueAt).toEqual(late.dueAt)
  })
})

describe('派单 to other units', () => {
  const given = () => must(dispatchToUnit({ ...accepted(), leadOrganisationId: unit('office'), leadLevel: 'office', level: 'office' }, water, { text: '', supportingIds: [unit('company')] }, moment(officer, 1)))
  it('one leads, others help; the lead of a department stands where its caller does', () => {
    expect(given().after).toMatchObject({ state: 'DISPATCHED', assigneePersonId: null, leadOrganisationId: 'water', leadLevel: 'office', fromOrganisationId: 'office', supporting: [{ organisationId: 'company', doneAt: null }] })
    expect(given().events[0]?.data).toEqual({ organisationId: 'water', supportingIds: ['company'] })
  })
  it('comes back to the office that gave it', () => {
    const back = must(cycle.giveBack(given().after, '不归自来水公司', office, moment(someone('Wu', 'water'), 2)))
    expect(back.after).toMatchObject({ state: 'ACCEPTED', leadOrganisationId: 'office', fromOrganisationId: null, returns: 1, supporting: [{ organisationId: 'company' }] })
    expect(back.events[0]?.data).toEqual({ organisationId: 'office' })
  })
  it('a helper says when its part is done, and closes nothing', () => {
    const helped = must(supportDone(given().after, '阀门换了', moment(manager, 3))).after
    expect(helped).toMatchObject({ state: 'DISPATCHED', version: given().after.version, supporting: [{ organisationId: 'company', doneAt: at(3) }] })
    expect(supportDone(helped, '又换了', moment(manager, 4))).toMatchObject({ refusal: 'requests/support-done-already' })
  })
  it('no lead helps itself', () => {
    expect(cycle.dispatch(accepted(), { personId: repairer.personId, title: '' }, { text: '', supportingIds: [unit('company')] }, moment(manager, 1))).toMatchObject({ refusal: 'requests/lead-supports-itself' })
  })
  it('after two returns the level above assigns, and that cannot be returned', () => {
    const twice = { ...accepted(), returns: 2 }
    expect(assign({ ...accepted(), returns: 1 }, office, '社区来办', false, moment(street, 1))).toMatchObject({ refusal: 'requests/lead-is-there' })
    const bound = must(assign(twice, office, '社区来办', false, moment(street, 1))).after
    expect(bound).toMatchObject({ state: 'DISPATCHED', leadOrganisationId: 'office', binding: true, fromOrganisationId: 'street', level: 'office' })
    expect(cycle.giveBack(bound, '不归我们', { organisationId: unit('street'), level: 'street' }, moment(officer, 2))).toMatchObject({ refusal: 'requests/binding' })
    expect(dispatchToUnit(bound, water, { text: '' }, moment(officer, 2))).toMatchObject({ refusal: 'requests/binding' })
  })
  it('a lead that is gone leaves nobody stranded, whatever was returned', () => {
    expect(must(assign(reported(), office, '物业撤了', true, moment(street, 1))).after).toMatchObject({ state: 'REPORTED', leadOrganisationId: 'office', binding: true })
    expect(must(assign(handling(), office, '物业撤了', true, moment(street, 1))).after).toMatchObject({ state: 'DISPATCHED', assigneePersonId: null })
  })
})

describe('申请 and 批准: never by the same person', () => {
  const asked = (hours = 24 * 8) => must(approvals.askExtension(handling(), at(hours), '等配件', moment(repairer, 1))).after
  it('more time, before the deadline has passed, and within the limit', () => {
    expect(approvals.askExtension(handling(), at(24 * 8), '等配件', moment(repairer, 24 * 7.5))).toMatchObject({ refusal: 'requests/too-late' })
    expect(approvals.askExtension(handling(), at(24 * 40), '等配件', moment(repairer, 1))).toMatchObject({ refusal: 'requests/outside-the-limit' })
    for (const [who, refusal] of [[repairer, 'requests/own-request']] as const) expect(approvals.approve(asked(), '', moment(who, 2))).toMatchObject({ refusal })
    expect(must(approvals.approve(asked(), '', moment(officer, 2)))).toMatchObject({ after: { state: 'HANDLING', dueAt: at(192), stageDueAt: at(192), climbAt: at(192), pending: null }, events: [{ kind: 'extended', text: '等配件' }] })
  })
  it('what is asked for by another is not approved by whoever does the work', () => {
    const byManager = must(approvals.askExtension(handling(), at(192), '等配件', moment(manager, 1))).after
    expect(approvals.approve(byManager, '', moment(repairer, 2))).toMatchObject({ refusal: 'requests/checker-is-handler' })
  })
  it('a rest, until a day that is known; work goes on by hand with what was left', () => {
    const before = handling(urgent)
    const rests = must(approvals.approve(must(approvals.askSuspension(before, at(100), '暴雨', moment(repairer, 1))).after, '', moment(officer, 4))).after
    expect(rests).toMatchObject({ state: 'SUSPENDED', suspendedFrom: at(4), resumeAt: at(100), dueAt: before.dueAt?.add({ hours: 96 }), climbAt: before.dueAt?.add({ hours: 96 }) })
    expect(must(approvals.resume(rests, moment(repairer, 24))).after).toMatchObject({ state: 'HANDLING', resumeAt: null, dueAt: before.dueAt?.add({ hours: 20 }), climbAt: before.dueAt?.add({ hours: 20 }) })
    expect(must(approvals.resume(rests, moment(repairer, 100))).after.dueAt).toEqual(rests.dueAt)
  })
  it('a void needs two people, and tells the resident why', () => {
    const voiding = must(approvals.askVoid(reported(), '查无此事', moment(officer, 1)))
    expect(voiding.events[0]?.visibility).toBe('internal')
    expect(approvals.approve(voiding.after, '', moment(officer, 2))).toMatchObject({ refusal: 'requests/own-request' })
    expect(must(approvals.approve(voiding.after, '', moment(second, 2)))).toMatchObject({ after: { state: 'VOIDED', stageDueAt: null, climbAt: null }, events: [{ kind: 'voided', text: '查无此事', visibility: 'resident' }] })
  })
  it('is asked for no more when the work is done or with others', () => {
    expect(must(cycle.feedback(asked(), '好了', { photos: 0, photoNeeded: false }, moment(repairer, 2))).after.pending).toBeNull()
    expect(must(cycle.dispatch(asked(), { personId: manager.personId, title: '' }, { text: '' }, moment(manager, 2))).after.pending).toBeNull()
    const voiding = must(approvals.askVoid(handling(), '查无此事', moment(officer, 1))).after
    expect(must(cycle.feedback(voiding, '好了', { photos: 0, photoNeeded: false }, moment(repairer, 2))).after.pending).toMatchObject({ kind: 'void' })
  })
})

describe('升级', () => {
  const ladder = [{ level: 'community', organisationId: null }, { level: 'office', organisationId: unit('office') }, { level: 'street', organisationId: null }, { level: 'district', organisationId: unit('district') }] as const
  it('goes to the next level that somebody stands on', () => {
    expect(rungAbove(ladder, 'community')).toEqual(above)
    expect(rungAbove(ladder, 'office')).toEqual({ level: 'district', organisationId: 'district' })
    expect(rungAbove(ladder, 'district')).toBeNull()
  })
  it('at the end of the clock, not before; the lead stays, the new level has half the time', () => {
    const before = handling()
    expect(climb(before, moment(repairer, 24))).toMatchObject({ refusal: 'requests/not-yet' })
    const up = must(climb(before, moment(repairer, 24 * 7)))
    expect(up).toMatchObject({ after: { level: 'office', levelOrganisationId: 'office', leadOrganisationId: 'company', dueAt: before.dueAt }, events: [{ kind: 'climbed', data: { why: 'overdue', level: 'office', organisationId: 'office' } }] })
    expect(words(up.after.climbAt)).toBe('2026-03-25T14:45')
    expect(climb(up.after, moment(repairer, 24 * 7.1, null))).toMatchObject({ refusal: 'requests/not-yet' })
  })
  it('in checking when the check is due: three natural days for the resident, two working days for the checker', () => {
    const checking = must(cycle.feedback(handling(), '好了', { photos: 0, photoNeeded: false }, moment(repairer, 1))).after
    expect([words(checking.stageDueAt), words(checking.climbAt)]).toEqual(['2026-03-19T10:00', '2026-03-23T10:00'])
    const atWork = must(cycle.feedback({ ...handling(), reporterOrganisationId: unit('office') }, '好了', { photos: 0, photoNeeded: false }, moment(repairer, 1))).after
    expect(words(atWork.climbAt)).toBe('2026-03-18T10:00')
  })
  it('when the resident has said twice that it is not solved, in the same breath, and each time after', () => {
    const again = (before: Case, hours: number, next: Rung) => must(cycle.confirm(must(cycle.feedback(before, '好了', { photos: 0, photoNeeded: false }, moment(repairer, hours))).after, { resolved: false, satisfaction: 'bad', text: '' }, moment(resident, hours, next)))
    const once = again(handling(), 1, above)
    expect(once.after).toMatchObject({ level: 'community', dissatisfied: 1 })
    const twice = again(once.after, 2, above)
    expect(twice.after).toMatchObject({ level: 'office', levelOrganisationId: 'office', leadOrganisationId: 'company', dissatisfied: 2, state: 'HANDLING' })
    expect(twice.events.map(({ kind, data }) => [kind, data.why])).toEqual([['failed', undefined], ['climbed', 'dissatisfied']])
    expect(again(twice.after, 3, { level: 'street', organisationId: unit('street') }).after).toMatchObject({ level: 'street', dissatisfied: 3 })
  })
  it('by the reporter, once at each level, after urging and waiting or being sent back', () => {
    expect(escalate(handling(), '没人管', moment(resident, 30))).toMatchObject({ refusal: 'requests/not-yet', values: { from: null } })
    const urged = must(cycle.urge(handling(), '', moment(resident, 2))).after
    expect(escalate(urged, '没人管', moment(resident, 25))).toMatchObject({ refusal: 'requests/not-yet', values: { from: at(26).toString() } })
    const up = must(escalate(urged, '没人管', moment(resident, 26)))
    expect(up.events.map(({ kind }) => kind)).toEqual(['escalated', 'climbed'])
    expect(escalate(up.after, '还是没人管', moment(resident, 60))).toMatchObject({ refusal: 'requests/not-yet' })
  })
})

describe('并案', () => {
  const [a, b] = [reported(), { ...reported(plain, 'other'), reporterPersonId: 'neighbour' as PersonId }]
  it('one case is left, and whoever reported or followed the other follows it, once', () => {
    const merged = merge(a, b, '同一盏灯', { before: ['friend' as PersonId, 'neighbour' as PersonId], into: ['friend' as PersonId] }, moment(manager, 1))
    expect(merged).toMatchObject({ ok: true, value: { gone: { after: { state: 'MERGED', mergedIntoId: 'other', climbAt: null } }, survivor: { after: { followers: 1, version: b.version } }, newFollowers: ['Liu'] } })
  })
  it('never into itself, nor into what is gone, closed or with the resident', () => {
    for (const into of [a, ...(['MERGED', 'CLOSED', 'CHECKING', 'VOIDED', 'REJECTED'] as const).map((state) => ({ ...b, state })), { ...b, communityId: 'd' as CommunityId }]) {
      expect(merge(a, into, '', { before: [], into: [] }, moment(manager, 1))).toMatchObject({ refusal: 'requests/cannot-merge-into' })
    }
  })
  it('takes a deadline that is still to come out of the figures, and leaves a missed one in them', () => {
    const due = accepted()
    const dueAfter = (hours: number) => {
      const merged = merge(due, b, '', { before: [], into: [] }, moment(manager, hours))
      return merged.ok ? merged.value.gone.after.dueAt : undefined
    }
    expect([dueAfter(1), dueAfter(24 * 8)]).toEqual([null, due.dueAt])
  })
})
