import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { caller, openTestCity, type TestCity } from '../../../test/actors.ts'

let server: TestCity
beforeAll(async () => {
  server = await openTestCity()
})
afterAll(() => server.close())

const at = (path: string) => `/api/v1/access/${path}`

describe('the demo’s accounts', () => {
  test('one tap for every role, and the role is worn', async () => {
    const list = await caller(server.app).get(at('demo-accounts'))
    expect(list.statusCode).toBe(200)
    const { items } = list.json<{ items: { role: string }[] }>()
    expect(items.map(({ role }) => role).toSorted()).toEqual(Object.keys({ ...server.city.a.people, ...server.city.people }).toSorted())
    for (const { role } of items) {
      const reply = await caller(server.app).post(at('demo-login'), { role })
      expect(reply.json()).toEqual({ next: 'done' })
      const me = await caller(server.app, String(reply.headers['set-cookie']).split(';')[0]).get(at('me'))
      expect(me.json()).toMatchObject({ demo: true, standing: { role } })
    }
  })
})
