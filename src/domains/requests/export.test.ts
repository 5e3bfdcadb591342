/** What leaves as a file is what its asker sees on the screen: read back as a spreadsheet does. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestCity, type Caller, type TestCity } from '../../../test/actors.ts'
import { readCsv, readXlsx } from '../../../test/read-sheet.ts'
import { newId } from '../../platform/ids.ts'

let city: TestCity
let owner: Caller
let manager: Caller
beforeAll(async () => {
  city = await openTestCity()
  owner = await city.signIn('owner')
  manager = await city.signIn('property_manager')
})
afterAll(() => city.close())

const FORMULA = '=HYPERLINK("http://evil","点我")'

async function reports(text: string, category = 'L-PMFEE'): Promise<string> {
  const reply = await owner.post(`/api/v1/communities/${city.city.a.community}/requests`, { text, category, place: { kind: 'community', detail: '+1' }, anonymous: false }, { 'idempotency-key': newId() })
  return reply.json<{ number: string }>().number
}
const bytes = async (who: Caller, url: string) => {
  const reply = await who.get(url)
  expect([url, reply.statusCode]).toEqual([url, 200])
  return reply
}
/** Rows below the heads, by head. */
const rowsOf = (rows: readonly (readonly string[])[]): Record<string, string>[] => {
  const [heads = [], ...rest] = rows.slice(3)
  return rest.map((row) => Object.fromEntries(heads.map((head, index) => [head, row[index] ?? ''])))
}
const csv = async (who: Caller, url: string) => rowsOf(readCsv((await bytes(who, `${url}${url.includes('?') ? '&' : '?'}format=csv`)).rawPayload))

test('the queue as CSV and XLSX: the same rows as on the screen, names masked, a formula only words', async () => {
  const number = await reports(FORMULA)
  const screen = (await manager.get('/api/v1/requests/queue')).json<{ items: { number: string; reporter: string }[] }>().items
  const rows = await csv(manager, '/api/v1/requests/queue/export?list=ours')
  expect(rows.map((row) => row['案号'])).toEqual(screen.map((item) => item.number))
  const row = rows.find((each) => each['案号'] === number)
  expect(row).toMatchObject({ 事由: `'${FORMULA}`, 具体位置: "'+1", 报事人: screen.find((item) => item.number === number)?.reporter, 状态: '待受理', 照片: '0' })
  expect(row?.['报事人']).toMatch(/\*\*$/u)

  const xlsx = readXlsx((await bytes(manager, '/api/v1/requests/queue/export?list=ours&language=en')).rawPayload)
  const cells = xlsx.find((each) => each[0]?.value === number)
  const heads = xlsx[3]?.map((cell) => cell?.value) ?? []
  expect(cells?.[heads.indexOf('Matter')]).toEqual({ kind: 'quoted', value: FORMULA })
  expect(cells?.[heads.indexOf('Reported')]?.kind).toBe('moment')
  expect(cells?.[heads.indexOf('Photos')]).toEqual({ kind: 'number', value: 0 })
})

test('says whose it is: the taker’s name, the time, the filters', async () => {
  await reports('楼道灯不亮')
  const file = readCsv((await bytes(manager, '/api/v1/requests/queue/export?list=ours&state=REPORTED&format=csv')).rawPayload)
  const [title, taken, filters] = file
  expect(title?.[0]).toContain('待办 本单位')
  expect(taken?.[0]).toContain(city.city.a.people.property_manager.name)
  expect(taken?.[0]).toContain('含个人信息')
  expect(filters?.[0]).toBe('筛选 待受理')
})

test('never more than the asker may read', async () => {
  const complaint = await reports('保安态度差', 'L-PMSERVICE')
  const numbers = async (who: Caller, list: string) => (await csv(who, `/api/v1/requests/queue/export?list=${list}`)).map((row) => row['案号'])
  expect(await numbers(await city.signIn('office_worker'), 'scope')).toContain(complaint)
  expect(await numbers(manager, 'ours')).not.toContain(complaint)
  expect(await numbers(await city.signIn(city.city.b.people.office_worker), 'scope')).not.toContain(complaint)
  expect((await manager.get('/api/v1/requests/queue/export?list=scope')).statusCode).toBe(403)
  // Another community’s id is a filter that finds nothing, not a way in.
  expect(await csv(await city.signIn(city.city.b.people.office_worker), `/api/v1/requests/queue/export?list=scope&community=${city.city.a.community}`)).toEqual([])
  // A person’s id does not tell the name.
  const named = (await bytes(manager, `/api/v1/requests/queue/export?list=ours&format=csv&assignee=${city.city.a.people.owner.personId}`)).rawPayload.toString()
  expect(named).not.toContain(city.city.a.people.owner.name)
  expect(await csv(owner, '/api/v1/requests/mine/export')).not.toEqual([])
  expect(await csv(await city.signIn('tenant'), '/api/v1/requests/mine/export')).toEqual([])
})

test('each is in the audit trail: who, what, by which filters, how many rows', async () => {
  const rows = await csv(manager, '/api/v1/requests/queue/export?list=ours&category=L-PMFEE')
  const auditor = await city.signIn('auditor')
  const [entry] = (await auditor.get('/api/v1/access/audit?subjectKind=export&limit=1')).json<{ items: { command: string; actor: { personId: string }; after: unknown }[] }>().items
  expect(entry).toMatchObject({
    command: 'GET /api/v1/requests/queue/export',
    actor: { personId: city.city.a.people.property_manager.personId },
    after: { format: 'csv', filters: { list: 'ours', category: 'L-PMFEE' }, rows: rows.length },
  })
})

test('a page after another, until the end', async () => {
  const before = (await csv(owner, '/api/v1/requests/mine/export')).length
  for (let one = 0; one < 3; one++) await reports(`第 ${one} 件`)
  expect((await csv(owner, '/api/v1/requests/mine/export')).length).toBe(before + 3)
})

test('the register and the administration too', async () => {
  const [bureau, admin, security] = [await city.signIn('bureau_officer'), await city.signIn('system_admin'), await city.signIn('security_admin')]
  const { community } = city.city.a
  expect((await csv(bureau, `/api/v1/register/communities/${community}/homes/export`))[0]).toHaveProperty('房号')
  expect((await csv(bureau, `/api/v1/register/communities/${community}/buildings/export`)).length).toBeGreaterThan(0)
  expect(await csv(admin, '/api/v1/access/roles/export')).toContainEqual(expect.objectContaining({ 角色: 'owner' }))
  expect((await csv(admin, `/api/v1/access/appointments/export?placeId=${community}`)).every((row) => row['姓名']?.endsWith('**'))).toBe(true)
  expect((await csv(security, '/api/v1/access/sessions/export?of=all')).length).toBeGreaterThan(3)
  const steward = await csv(await city.signIn('unit_steward'), `/api/v1/register/communities/${community}/homes/export`)
  expect(new Set(steward.map((row) => row['单元'])).size).toBe(1)
  expect(steward.length).toBeLessThan((await csv(bureau, `/api/v1/register/communities/${community}/homes/export`)).length)
})
