import { expect, test } from 'vitest'
import type { Actor } from '../../platform/actor.ts'
import * as policy from './policy.ts'

const actor = (values: Partial<Actor>): Actor =>
  ({ role: 'office_worker', actions: new Set(['register.browse', 'register.read-home']), place: { kind: 'office', id: 'x', path: '/1/2/3/' }, buildingId: null, unitId: null, homeId: null, ...values }) as Actor
const resident = (homeId: string, role = 'owner') =>
  actor({ role, actions: new Set(['register.read-home']), place: { kind: 'home', id: 'c', path: '/1/2/3/4/' } as Actor['place'], homeId: homeId as Actor['homeId'], unitId: 'u1' as Actor['unitId'], buildingId: 'b1' as Actor['buildingId'] })
const home = { path: '/1/2/3/4/', buildingId: 'b1', unitId: 'u1', homeId: 'h1' }

test('staff read homes within their scope; beyond it a home does not exist', () => {
  expect(policy.readHome(actor({}), home)).toBe(true)
  expect(policy.readHome(actor({}), { ...home, path: '/1/2/30/4/' })).toMatchObject({ hidden: true })
  expect(policy.readHome(actor({ actions: new Set() }), home)).toMatchObject({ ok: false, reason: 'common/forbidden' })
})

test('a captain’s scope is one building, a steward’s one unit', () => {
  const captain = actor({ role: 'building_captain', place: { kind: 'community', id: 'c', path: '/1/2/3/4/' } as Actor['place'], buildingId: 'b1' as Actor['buildingId'] })
  expect(policy.readHome(captain, home)).toBe(true)
  expect(policy.readHome(captain, { ...home, buildingId: 'b2' })).toMatchObject({ hidden: true })
  const steward = { ...captain, unitId: 'u2' as Actor['unitId'] }
  expect(policy.readHome(steward, home)).toMatchObject({ hidden: true })
})

test('a resident reads the own home only, and a tenant sees no owner’s name', () => {
  expect(policy.readHome(resident('h1'), home)).toBe(true)
  expect(policy.readHome(resident('h2'), home)).toMatchObject({ hidden: true })
  expect(policy.seesNames(resident('h1'), home)).toEqual({ owners: true, dwellers: true })
  expect(policy.seesNames(resident('h1', 'tenant'), home)).toEqual({ owners: false, dwellers: true })
  expect(policy.seesNames(actor({}), home)).toEqual({ owners: false, dwellers: false })
})

test('the picture of a building is for its own captain, and for whoever looks after the whole community', () => {
  const building = { path: '/1/2/3/4/', buildingId: 'b1' }
  const captain = actor({ role: 'building_captain', buildingId: 'b1' as Actor['buildingId'] })
  expect(policy.browseBuilding(actor({}), building)).toBe(true)
  expect(policy.browseBuilding(captain, building)).toBe(true)
  expect(policy.browseBuilding(captain, { ...building, buildingId: 'b2' })).toMatchObject({ reason: 'register/outside-scope' })
})

test('browsing is refused with a reason outside the scope', () => {
  expect(policy.browsePlace(actor({}), { path: '/1/2/3/9/' })).toBe(true)
  expect(policy.browsePlace(actor({}), { path: '/1/2/' })).toMatchObject({ reason: 'register/outside-scope' })
  expect(policy.browse(resident('h1'))).toMatchObject({ reason: 'common/forbidden' })
})
