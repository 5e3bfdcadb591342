/** What happens by the clock, without anybody. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Database, Read, Tx } from '../../../platform/database.ts'
import type { Gauge } from '../../../platform/metrics.ts'
import type { Periodic } from '../../../platform/periodic.ts'
import type { Services } from '../../../platform/services.ts'
import { openWorkCalendar, type WorkCalendar } from '../../calendar/public.ts'
import { laddersOf } from '../../register/public.ts'
import { resume } from '../rules/approvals.ts'
import { SYSTEM, type Case, type Rung } from '../rules/case.ts'
import { climb, rungAbove } from '../rules/climb.ts'
import { climbAfter, type Timing } from '../rules/deadlines.ts'
import { settled } from '../rules/pending.ts'
import { countPending, saveCases, takeClimbing, takePending, takeResuming, type Saved } from '../stores/bulk-cases.ts'
import { fingerprints, type Fingerprint } from '../stores/cases.ts'
import { openCatalogues, type Catalogues } from '../stores/catalogue.ts'
import { tellOfAll } from '../tell.ts'

/** What the clock's own commands know beside the cases. */
interface Reckoning {
  readonly catalogues: Catalogues
  readonly workCalendar: (read: Read) => Promise<WorkCalendar>
  readonly fingerprint: Fingerprint
  /** The calendar that waiting cases were last settled by, and how often that is still to be done. */
  settling: { readonly calendar: WorkCalendar; readonly turns: number } | null
}

const reckonings = new WeakMap<Database, Reckoning>()
function reckoningOf({ database, keys }: Services): Reckoning {
  const known = reckonings.get(database) ?? { catalogues: openCatalogues(), workCalendar: openWorkCalendar(database), fingerprint: fingerprints(keys), settling: null }
  reckonings.set(database, known)
  return known
}

/** Small, so that nobody waits long for a row; and two thirds of the time belong to people. */
const CASES_AT_ONCE = 100
const REST = 2
/** On a busy machine a batch takes long because others work; waiting for them in proportion would never end. */
const REST_AT_MOST_ms = 250
/** A turn ends in time for the program to stop. */
const TURN_ms = 5_000

/** Runs `batch` until it has taken less than it could, resting in between. */
async function inBatches(batch: () => Promise<number>): Promise<void> {
  const began = performance.now()
  for (;;) {
    const started = performance.now()
    if ((await batch()) < CASES_AT_ONCE || performance.now() - began > TURN_ms) return
    await sleep(Math.min(REST_AT_MOST_ms, (performance.now() - started) * REST))
  }
}

/** 逐级上报: what has run out goes one level up. Each step once: a case is locked, and the moment of its next step lies ahead when the lock is given back. */
export const climbOverdue: Periodic = {
  name: 'requests/climb',
  every_s: 1,
  run: (services) =>
    inBatches(() => {
      const now = services.clock.now()
      return services.commands.run({ name: 'requests/climb', actor: null, at: now, httpRequestId: null }, (tx) => climbBatch(tx, now, reckoningOf(services)))
    }),
}

async function climbBatch(tx: Tx, now: Temporal.Instant, reckoning: Reckoning): Promise<number> {
  const cases = await takeClimbing(tx, now, CASES_AT_ONCE)
  await save(tx, now, reckoning, cases, (before, timing, above) => {
    const outcome = climb(before, { by: SYSTEM, ...timing, now, above })
    // Nobody stands above: asked again when the level after it would have been.
    return outcome.ok ? outcome.value : { after: { ...before, climbAt: climbAfter(now, before.deadlineClass, timing) }, events: [] }
  })
  return cases.length
}

type Decide = (before: Case, timing: Timing, above: Rung | null) => Pick<Saved, 'after' | 'events'> | null

async function save(tx: Tx, now: Temporal.Instant, { catalogues, workCalendar, fingerprint }: Reckoning, cases: readonly Case[], decide: Decide): Promise<void> {
  if (cases.length === 0) return
  const [calendar, ladders] = [await workCalendar(tx), await laddersOf(tx, cases.map(({ communityId }) => communityId))]
  const saved: Saved[] = []
  for (const before of cases) {
    const ladder = ladders.get(before.communityId)
    if (!ladder) throw new Error(`community ${before.communityId} is not in the register`)
    const { rules } = await catalogues.version(tx, before.ruleVersion)
    const change = decide(before, { rules, calendar }, rungAbove(ladder.rungs, before.level))
    if (change) saved.push({ before, ...change, path: ladder.path })
  }
  await saveCases(tx, fingerprint, saved)
  await tellOfAll(tx, catalogues, saved, now)
}

/** 挂起 ends at its day by itself; what was due goes on with the time that was left. */
export const resumeSuspended: Periodic = {
  name: 'requests/resume',
  every_s: 15,
  run: (services) =>
    inBatches(() => {
      const now = services.clock.now()
      return services.commands.run({ name: 'requests/resume', actor: null, at: now, httpRequestId: null }, async (tx) => {
        const cases = await takeResuming(tx, now, CASES_AT_ONCE)
        await save(tx, now, reckoningOf(services), cases, (before, timing, above) => {
          const outcome = resume(before, { by: SYSTEM, ...timing, now, above })
          if (!outcome.ok) throw new Error(`a suspended case was refused: ${outcome.refusal}`)
          return outcome.value
        })
        return cases.length
      })
    }),
}

/** Another process may write by the calendar that it knew for a minute more. */
const TURNS_AFTER_LOADING = 4

/** 时限待日历: once a year is loaded, what waited for it gets its deadlines. */
export const settlePending: Periodic = {
  name: 'requests/settle-pending',
  every_s: 30,
  async run(services) {
    const reckoning = reckoningOf(services)
    const calendar = await reckoning.workCalendar(services.database.read)
    const turns = reckoning.settling?.calendar === calendar ? reckoning.settling.turns : TURNS_AFTER_LOADING
    if (turns > 0) await settleAll(services, reckoning)
    reckoning.settling = { calendar, turns: Math.max(0, turns - 1) }
  },
}

async function settleAll(services: Services, reckoning: Reckoning): Promise<void> {
  const now = services.clock.now()
  let behind: Case | null = null
  await inBatches(async () => {
    const cases: readonly Case[] = await services.commands.run({ name: 'requests/settle-pending', actor: null, at: now, httpRequestId: null }, async (tx) => {
      const taken = await takePending(tx, behind, CASES_AT_ONCE)
      await save(tx, now, reckoning, taken, (before, timing) => {
        const after = settled(before, timing, now)
        return after && { after, events: [] }
      })
      return taken
    })
    behind = cases.at(-1) ?? null
    return cases.length
  })
}

/** Nothing but a year that somebody loads ends it. */
export const pendingCalendar: Gauge = {
  name: 'requests_pending_calendar',
  help: 'Cases whose deadline awaits a year of the working calendar',
  value: ({ database }) => countPending(database.read),
}
