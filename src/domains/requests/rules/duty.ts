/** 值班: an organisation is closed at night and on days off; each such part of a day can have one person on duty. */
import { addDays, startOfDay } from '../../../platform/time.ts'
import type { FieldError } from '../../../platform/problem.ts'
import type { WorkCalendar, WorkingHours } from '../../calendar/public.ts'

export const DUTY_PARTS = ['day', 'night'] as const
export type DutyPart = (typeof DUTY_PARTS)[number]

export interface Shift {
  readonly date: string
  readonly part: DutyPart
  readonly personId: string
  readonly showPhone: boolean
}

const after = (date: string, time = '00:00'): Temporal.Instant => startOfDay(date).add({ minutes: Number(time.slice(0, 2)) * 60 + Number(time.slice(3)) })

/** By day from the first opening to the last closing; the night runs on until the next day opens. */
export function shiftTimes({ date, part }: Pick<Shift, 'date' | 'part'>, hours: WorkingHours): { readonly from: Temporal.Instant; readonly until: Temporal.Instant } {
  const [opens, closes] = [hours[0]?.[0], hours.at(-1)?.[1]]
  return part === 'day' ? { from: after(date, opens), until: after(date, closes) } : { from: after(date, closes), until: after(addDays(date, 1), opens) }
}

/** On a working day only the night; beyond the calendar either may be needed. */
export const partsOf = (date: string, calendar: WorkCalendar): readonly DutyPart[] => (calendar.isWorkingDay(date) === true ? ['night'] : DUTY_PARTS)

/** '2026-11' */
export function daysOfMonth(month: string): string[] {
  const first = Temporal.PlainYearMonth.from(month)
  return Array.from({ length: first.daysInMonth }, (_, day) => addDays(`${month}-01`, day))
}

/** What is wrong with single shifts of a month, by their place in the list. */
export function wrongShifts(month: string, shifts: readonly Shift[], { calendar, staff }: { readonly calendar: WorkCalendar; readonly staff: ReadonlySet<string> }): FieldError[] {
  const days = new Set(daysOfMonth(month))
  const seen = new Set<string>()
  return shifts.flatMap(({ date, part, personId }, index) => {
    const key = `${date} ${part}`
    const wrong = !days.has(date) || seen.has(key) ? 'date' : !partsOf(date, calendar).includes(part) ? 'part' : !staff.has(personId) ? 'personId' : null
    seen.add(key)
    return wrong === null ? [] : [{ pointer: `/body/shifts/${index}/${wrong}`, code: 'invalid' }]
  })
}
