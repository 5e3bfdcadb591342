import { describe, expect, it } from 'vitest'
import type { CommunityId, OrganisationId, PersonId, RequestId } from '../../../platform/ids.ts'
import { shippedYears, workCalendar } from '../../calendar/public.ts'
import type { By, Case, Change, Outcome } from './case.ts'
import * as cycle from './cycle.ts'
import { DEFAULT_RULES as rules } from './default-rules.ts'
import { noticesOf, type Happened } from './notices.ts'
import { submit, type Category } from './submit.ts'

const company = 'company' as OrganisationId
const office = 'office' as OrganisationId
const someone = (personId: string, role: string, organisationId: OrganisationId | null, title = ''): By => ({ personId: personId as PersonId, role, organisationId, title })
const resident = someone('Liu', 'owner', null)
const manager = someone('Zhou', 'property_manager', company, '经理')
const repairer = someone('Tang', 'property_staff', company, '维修')
const officer = someone('Xiao', 'office_worker', office, '专干')
const calendar = workCalendar(await shippedYears())
const monday = Temporal.Instant.from('2026-03-16T01:00:00Z')
const moment = (by: By, hours: number) => ({ by, rules, calendar, now: monday.add({ hours }), above: null })
const about = { zh: '路灯不亮', en: 'Street light out' }

function must(outcome: Outcome): Change {
  if (!outcome.ok) throw new Error(outcome.refusal)
  return outcome.value
}
function report(deadlineClass: Category['deadlineClass'] = 'NORMAL'): Happened {
  const category: Category = { code: 'L-LIGHT', deadlineClass, responsibleKind: 'property_company', safety: true, photoOnFeedback: false }
  const what = { communityId: 'community' as CommunityId, id: 'case' as RequestId, text: '楼道灯不亮', place: { kind: 'community' as const, buildingId: null, unitId: null, homeId: null, detail: '' }, photos: 0, anonymous: false, onBehalf: false, forPersonId: null }
  const decision = submit(what, resident, { rules, calendar, category, responsible: { companyId: company, officeId: office, streetId: null }, now: monday })
  if (!decision.ok) throw new Error(decision.refusal)
  return { before: null, after: { ...decision.value.after, number: 'HX-260316-01' }, events: decision.value.events }
}
const first = (deadlineClass?: Category['deadlineClass']): Case => report(deadlineClass).after
const tang = { personId: repairer.personId, title: '维修' }
const dispatched = (): Case => must(cycle.accept(first(), tang, moment(manager, 1))).after
const handling = (): Case => must(cycle.sign(dispatched(), moment(repairer, 2))).after
const checking = (): Case => must(cycle.feedback(handling(), '换了', { photos: 0, photoNeeded: false }, moment(repairer, 3))).after

/** `kind → who`, of what is told. */
const told = (happened: Happened) => noticesOf(happened, { about, rules }).map(({ kind, to }) => `${kind} → ${'personId' in to ? to.personId : 'placeKind' in to ? to.placeKind : to.organisationId}`)
const then = (before: Case, outcome: Outcome): Happened => ({ before, ...must(outcome) })
/** As a change of the record that another's verb would make. */
const changed = (before: Case, after: Partial<Case>): Happened => ({ before, after: { ...before, ...after }, events: [] })

describe('an arrival', () => {
  it('is told to nobody, since it stands in the queue', () => {
    expect(told(report())).toEqual([])
  })
  it('that is dangerous is told to whoever may accept it', () => {
    expect(told(report('URGENT'))).toEqual(['danger-arrived → company'])
  })
})

