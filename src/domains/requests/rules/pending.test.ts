import { describe, expect, it } from 'vitest'
import type { CommunityId, OrganisationId, PersonId, RequestId } from '../../../platform/ids.ts'
import { ZONE } from '../../../platform/zone.ts'
import { shippedYears, workCalendar } from '../../calendar/public.ts'
import type { Case } from './case.ts'
import { deadlines } from './deadlines.ts'
import { DEFAULT_RULES as rules } from './default-rules.ts'
import { awaitsCalendar, settled } from './pending.ts'
import { submit } from './submit.ts'

const shipped = await shippedYears()
const missing = { rules, calendar: workCalendar(shipped) }
const loaded = { rules, calendar: workCalendar([...shipped, { year: 2027, days: [{ date: '2027-01-01', kind: 'off' }] }]) }
const at = (words: string) => Temporal.PlainDateTime.from(words.replace(' ', 'T')).toZonedDateTime(ZONE).toInstant()
const eve = at('2026-12-31 10:00')

function reported(): Case {
  const decision = submit(
    { communityId: 'community' as CommunityId, id: 'case' as RequestId, text: '', place: { kind: 'community', buildingId: null, unitId: null, homeId: null, detail: '' }, photos: 0, anonymous: false, onBehalf: false, forPersonId: null },
    { personId: 'resident' as PersonId, role: 'owner', title: '', organisationId: null },
    { ...missing, category: { code: 'L-LIGHT', deadlineClass: 'NORMAL', responsibleKind: 'property_company', safety: false, photoOnFeedback: false }, responsible: { companyId: 'company' as OrganisationId, officeId: null, streetId: null }, now: eve },
  )
  if (!decision.ok) throw new Error(decision.refusal)
  return { ...decision.value.after, number: 'X' }
}
const accepted = (more: Partial<Case> = {}): Case => ({ ...reported(), state: 'ACCEPTED', acceptedAt: eve, dueFrom: eve, stageFrom: eve, ...more })
const later = eve.add({ hours: 50 })

describe('时限待日历', () => {
  it('waits while the year is missing', () => {
    expect([awaitsCalendar(reported()), awaitsCalendar(accepted())]).toEqual([true, true])
    expect([settled(reported(), missing, later), settled(accepted(), missing, later)]).toEqual([null, null])
  })
  it('is reckoned from the report and from acceptance, as if the year had been there', () => {
    const { acceptBy, contactBy, finishBy } = deadlines(rules, loaded.calendar, 'NORMAL', eve)
    expect(settled(reported(), loaded, later)).toMatchObject({ stageDueAt: acceptBy, dueAt: null, climbAt: acceptBy, version: 1 })
    expect(settled(accepted(), loaded, later)).toMatchObject({ stageDueAt: finishBy, dueAt: finishBy, contactDueAt: contactBy, climbAt: finishBy })
    expect(awaitsCalendar(settled(accepted(), loaded, later) ?? accepted())).toBe(false)
  })
  it('halves the time of a reopened case, and counts what was waited', () => {
    const reopenedAt = eve.add({ hours: 1 })
    expect(settled(accepted({ state: 'HANDLING', reopens: 1, dueFrom: reopenedAt }), loaded, later)?.dueAt).toEqual(deadlines(rules, loaded.calendar, 'NORMAL', reopenedAt, 0.5).finishBy)
    expect(settled(accepted({ waitedMs: 4 * 86_400_000 }), loaded, later)?.dueAt).toEqual(at('2027-01-11 10:00'))
    expect(settled(accepted({ state: 'SUSPENDED', suspendedFrom: at('2027-01-04 10:00'), resumeAt: at('2027-01-06 10:00') }), loaded, later)?.dueAt).toEqual(at('2027-01-12 10:00'))
  })
  it('judges a case that is closed by then, and starts no clock for it', () => {
    const closed = accepted({ state: 'CLOSED', closedAt: later, climbAt: null })
    expect(settled(closed, loaded, later)).toMatchObject({ dueAt: at('2027-01-08 10:00'), stageDueAt: null, climbAt: null })
  })
  it('gives a level that was climbed to its time from then', () => {
    const climbed = accepted({ level: 'office', stageDueAt: at('2026-12-30 10:00'), dueAt: at('2026-12-30 10:00'), climbedAt: at('2026-12-30 10:00'), climbAt: null })
    expect(settled(climbed, loaded, later)).toMatchObject({ dueAt: at('2026-12-30 10:00'), climbAt: at('2027-01-04 15:45') })
  })
  it('leaves alone what awaits nothing', () => {
    const whole = settled(accepted(), loaded, later) ?? accepted()
    expect(settled(whole, loaded, later)).toBeNull()
    expect(awaitsCalendar({ ...whole, level: 'city', climbAt: null })).toBe(false)
  })
})
