/** Years are only added to, each load as a version of its own: which list a deadline was reckoned by can always be told. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { recordChange } from '../../platform/audit.ts'
import { isUniqueViolation, tables, type Database, type Read, type Tx } from '../../platform/database.ts'
import { common } from '../../platform/problem.ts'
import { daysOfCsv, type NoticeDay } from './rules/notice.ts'
import { workCalendar, type DayKind, type WorkCalendar } from './rules/work-calendar.ts'

const calendar = tables('calendar')

export interface Year {
  readonly year: number
  readonly version: number
  readonly loadedAt: Temporal.Instant
  readonly reason: string
  readonly days: readonly NoticeDay[]
}

/** Of each year its last version, in order. */
export async function findYears(read: Read): Promise<Year[]> {
  const [years, days] = await Promise.all([
    calendar(read).selectFrom('calendar.year').distinctOn('year').selectAll().orderBy('year').orderBy('version', 'desc').execute(),
    calendar(read).selectFrom('calendar.day').selectAll().orderBy('date').execute(),
  ])
  return years.map(({ year, version, loaded_at, reason }) => ({
    year,
    version,
    loadedAt: loaded_at,
    reason,
    days: days.filter((day) => day.year === year && day.version === version).map(({ date, kind, name, source_url }) => ({ date, kind: kind as DayKind, name, sourceUrl: source_url })),
  }))
}

/** @throws common/changed-meanwhile when that version was written by another in the meantime. */
export async function insertYear(tx: Tx, before: Year | null, { year, version, loadedAt, reason, days }: Year): Promise<void> {
  try {
    await calendar(tx).insertInto('calendar.year').values({ year, version, loaded_at: loadedAt, reason }).execute()
  } catch (error) {
    throw isUniqueViolation(error) ? common('common/changed-meanwhile', { values: { version } }) : error
  }
  await insertDays(tx, { year, version, days })
  const audited = ({ version, days }: Year) => ({ year, version, days })
  recordChange(tx, { subjectKind: 'calendar-year', subjectId: subjectOf(year), before: before && audited(before), after: audited({ year, version, loadedAt, reason, days }), ...(reason === '' ? {} : { reason }) })
}

/** The audit trail's subjects are ids: that of a year is the year itself. */
const subjectOf = (year: number): string => `00000000-0000-8000-8000-00000000${year}`

const insertDays = (tx: Tx, { year, version, days }: Pick<Year, 'year' | 'version' | 'days'>) =>
  calendar(tx).insertInto('calendar.day').values(days.map(({ date, kind, name, sourceUrl }) => ({ year, version, date, kind, name, source_url: sourceUrl }))).execute()

/** The years that ship with the program. */
export async function shippedYears(): Promise<Pick<Year, 'year' | 'days'>[]> {
  const { days } = daysOfCsv(await readFile(join(import.meta.dirname, 'data/holidays.csv'), 'utf8'))
  return [...Map.groupBy(days, ({ date }) => Number(date.slice(0, 4)))].map(([year, listed]) => ({ year, days: listed }))
}

/** Gives a new database the years that ship with the program; what a city has loaded stays. Called at every start. */
export async function seedCalendar(tx: Tx, now: Temporal.Instant): Promise<void> {
  for (const { year, days } of await shippedYears()) {
    const { numInsertedOrUpdatedRows } = await calendar(tx)
      .insertInto('calendar.year')
      .values({ year, version: 1, loaded_at: now, reason: '' })
      .onConflict((on) => on.doNothing())
      .executeTakeFirst()
    if (Number(numInsertedOrUpdatedRows ?? 0) > 0) await insertDays(tx, { year, version: 1, days })
  }
}

const NOTICED_AFTER_MS = 60_000

interface Known {
  calendar: WorkCalendar
  /** `2024.1 2025.1`: which list of each year it was made of. */
  versions: string
  lookedAt_ms: number
}
const knownOf = new WeakMap<Database, Known>()

/** The calendar in force, one for all of a process. A year that was loaded is noticed within a minute by every other. */
export function openWorkCalendar(database: Database): (read: Read) => Promise<WorkCalendar> {
  const known = knownOf.get(database) ?? { calendar: workCalendar([]), versions: '', lookedAt_ms: -Infinity }
  knownOf.set(database, known)
  return async (read) => {
    if (performance.now() - known.lookedAt_ms <= NOTICED_AFTER_MS) return known.calendar
    const years = await findYears(read)
    const versions = years.map(({ year, version }) => `${year}.${version}`).join(' ')
    if (versions !== known.versions) known.calendar = workCalendar(years)
    known.versions = versions
    known.lookedAt_ms = performance.now()
    return known.calendar
  }
}

/** Looks again at the next question. */
export function forgetWorkCalendar(database: Database): void {
  const known = knownOf.get(database)
  if (known) known.lookedAt_ms = -Infinity
}