describe('the reporter hears one thing of a change', () => {
  it('who accepted it and by when it is done, not also that somebody was sent', () => {
    const before = first()
    expect(told(then(before, cycle.accept(before, tang, moment(manager, 1))))).toEqual(['request-accepted → Liu', 'work-assigned → Tang'])
    const [notice] = noticesOf(then(before, cycle.accept(before, null, moment(manager, 1))), { about, rules })
    expect(notice?.said).toEqual({ number: 'HX-260316-01', about, organisationId: company, until: monday.add({ hours: 169 }).toString() })
  })
  it('an answer, a question, that it is said to be done, and a check', () => {
    const before = handling()
    expect(told(then(before, cycle.reply(before, '在路上', moment(repairer, 3))))).toEqual(['request-replied → Liu'])
    expect(told(changed(before, { waitingFrom: monday, waitingUntil: monday.add({ hours: 168 }) }))).toEqual(['request-asked → Liu'])
    expect(told(then(before, cycle.feedback(before, '换了', { photos: 0, photoNeeded: false }, moment(repairer, 3))))).toEqual(['request-feedback → Liu'])
    const waiting = checking()
    expect(told(then(waiting, cycle.check(waiting, { passed: true, text: '看过' }, moment(officer, 100))))).toEqual(['request-checked → Liu'])
    expect(told(then(waiting, cycle.check(waiting, { passed: false, text: '没亮' }, moment(officer, 100))))).toEqual(['request-check-failed → Liu', 'work-reworked → Tang'])
  })
  it('a rejection with the day until which it can be contested, the second one without', () => {
    const before = first()
    const rejectedAt = monday.add({ hours: 1 })
    const rejected = changed(before, { state: 'REJECTED', rejectedAt })
    expect(noticesOf(rejected, { about, rules })).toMatchObject([{ kind: 'request-rejected', said: { until: rejectedAt.add({ hours: 7 * 24 }).toString() } }])
    const [again] = noticesOf(changed({ ...before, contestedAt: monday }, { state: 'REJECTED', rejectedAt }), { about, rules })
    expect([again?.kind, again?.said.until]).toEqual(['request-rejected', undefined])
  })
  it('a pause and its end, more time, a merger, a void', () => {
    const before = handling()
    const resumeAt = monday.add({ hours: 72 })
    expect(told(changed(before, { state: 'SUSPENDED', suspendedFrom: monday, resumeAt }))).toEqual(['request-suspended → Liu'])
    expect(told(changed({ ...before, state: 'SUSPENDED' }, { state: 'HANDLING' }))).toEqual(['request-resumed → Liu'])
    expect(told(changed(before, { state: 'MERGED' }))).toEqual(['request-merged → Liu'])
    expect(told(changed(before, { state: 'VOIDED' }))).toEqual(['request-voided → Liu'])
  })
})

describe('people at work hear', () => {
  it('what is theirs by name: given, pressed for, added to, sent back, reopened', () => {
    const before = handling()
    const another = { personId: 'Wu' as PersonId, title: '电工' }
    expect(told(then(before, cycle.dispatch(before, another, { text: '' }, moment(manager, 3))))).toEqual(['request-assigned → Liu', 'work-assigned → Wu'])
    expect(told(then(before, cycle.urge(before, '', moment(resident, 3))))).toEqual(['work-urged → Tang'])
    expect(told(then(before, cycle.add(before, '是三楼', 0, moment(resident, 3))))).toEqual(['work-answered → Tang'])
    const waiting = checking()
    expect(told(then(waiting, cycle.confirm(waiting, { resolved: false, satisfaction: null, text: '没亮' }, moment(resident, 4))))).toEqual(['work-reworked → Tang'])
    const closed = must(cycle.confirm(waiting, { resolved: true, satisfaction: null, text: '' }, moment(resident, 4))).after
    expect(told(then(closed, cycle.reopen(closed, '又灭了', moment(resident, 30))))).toEqual(['work-reopened → Tang'])
  })
  it('what came up to their level; the reporter hears it too', () => {
    const before = handling()
    const up = { level: 'office', levelOrganisationId: office } as const
    expect(told(changed(before, up))).toEqual(['request-climbed → Liu', 'work-climbed → office'])
    expect(told(changed({ ...before, deadlineClass: 'URGENT' }, up))).toEqual(['request-climbed → Liu', 'danger-climbed → office'])
    expect(told(changed(before, { ...up, contestedAt: monday }))).toEqual(['request-climbed → Liu', 'work-contested → office'])
  })
  it('that their support is asked for, and what was decided on what they asked for', () => {
    const before = handling()
    expect(told(changed(before, { supporting: [{ organisationId: office, doneAt: null }] }))).toEqual(['work-supporting → office'])
    const pending = { kind: 'extend', personId: repairer.personId, organisationId: company, at: monday, until: monday.add({ hours: 200 }), text: '等配件' } as const
    expect(told(changed(before, { pending }))).toEqual(['work-to-approve → office'])
    expect(told(changed({ ...before, leadLevel: 'street' }, { pending }))).toEqual(['work-to-approve → street'])
    const granted = changed({ ...before, pending }, { pending: null, dueAt: monday.add({ hours: 200 }) })
    expect(told(granted)).toEqual(['request-extended → Liu', 'work-decided → Tang'])
    expect(noticesOf(changed({ ...before, pending }, { pending: null }), { about, rules })).toMatchObject([{ kind: 'work-decided', said: { granted: false } }])
  })
})
