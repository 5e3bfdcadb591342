import type { Actor } from '../../../platform/actor.ts'
import type { Read } from '../../../platform/database.ts'
import type { OrganisationId, PersonId } from '../../../platform/ids.ts'
import { common } from '../../../platform/problem.ts'
import { addDays, civilDate, startOfDay } from '../../../platform/time.ts'
import { staffOf } from '../../access/public.ts'
import { personNames } from '../../register/public.ts'
import * as policy from '../policy.ts'
import { daysOfMonth, partsOf, shiftTimes, wrongShifts, type Shift } from '../rules/duty.ts'
import { findDuties, replaceDuties } from '../stores/duty.ts'
import type { Context, On } from './context.ts'

/** The role's own organisation: policies let nobody in without one. */
function rosterOf({ organisationId, place }: Actor): { organisationId: OrganisationId; path: string } {
  if (organisationId === null) throw common('common/forbidden')
  return { organisationId: organisationId, path: place.path }
}

function spanOf(month: string) {
  const days = daysOfMonth(month)
  const [first = '', last = ''] = [days[0], days.at(-1)]
  return { days, from: startOfDay(first), until: startOfDay(addDays(last, 1)) }
}

export function bindDuty(on: On, { keys, catalogues, workCalendar, demo }: Context): void {
  const staff = (read: Read, actor: Actor, now: Temporal.Instant) => staffOf(read, { ...rosterOf(actor), action: 'requests.sign', today: civilDate(now) })
  const view = async (read: Read, actor: Actor, month: string, now: Temporal.Instant) => {
    const span = spanOf(month)
    const [{ rules }, calendar, duties, people] = [await catalogues.current(read, now), await workCalendar(read), await findDuties(read, rosterOf(actor), span), await staff(read, actor, now)]
    const names = await personNames(read, keys, people.map(({ personId }) => personId))
    const shiftAt = new Map(span.days.flatMap((date) => (['day', 'night'] as const).map((part) => [shiftTimes({ date, part }, rules.workingHours).from.epochMilliseconds, { date, part }] as const)))
    return {
      month,
      days: span.days.map((date) => ({ date, working: calendar.isWorkingDay(date), parts: [...partsOf(date, calendar)] })),
      // What was written by other hours stays on record and is not drawn.
      shifts: duties.flatMap(({ from, personId, showPhone }) => {
        const shift = shiftAt.get(from.epochMilliseconds)
        return shift ? [{ ...shift, personId, showPhone }] : []
      }),
      people: people.map((person) => ({ ...person, name: names.get(person.personId) ?? '' })),
      can: policy.writeDuty(actor) === true ? { write: true as const } : {},
      demo: demo !== null,
    }
  }
  on.query('GET /api/v1/requests/duty', {
    may: policy.readDuty,
    handle: ({ read, actor, query, now }) => view(read, actor, query.month, now),
  })
  on.command('PUT /api/v1/requests/duty/:month', {
    may: policy.writeDuty,
    async handle({ tx, actor, params: { month }, body, now }) {
      const shifts: readonly Shift[] = body.shifts
      const people = new Set<string>((await staff(tx, actor, now)).map(({ personId }) => personId))
      const errors = wrongShifts(month, shifts, { calendar: await workCalendar(tx), staff: people })
      if (errors.length > 0) throw common('common/invalid', { errors })
      const { rules } = await catalogues.current(tx, now)
      await replaceDuties(tx, rosterOf(actor), spanOf(month), shifts.map((shift) => ({ ...shiftTimes(shift, rules.workingHours), personId: shift.personId as PersonId, showPhone: shift.showPhone })))
      return view(tx, actor, month, now)
    },
  })
}
