/** The roll-up against a recount, after random histories, half folded. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestCity, type TestCity } from '../../../../test/actors.ts'
import type { Tx } from '../../../platform/database.ts'
import { newId } from '../../../platform/ids.ts'
import { civilDate } from '../../../platform/time.ts'
import { shippedYears, workCalendar } from '../../calendar/public.ts'
import type { By, Case, Outcome } from '../rules/case.ts'
import * as cycle from '../rules/cycle.ts'
import { DEFAULT_RULES as rules } from '../rules/default-rules.ts'
import { submit } from '../rules/submit.ts'
import { fingerprints, insertCase, lockCase, saveCase } from './cases.ts'
import { COUNTED, figuresByCommunity, figuresByMonth, foldFigures, rebuildFigures, recount, recountMonths, renewFigures } from './figures.ts'

const calendar = workCalendar(await shippedYears())
const START = Temporal.Instant.from('2025-01-10T00:00:00Z')
let test: TestCity
beforeAll(async () => {
  test = await openTestCity()
})
afterAll(() => test.close())

const run = (at: Temporal.Instant, work: (tx: Tx) => Promise<void>) => test.services.commands.run({ name: 'test', actor: null, at, httpRequestId: null }, work)

async function report(side: 'a' | 'b', at: Temporal.Instant): Promise<Pick<Case, 'communityId' | 'id'>> {
  const { community, path, people, organisations } = test.city[side]
  const report = { communityId: community, id: newId<'request'>(), text: '灯不亮', place: { kind: 'community' as const, buildingId: null, unitId: null, homeId: null, detail: '' }, photos: 0, anonymous: false, onBehalf: false, forPersonId: null }
  const by: By = { personId: people.owner.personId, role: 'owner', title: '', organisationId: null }
  const decision = submit(report, by, { rules, calendar, category: { code: 'L-LIGHT', deadlineClass: 'NORMAL', responsibleKind: 'property_company', safety: false, photoOnFeedback: false }, responsible: { companyId: organisations.company, officeId: organisations.office, streetId: organisations.street }, now: at })
  if (!decision.ok) throw new Error(decision.refusal)
  await run(at, async (tx) => void (await insertCase(tx, fingerprints(test.services.keys), decision.value, [], { shortCode: side, path })))
  return report
}

const VERBS = ['accept', 'sign', 'feedback', 'pass', 'fail', 'check', 'rate', 'reopen', 'return', 'reply'] as const
type Step = (typeof VERBS)[number]

function decide(before: Case, step: Step, now: Temporal.Instant, people: TestCity['city']['a']['people']): Outcome {
  const as = (personId: Case['reporterPersonId']): cycle.Moment => ({ by: { personId, role: 'any', title: '', organisationId: null }, rules, calendar, now, above: null })
  const [resident, worker, officer] = [as(people.owner.personId), as(people.property_staff.personId), as(people.office_worker.personId)]
  const answer = (resolved: boolean) => ({ resolved, satisfaction: resolved ? ('good' as const) : ('bad' as const), text: '' })
  switch (step) {
    case 'accept':
      return cycle.accept(before, { personId: people.property_staff.personId, title: '' }, worker)
    case 'sign':
      return cycle.sign(before, worker)
    case 'feedback':
      return cycle.feedback(before, '好了', { photos: 0, photoNeeded: false }, worker)
    case 'pass':
      return cycle.confirm(before, answer(true), resident)
    case 'fail':
      return cycle.confirm(before, answer(false), resident)
    case 'check':
      return cycle.check(before, { passed: true, text: '看过' }, officer)
    case 'rate':
      return cycle.rate(before, answer(true), resident)
    case 'reopen':
      return cycle.reopen(before, '又坏了', resident)
    case 'return':
      return cycle.giveBack(before, '不归我们', null, worker)
    case 'reply':
      return cycle.reply(before, '来了', worker)
  }
}

const step = fc.record({ side: fc.constantFrom('a' as const, 'b' as const), pick: fc.nat(), verb: fc.constantFrom('report' as const, 'fold' as const, 'renew' as const, ...VERBS, 'accept' as const, 'sign' as const, 'feedback' as const), wait_hours: fc.integer({ min: 0, max: 60 }) })
type Named = readonly (readonly [string, readonly number[]])[]
/** Communities without any figure are the same as those left out. */
const plain = (figures: Named) => figures.filter(([, counts]) => counts.some((count) => count !== 0)).toSorted(([a], [b]) => a.localeCompare(b)).map(([of, counts]): unknown => [of, Object.fromEntries(counts.map((count, at) => [COUNTED[at], count]))])

