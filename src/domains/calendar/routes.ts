import { common } from '../../platform/problem.ts'
import { bindRoutes, type Bound } from '../../platform/routes.ts'
import type { Services } from '../../platform/services.ts'
import { civilDate } from '../../platform/time.ts'
import { calendarContract } from './contract.ts'
import * as policy from './policy.ts'
import { calendarProblem } from './problems.ts'
import * as rules from './rules/load-year.ts'
import { findYears, forgetWorkCalendar, insertYear, type Year } from './store.ts'

const yearView = ({ year, version, loadedAt, reason, days }: Year) => ({ year, version, loadedAt: loadedAt.toString(), reason, days: [...days] })

export const calendarRoutes = ({ database, demo }: Services): readonly Bound[] =>
  bindRoutes(calendarContract, (on) => {
    on.query('GET /api/v1/calendar', {
      may: policy.readCalendar,
      handle: async ({ read, actor, now }) => ({
        today: civilDate(now),
        years: (await findYears(read)).map(yearView),
        can: policy.loadYear(actor) === true ? { load: true as const } : {},
        demo: demo !== null,
      }),
    })
    on.command('PUT /api/v1/calendar/years/:year', {
      may: policy.loadYear,
      async handle({ tx, params: { year }, body: { version, days, reason }, now }) {
        const before = (await findYears(tx)).find((known) => known.year === year) ?? null
        const seen = before?.version ?? 0
        if (version !== seen) throw common('common/changed-meanwhile', { values: { version: seen } })
        const errors = rules.wrongDays({ year, days })
        if (errors.length > 0) throw common('common/invalid', { errors })
        const decision = rules.loadYear({ year, days, reason }, { known: before !== null, today: civilDate(now) })
        if (!decision.ok) throw calendarProblem(decision.refusal, decision.values === undefined ? {} : { values: decision.values })
        const after: Year = { year, version: seen + 1, loadedAt: now, reason, days: decision.value }
        await insertYear(tx, before, after)
        forgetWorkCalendar(database)
        return yearView(after)
      },
    })
  })
