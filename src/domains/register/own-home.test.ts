import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestCity, type TestCity } from '../../../test/actors.ts'

let city: TestCity
beforeAll(async () => {
  city = await openTestCity()
})
afterAll(() => city.close())

interface Home {
  readonly id: string
  readonly masked: boolean
  readonly owners: readonly { readonly name: string; readonly mine: boolean }[]
  readonly dwellers: readonly { readonly name: string; readonly mine: boolean }[]
}

test('an owner finds the home of the role worn, everybody by name, and which relation is their own', async () => {
  const owner = await city.signIn('owner')
  const home = (await owner.get('/api/v1/register/home')).json<Home>()
  expect(home.masked).toBe(false)
  expect(home.owners.filter(({ mine }) => mine).map(({ name }) => name)).toEqual([city.city.a.people.owner.name])
  expect(home.dwellers.some(({ mine }) => mine)).toBe(false)
})

test('a tenant finds the home they rent: owners masked, themselves by name', async () => {
  const tenant = await city.signIn('tenant')
  const home = (await tenant.get('/api/v1/register/home')).json<Home>()
  expect(home.masked).toBe(true)
  expect(home.owners.every(({ name, mine }) => name.endsWith('**') && !mine)).toBe(true)
  expect(home.dwellers.filter(({ mine }) => mine).map(({ name }) => name)).toEqual([city.city.a.people.tenant.name])
})

test('a role at a place has no home of its own', async () => {
  expect((await (await city.signIn('office_worker')).get('/api/v1/register/home')).statusCode).toBe(404)
})