/** What the roll-ups say of a moment, and what the cases do: over a year, and of each month in it. */
async function bothAt(now: Temporal.Instant) {
  const { read } = test.services.database
  const months = { from: '2024-12', to: '2027-03' }
  const ofMonths = (counts: Awaited<ReturnType<typeof figuresByMonth>>): Named => counts.map(({ communityId, month, counts: of }) => [`${month} ${communityId}`, of])
  return {
    rolledUp: { year: plain([...(await figuresByCommunity(read, now))]), months: plain(ofMonths(await figuresByMonth(read, now, months))) },
    recounted: { year: plain([...(await recount(read, now))]), months: plain(ofMonths(await recountMonths(read, now, months))) },
  }
}

describe('the roll-up', () => {
  it('equals a recount at any moment, folded or not', async () => {
    const cases: { side: 'a' | 'b'; communityId: string; id: string }[] = []
    let now = START
    let done = 0
    const compared: [unknown, unknown][] = []
    const [steps = []] = fc.sample(fc.array(step, { minLength: 700, maxLength: 700 }), 1)
    for (const [index, { side, pick, verb, wait_hours }] of steps.entries()) {
      now = now.add({ hours: wait_hours })
      if (verb === 'report') cases.push({ side, ...(await report(side, now)) })
      else if (verb === 'fold') await test.services.database.transaction((tx) => foldFigures(tx, civilDate(now), 7))
      else if (verb === 'renew') await test.services.database.transaction((tx) => renewFigures(tx, civilDate(now), 1))
      else {
        // Mostly the newest, so that histories go somewhere.
        const chosen = cases.at(-1 - (pick % 4))
        if (!chosen) continue
        const { people, path } = test.city[chosen.side]
        await run(now, async (tx) => {
          const before = await lockCase(tx, chosen.communityId, chosen.id)
          if (!before) throw new Error('lost')
          const outcome = decide(before, verb, now, people)
          if (!outcome.ok) return
          done += 1
          await saveCase(tx, fingerprints(test.services.keys), before, outcome.value, [], path)
        })
      }
      if (index % 25 === 0) {
        const { rolledUp, recounted } = await bothAt(now)
        compared.push([rolledUp, recounted])
      }
    }
    expect(compared.map(([rolledUp]) => rolledUp)).toEqual(compared.map(([, recounted]) => recounted))
    expect(done).toBeGreaterThan(50)
    // The year goes by without anybody doing anything.
    for (const days of [1, 30, 200, 364, 365, 400]) {
      const later = now.add({ hours: 24 * days })
      const { rolledUp, recounted } = await bothAt(later)
      expect([days, rolledUp]).toEqual([days, recounted])
      if (days === 200) while ((await test.services.database.transaction((tx) => renewFigures(tx, civilDate(later), 1))) > 0);
    }
  }, 120_000)

  it('folds everything once, also when several try at once', async () => {
    const at = START.add({ hours: 24 * 300 })
    const before = (await bothAt(at)).rolledUp
    let left: number
    do {
      const folded = await Promise.all(Array.from({ length: 4 }, () => test.services.database.transaction((tx) => foldFigures(tx, '2025-11-06', 11))))
      left = folded.reduce((sum, each) => sum + each, 0)
    } while (left > 0)
    const { rows } = await test.services.database.pool.query<{ n: number }>('select count(*) as n from requests.figure_change')
    expect(rows[0]?.n).toBe(0)
    expect((await bothAt(at)).rolledUp).toEqual(before)
  })

  it('written anew from the cases, it says the same', async () => {
    const at = START.add({ hours: 24 * 200 })
    const before = (await bothAt(at)).rolledUp
    await test.services.database.transaction((tx) => rebuildFigures(tx, civilDate(at)))
    expect((await bothAt(at)).rolledUp).toEqual(before)
  })

  it('a fold that is killed halfway has moved nothing', async () => {
    await report('a', START.add({ hours: 1 }))
    const pending = async () => (await test.services.database.pool.query<{ n: number }>('select count(*) as n from requests.figure_change')).rows[0]?.n
    await expect(
      test.services.database.transaction(async (tx) => {
        await foldFigures(tx, '2025-01-10', 100)
        throw new Error('killed')
      }),
    ).rejects.toThrow('killed')
    expect(await pending()).toBe(1)
  })
})
