import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestCity, type TestCity } from '../../../test/actors.ts'
import { civilDate, systemClock } from '../../platform/time.ts'
import { renewDailyStandings, renewForDay } from './jobs.ts'

let days = 0
let city: TestCity
beforeAll(async () => {
  city = await openTestCity({ clock: { now: () => systemClock.now().add({ hours: 24 * days }) } })
})
afterAll(() => city.close())

const today = () => civilDate(city.services.clock.now())
const rows = async (text: string, values: unknown[] = []) => (await city.services.database.pool.query<Record<string, unknown>>(text, values)).rows
const standing = async () => (await rows('select committee, company from register.standing where community_id = $1', [city.city.a.community]))[0]
const renew = () => renewDailyStandings.run(city.services)

test('a committee and a contract whose last day was yesterday no longer count today, though nobody changed anything', async () => {
  const tomorrow = Temporal.PlainDate.from(today()).add({ days: 1 }).toString()
  for (const relation of ['committee', 'service_contract']) await rows(`update register.${relation} set valid_to = $2 where community_id = $1`, [city.city.a.community, tomorrow])
  await renew()
  expect(await standing(), 'the last day counts').toEqual({ committee: true, company: true })
  days += 1
  await renew()
  expect(await standing()).toEqual({ committee: false, company: false })
  const overview = await city.app.inject({ method: 'GET', url: '/api/v1/city/overview' })
  expect(overview.json()).toMatchObject({ communities: 1, committees: 0 })
})

test('all is counted once a day, in as many transactions as it takes; one that was broken off goes on where it was', async () => {
  const { database } = city.services
  const forget = () => rows('update register.standing set homes = 0')
  const homes = async () => (await rows('select homes from register.standing order by community_id')).map((row) => row['homes'])
  await forget()
  await renew()
  expect(await homes(), 'counted already').toEqual([0, 0])
  days += 1
  await renewForDay(database, today(), 1)
  expect(await homes()).toEqual([4, 4])
  await forget()
  const [first] = await rows('select community_id from register.community order by community_id limit 1')
  await rows(`update platform.setting set value = $1 where name = 'register-standings'`, [{ day: today(), behind: first?.['community_id'] }])
  await renewForDay(database, today(), 1)
  expect(await homes()).toEqual([0, 4])
})
