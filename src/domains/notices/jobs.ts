import { z } from 'zod'
import { defineJob } from '../../platform/jobs.ts'
import type { Periodic } from '../../platform/periodic.ts'
import { deliverDue, sendCode } from './deliver.ts'
import { sweep } from './stores/deliveries.ts'

/** Wakes a worker for what was just told. What it does not get done, or fails, the periodic turn finds: the deliveries themselves say when they are due. */
export const deliverNotices = defineJob({
  name: 'notices/deliver',
  data: z.strictObject({}),
  attempts: 1,
  timeLimit_s: 600,
  effect: async ({ services, signal }) => void (await deliverDue(services, signal)),
})

export const sendAddressCode = defineJob({
  name: 'notices/send-code',
  data: z.strictObject({ personId: z.uuid(), codeId: z.uuid() }),
  attempts: 4,
  retryAfter_s: 10,
  timeLimit_s: 90,
  effect: ({ services, data }) => sendCode(services, data),
})

const TURN_AT_MOST_ms = 300_000

/** Retries, mornings after quiet hours and digests fall due by our clock, which a demo may have moved. */
export const deliverDueNotices: Periodic = {
  name: 'notices/deliver-due',
  every_s: 15,
  run: async (services) => void (await deliverDue(services, AbortSignal.timeout(TURN_AT_MOST_ms))),
}

const KEPT = { hours: 24 * 400 }

export const sweepNotices: Periodic = {
  name: 'notices/sweep',
  every_s: 3_600,
  run: ({ database, clock }) => database.transaction((tx) => sweep(tx, clock.now().subtract(KEPT))),
}
