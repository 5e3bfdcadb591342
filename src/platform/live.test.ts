import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type FreshDatabase } from '../../test/database.ts'
import type { Touched } from './audit.ts'
import { newId } from './ids.ts'
import { openLive } from './live.ts'

let fresh: FreshDatabase
beforeAll(async () => {
  fresh = await freshDatabase()
})
afterAll(() => fresh.drop())

test('all that a bulk command touched reaches the other processes, in order, however much it is', async () => {
  const failed: string[] = []
  const [here, there] = [openLive(fresh.url, (message) => void failed.push(message)), openLive(fresh.url, (message) => void failed.push(message))]
  await Promise.all([here, there].map((live) => new Promise<void>((resolve) => live.onWake(() => resolve()))))
  const heard: string[] = []
  there.listen(({ id }) => void heard.push(id))
  const touched = Array.from({ length: 200 }, (): Touched => ({ kind: 'request', id: newId(), path: '/1/4/19/230/7/', organisations: [newId()], action: 'requests.read', persons: [newId(), newId(), newId()] }))
  here.announce(touched)
  await expect.poll(() => heard, { timeout: 5_000 }).toEqual(touched.map(({ id }) => id))
  expect(failed).toEqual([])
  await Promise.all([here.close(), there.close()])
})
