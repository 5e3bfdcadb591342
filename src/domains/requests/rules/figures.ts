/** What a case adds to its community's roll-up, by civil day. A figure has one definition, here. */
import { civilDate } from '../../../platform/time.ts'
import { isOpen, type Case } from './case.ts'

/** The counts that rates are made of, in the order in which roll-ups answer them. */
export const FIGURES = [
  /** Open now, on the day of the report: over all days, what is open. */
  'open',
  'reported',
  /** Reported that the same place had had the same shortly before. */
  'repeated',
  /** Closed on that day and still closed. */
  'closed',
  /** Of them sent back from checking or taken up again, at least once. */
  'reworked',
  /** Deadlines that fell on that day. */
  'due',
  /** Of them with a feedback, that nobody sent back, not after the deadline. */
  'onTime',
  /** Days by which the resident was to hear something. */
  'contactDue',
  'contacted',
  /** The resident's last word was given on that day, whatever it was. */
  'answered',
  'resolved',
  'satisfied',
  // What a decision took out of a rate (剔除), numerator and denominator: the adjusted rate is of what is left.
  'excludedDue',
  'excludedOnTime',
  'excludedContactDue',
  'excludedContacted',
  'excludedResolvedAnswered',
  'excludedResolved',
  'excludedSatisfiedAnswered',
  'excludedSatisfied',
] as const
export type FigureName = (typeof FIGURES)[number]
export type Figures = Readonly<Record<FigureName, number>>

/** The column of every roll-up that keeps it. */
export const columnOf = (figure: FigureName): string => figure.replaceAll(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`)

/** Those that may lie ahead: deadlines count once they have passed, contacts and what was taken out once their day is over. The others have happened. */
export const CLOCKED: readonly FigureName[] = ['due', 'onTime', 'contactDue', 'contacted', 'excludedDue', 'excludedOnTime', 'excludedContactDue', 'excludedContacted']

/** Only what is not zero. */
export interface DayFigures extends Partial<Figures> {
  readonly day: string
}

export type Counted = Pick<
  Case,
  'state' | 'reportedAt' | 'repeated' | 'closedAt' | 'reworks' | 'reopens' | 'dueAt' | 'feedbackAt' | 'contactDueAt' | 'contactedAt' | 'answeredAt' | 'resolved' | 'satisfaction' | 'excluded'
>

const inTime = (done: Temporal.Instant | null, due: Temporal.Instant): boolean => done !== null && Temporal.Instant.compare(done, due) <= 0

export const isOnTime = ({ dueAt, feedbackAt }: Pick<Case, 'dueAt' | 'feedbackAt'>): boolean => dueAt !== null && inTime(feedbackAt, dueAt)

export function contributions(of: Counted): DayFigures[] {
  const days: DayFigures[] = [{ day: civilDate(of.reportedAt), reported: 1, open: isOpen(of.state) ? 1 : 0, repeated: of.repeated ? 1 : 0 }]
  if (of.closedAt) days.push({ day: civilDate(of.closedAt), closed: 1, reworked: of.reworks + of.reopens > 0 ? 1 : 0 })
  if (of.dueAt) {
    const onTime = isOnTime(of) ? 1 : 0
    days.push({ day: civilDate(of.dueAt), due: 1, onTime, ...(of.excluded.includes('on-time') && { excludedDue: 1, excludedOnTime: onTime }) })
  }
  if (of.contactDueAt) {
    const contacted = inTime(of.contactedAt, of.contactDueAt) ? 1 : 0
    days.push({ day: civilDate(of.contactDueAt), contactDue: 1, contacted, ...(of.excluded.includes('response') && { excludedContactDue: 1, excludedContacted: contacted }) })
  }
  if (of.answeredAt) {
    const resolved = of.resolved === true ? 1 : 0
    const satisfied = of.satisfaction === 'good' ? 1 : 0
    days.push({
      day: civilDate(of.answeredAt),
      answered: 1,
      resolved,
      satisfied,
      ...(of.excluded.includes('resolved') && { excludedResolvedAnswered: 1, excludedResolved: resolved }),
      ...(of.excluded.includes('satisfied') && { excludedSatisfiedAnswered: 1, excludedSatisfied: satisfied }),
    })
  }
  return days
}

/** One row a day, in order of days, without zeros and rows of them. */
export function sumByDay(rows: readonly DayFigures[], before: readonly DayFigures[] = []): DayFigures[] {
  const sums = new Map<string, Partial<Record<FigureName, number>>>()
  const add = ({ day, ...figures }: DayFigures, sign: 1 | -1) => {
    const sum = sums.get(day) ?? {}
    sums.set(day, sum)
    for (const [figure, count] of Object.entries(figures) as [FigureName, number][]) sum[figure] = (sum[figure] ?? 0) + sign * count
  }
  for (const row of rows) add(row, 1)
  for (const row of before) add(row, -1)
  return [...sums]
    .map(([day, figures]): DayFigures => ({ day, ...Object.fromEntries(Object.entries(figures).filter(([, count]) => count !== 0)) }))
    .filter((row) => Object.keys(row).length > 1)
    .toSorted((a, b) => a.day.localeCompare(b.day))
}

/** What a change of a case changes in the roll-up. */
export const figureChanges = (before: Counted | null, after: Counted): DayFigures[] => sumByDay(contributions(after), before === null ? [] : contributions(before))
