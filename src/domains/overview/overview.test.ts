import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestCity, type TestCity } from '../../../test/actors.ts'

let city: TestCity
beforeAll(async () => {
  city = await openTestCity()
})
afterAll(() => city.close())

test('anybody may read the city’s figures; courtyards stand apart, districts add up', async () => {
  const answer = await city.app.inject({ method: 'GET', url: '/api/v1/city/overview' })
  expect(answer.statusCode).toBe(200)
  const overview = answer.json<Record<string, never> & { districts: { communities: number; households: number; courtyards: { households: number } }[] }>()
  expect(overview).toMatchObject({ demo: false, communities: 1, households: 4, courtyards: { communities: 1, households: 4 }, requests: { open: 0, overdue: 0, closed: 0, onTimeRate: null, resolvedRate: null, satisfiedRate: null } })
  expect(overview.districts).toHaveLength(2)
  expect(overview.districts.map(({ communities, households, courtyards }) => [communities, households, courtyards.households])).toEqual([
    [1, 4, 0],
    [0, 0, 4],
  ])
})

test('a resident’s report and confirmation change the figures at once', async () => {
  const figures = async () => (await city.app.inject({ method: 'GET', url: '/api/v1/city/overview' })).json<{ requests: Record<string, number | null> }>().requests
  const owner = await city.signIn('owner')
  const side = city.city.a
  const reported = await owner.post(`/api/v1/communities/${side.community}/requests`, { text: '一季度公摊电费怎么算的', category: 'L-PMFEE', place: { kind: 'unit', unitId: side.units[0] } }, { 'idempotency-key': 'overview-1' })
  expect(reported.statusCode).toBe(201)
  expect(await figures()).toMatchObject({ open: 1, closed: 0, resolvedRate: null })

  const { id } = reported.json<{ id: string }>()
  const url = `/api/v1/communities/${side.community}/requests/${id}`
  const manager = await city.signIn('property_manager')
  const staff = await city.signIn('property_staff')
  const version = async () => (await manager.get(url)).json<{ version: number }>().version
  expect((await manager.post(`${url}/accept`, { version: await version(), assigneeId: side.people.property_staff.personId })).statusCode).toBe(200)
  expect((await staff.post(`${url}/sign`, { version: await version() })).statusCode).toBe(200)
  expect((await staff.post(`${url}/feedback`, { version: await version(), text: '按表分摊，账单已送到家', photoIds: [] })).statusCode).toBe(200)
  expect((await owner.post(`${url}/confirm`, { version: await version(), resolved: true, satisfaction: 'bad' })).statusCode).toBe(200)
  // Its deadline has not fallen yet: that it was met counts on that day.
  expect(await figures()).toMatchObject({ open: 0, overdue: 0, closed: 1, onTimeRate: null, resolvedRate: 1, satisfiedRate: 0 })
})
