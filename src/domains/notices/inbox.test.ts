import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestCity, type Caller, type TestCity } from '../../../test/actors.ts'
import { newId } from '../../platform/ids.ts'
import { tell, type Notice } from './public.ts'

let city: TestCity
let owner: Caller
let tenant: Caller
let now = Temporal.Instant.from('2026-03-16T01:00:00Z')
beforeAll(async () => {
  city = await openTestCity({ clock: { now: () => now } })
  owner = await city.signIn('owner')
  tenant = await city.signIn('tenant')
})
afterAll(() => city.close())

const command = (notices: readonly Notice[]) => city.services.commands.run({ name: 'test', actor: null, at: now, httpRequestId: null }, (tx) => tell(tx, notices, now))
const accepted = (personIds: readonly string[]): Notice => ({
  personIds,
  kind: 'request-accepted',
  subject: { kind: 'request', id: newId(), communityId: city.city.a.community },
  said: { number: 'JIA-260316-01', about: { zh: '路灯不亮', en: 'Street light out' }, organisationId: city.city.a.organisations.office, until: '2026-03-17T01:00:00Z' },
})
interface List {
  readonly items: readonly { readonly id: string; readonly kind: string; readonly read: boolean; readonly at: string; readonly organisation: string | null }[]
  readonly nextCursor: string | null
  readonly unread: number
}
const list = async (who: Caller, query = ''): Promise<List> => (await who.get(`/api/v1/notices${query}`)).json<List>()
const rows = async (): Promise<number> => Number((await city.services.database.pool.query<{ rows: number }>('select count(*) as rows from notices.notice')).rows[0]?.rows)

describe('the inbox', () => {
  test('tells each person once, names the office as it is called today, and is nobody else’s', async () => {
    const { personId } = city.city.a.people.owner
    await command([accepted([personId, personId])])
    const { items, unread } = await list(owner)
    expect([items.length, unread, items[0]?.kind, items[0]?.read, items[0]?.organisation]).toEqual([1, 1, 'request-accepted', false, expect.stringMatching(/./u)])
    expect(await list(tenant)).toMatchObject({ items: [], unread: 0 })
    expect((await tenant.post(`/api/v1/notices/${items[0]?.id}/read`)).statusCode).toBe(404)
    expect((await list(owner)).unread).toBe(1)
    expect((await owner.post(`/api/v1/notices/${items[0]?.id}/read`)).statusCode).toBe(200)
    expect((await owner.post(`/api/v1/notices/${items[0]?.id}/read`)).statusCode).toBe(200)
    expect(await list(owner)).toMatchObject({ unread: 0, items: [{ read: true }] })
    expect((await list(owner, '?unread=true')).items).toEqual([])
  })
  test('pages by cursor, and reading everything stops at what was shown', async () => {
    const { personId } = city.city.a.people.tenant
    for (let n = 0; n < 5; n++) {
      await command([accepted([personId])])
      now = now.add({ minutes: 1 })
    }
    const first = await list(tenant, '?limit=3')
    const second = await list(tenant, `?limit=3&cursor=${first.nextCursor ?? ''}`)
    expect([first.items.length, second.items.length, second.nextCursor]).toEqual([3, 2, null])
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(5)
    const until = first.items[1]?.at
    await tenant.post('/api/v1/notices/read', { until })
    const left = await list(tenant)
    expect([left.unread, left.items.filter(({ read }) => !read).map(({ id }) => id)]).toEqual([1, [first.items[0]?.id]])
  })
  test('of a command that is undone nobody hears', async () => {
    const before = await rows()
    await expect(
      city.services.commands.run({ name: 'test', actor: null, at: now, httpRequestId: null }, async (tx) => {
        await tell(tx, [accepted([city.city.a.people.owner.personId])], now)
        throw new Error('undone')
      }),
    ).rejects.toThrow('undone')
    expect(await rows()).toBe(before)
  })
  test('with nobody to tell there is no row and no audit entry', async () => {
    const entries = async () => (await city.services.database.pool.query('select from audit.entry')).rowCount
    const [before, audited] = [await rows(), await entries()]
    await command([])
    await command([accepted([])])
    expect([await rows(), await entries()]).toEqual([before, audited])
  })
})
