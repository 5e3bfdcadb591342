import { claim } from '../../platform/claim.ts'
import type { Periodic } from '../../platform/periodic.ts'
import { civilDate } from '../../platform/time.ts'
import { cityTree } from '../register/public.ts'
import { firstDay, monthBefore, monthOf } from './rules/months.ts'
import { COUNTS, sheetOfNow } from './sheet.ts'
import { hasMonthEnd, recordMonthEnds } from './stores/month-ends.ts'

/** What no roll-up of days can give back. */
const AT_MONTH_END = ['requests.open', 'requests.overdue', 'register.homes', 'register.completeHomes']

/**
 * What was open, overdue and complete when a month ended is counted in the first minutes of the next. A server that did not run on that day has
 * missed it: such a month shows "no data", since any later count would be of another day.
 */
export const recordMonthEnd: Periodic = {
  name: 'overview/record-month-end',
  every_s: 60,
  async run({ database, clock }) {
    const now = clock.now()
    const today = civilDate(now)
    if (today !== firstDay(monthOf(today))) return
    const month = monthBefore(monthOf(today))
    if (await hasMonthEnd(database.read, month)) return
    await database.transaction(async (tx) => {
      if (!(await claim(tx, 'overview/record-month-end')) || (await hasMonthEnd(tx, month))) return
      const { wards, counts } = await sheetOfNow(tx, await cityTree(tx), now)
      await recordMonthEnds(tx, wards.flatMap(({ id }, index) => AT_MONTH_END.map((name) => ({ communityId: id, month, name, value: counts[index]?.[COUNTS.indexOf(name)] ?? 0 }))))
    })
  },
}
