import { describe, expect, test } from 'vitest'
import { ACTIONS, DEFAULT_ROLES, RESERVED } from './roles.ts'
import { appoint, editRole, expiry, firstStanding, isElder, isWeakPassword, nextStep, withinLimit, wornOf, type Standing } from './rules.ts'
import { base32, codeOfStep, newRecoveryCodes, stepAt, takenStep } from './second-factor.ts'

const at = (text: string) => Temporal.Instant.from(text)
const now = at('2026-03-18T01:00:00Z')
const bare = { passwordAt: null, secondFactorAt: null }
const proven = { passwordAt: now, secondFactorAt: now }

const standing = (role: string, more: Partial<Standing> = {}): Standing => {
  const known = DEFAULT_ROLES.find(({ code }) => code === role)
  return {
    id: role,
    role,
    face: known?.face ?? 'desk',
    secondFactor: known?.secondFactor ?? false,
    actions: [],
    place: { kind: 'community', id: 'p' as Standing['place']['id'], path: '/1/' },
    communityId: null,
    buildingId: null,
    unitId: null,
    homeId: null,
    organisationId: null,
    title: '',
    validFrom: '2024-01-01',
    ...more,
  }
}
const [owner, tenant, steward, staff, office] = ['owner', 'tenant', 'unit_steward', 'property_staff', 'office_worker'].map((role) => standing(role)) as [Standing, Standing, Standing, Standing, Standing]

describe('which role a session wears', () => {
  test('at login staff over home, home over honorary posts, the newest of equals', () => {
    expect(firstStanding([owner, tenant, steward, staff], null, bare)?.role).toBe('property_staff')
    expect(firstStanding([steward, tenant, owner], null, bare)?.role).toBe('owner')
    expect(firstStanding([standing('owner', { id: 'old' }), standing('owner', { id: 'new', validFrom: '2025-01-01' })], null, bare)?.id).toBe('new')
  })
  test('the one worn last time before all, while it lasts', () => {
    expect(firstStanding([owner, staff], 'owner', bare)?.role).toBe('owner')
    expect(firstStanding([owner, staff], 'ended', bare)?.role).toBe('property_staff')
  })
  test('never what needs a second factor without one, chosen or not', () => {
    expect(firstStanding([owner, office], 'office_worker', bare)?.role).toBe('owner')
    expect(firstStanding([owner, office], null, proven)?.role).toBe('office_worker')
    expect(wornOf([owner, office], 'office_worker', { ...proven, passwordAt: null })?.role).toBe('owner')
    expect(wornOf([office], 'office_worker', bare)).toBeNull()
  })
  test('when the chosen one has ended, an owner’s before all others', () => {
    expect(wornOf([staff, steward, tenant, owner], 'ended', bare)?.role).toBe('owner')
    expect(wornOf([staff, steward], 'ended', bare)).not.toBeNull()
    expect(wornOf([], null, proven)).toBeNull()
  })
})

test('a session ends by idleness or by age, whichever comes first', () => {
  expect(expiry('resident', now, now)).toEqual(at('2026-06-16T01:00:00Z'))
  expect(expiry('desk', now, now)).toEqual(at('2026-03-18T13:00:00Z'))
  expect(expiry('desk', now, now.add({ hours: 160 }))).toEqual(now.add({ hours: 168 }))
  expect(expiry(null, now, now)).toEqual(now.add({ minutes: 15 }))
})

test('a limit says until when', () => {
  const limit = { kind: 'x', most: 2, per: { minutes: 15 } }
  expect(withinLimit(limit, { count: 2, since: now }, 'access/locked').ok).toBe(true)
  expect(withinLimit(limit, { count: 3, since: now }, 'access/locked')).toEqual({ ok: false, refusal: 'access/locked', values: { until: '2026-03-18T01:15:00Z' } })
})

test('what stands between a session and a guarded role', () => {
  expect(nextStep({ password: false, secondFactor: false }, bare)).toBe('set-password')
  expect(nextStep({ password: true, secondFactor: true }, bare)).toBe('password')
  expect(nextStep({ password: true, secondFactor: false }, { ...bare, passwordAt: now })).toBe('enrol')
  expect(nextStep({ password: true, secondFactor: true }, { ...bare, passwordAt: now })).toBe('second-factor')
})

test('passwords: ten characters, not all alike, not the phone', () => {
  for (const weak of ['123456789', 'aaaaaaaaaaaaaaa', '15412345678ab', 'ab12345678']) expect(isWeakPassword(weak, '15412345678')).toBe(true)
  for (const good of ['石榴花开五月红又是一年', 'correct horse battery']) expect(isWeakPassword(good, '15412345678')).toBe(false)
})

test('bigger letters are offered from 60 on', () => {
  expect([1966, 1967, null].map((year) => isElder(year, '2026-03-18'))).toEqual([true, false, false])
})

describe('appointing', () => {
  const facts = { roles: DEFAULT_ROLES, place: { kind: 'city' }, buildingId: null, unitId: null, others: [], appointerPersonId: 'admin' }
  const wanted = { personId: 'p', role: 'auditor', validFrom: '2026-01-01', validTo: null }
  const other = (role: string, validFrom: string, validTo: string | null) => ({ personId: 'p', role, validFrom, validTo })
  test('roles of one group may follow each other, never overlap', () => {
    expect(appoint(wanted, facts).ok).toBe(true)
    expect(appoint(wanted, { ...facts, others: [other('system_admin', '2025-01-01', '2026-01-01')] }).ok).toBe(true)
    expect(appoint(wanted, { ...facts, others: [other('system_admin', '2025-01-01', '2026-01-02')] })).toMatchObject({ refusal: 'access/disjoint-roles' })
    expect(appoint({ ...wanted, validTo: '2026-06-01' }, { ...facts, others: [other('security_admin', '2026-06-01', null)] }).ok).toBe(true)
    expect(appoint(wanted, { ...facts, others: [other('bureau_officer', '2025-01-01', null), other('auditor', '2025-01-01', null)] }).ok).toBe(true)
  })
  test('a role is held where its kind of place is', () => {
    const at = (role: string, kind: string, buildingId: string | null = null, unitId: string | null = null) => appoint({ ...wanted, role }, { ...facts, place: { kind }, buildingId, unitId }).ok
    expect(at('department_officer', 'district')).toBe(true)
    expect(at('department_officer', 'street')).toBe(false)
    expect(at('unit_steward', 'community', 'b', 'u')).toBe(true)
    expect(at('unit_steward', 'community', 'b')).toBe(false)
    expect(at('yard_head', 'community', 'b')).toBe(false)
    expect(at('tenant', 'community')).toBe(false)
  })
})

describe('the reviewed default', () => {
  test('every action is held by somebody, and reserved ones by just one role', () => {
    const holdersOf = (action: string) => DEFAULT_ROLES.filter(({ actions }) => actions.some((each) => each === action)).map(({ code }) => code)
    expect(ACTIONS.filter((action) => holdersOf(action).length === 0)).toEqual([])
    expect(Object.keys(RESERVED).map((action) => holdersOf(action))).toEqual(Object.values(RESERVED).map((role) => [role]))
  })
  test('passes the rule that edits must pass', () => {
    for (const role of DEFAULT_ROLES) expect(editRole(role, role), `${role.code}`).toMatchObject({ ok: true })
  })
})

describe('codes of an authenticator app', () => {
  const secret = Buffer.from('12345678901234567890')
  test('as in RFC 6238, appendix B', () => {
    for (const [seconds, code] of [[59, '287082'], [1111111109, '081804'], [1111111111, '050471'], [1234567890, '005924'], [2000000000, '279037'], [20000000000, '353130']] as const) {
      expect(codeOfStep(secret, stepAt(Temporal.Instant.fromEpochMilliseconds(seconds * 1000)))).toBe(code)
    }
  })
  test('one step off is taken, two are not, and nothing twice or backwards', () => {
    const step = stepAt(now)
    for (const drift of [-1, 0, 1]) expect(takenStep(secret, codeOfStep(secret, step + drift), now, 0)).toBe(step + drift)
    for (const drift of [-2, 2]) expect(takenStep(secret, codeOfStep(secret, step + drift), now, 0)).toBeNull()
    expect(takenStep(secret, codeOfStep(secret, step), now, step)).toBeNull()
    expect(takenStep(secret, codeOfStep(secret, step - 1), now, step)).toBeNull()
  })
  test('base32 as in RFC 4648, and recovery codes are all different', () => {
    expect(['f', 'fo', 'foo', 'foob', 'fooba', 'foobar'].map((text) => base32(Buffer.from(text)))).toEqual(['MY', 'MZXQ', 'MZXW6', 'MZXW6YQ', 'MZXW6YTB', 'MZXW6YTBOI'])
    const codes = newRecoveryCodes()
    expect(new Set(codes).size).toBe(10)
    for (const code of codes) expect(code).toMatch(/^[a-z2-7]{5}-[a-z2-7]{5}$/)
  })
})
