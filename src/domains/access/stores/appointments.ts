import { commandId } from '../../../platform/audit.ts'
import { isExclusionViolation, tables, type Read, type Tx } from '../../../platform/database.ts'
import { accessProblem } from '../problems.ts'

const access = tables('access')

export interface AppointmentRow {
  readonly id: string
  readonly personId: string
  readonly role: string
  readonly placeId: string
  readonly buildingId: string | null
  readonly unitId: string | null
  readonly organisationId: string | null
  readonly title: string
  readonly validFrom: string
  readonly validTo: string | null
}

const columns = ['id', 'person_id', 'role', 'place_id', 'building_id', 'unit_id', 'organisation_id', 'title', 'valid_from', 'valid_to'] as const
type Row = { id: string; person_id: string; role: string; place_id: string; building_id: string | null; unit_id: string | null; organisation_id: string | null; title: string; valid_from: string; valid_to: string | null }
const appointmentFrom = (row: Row): AppointmentRow => ({
  id: row.id,
  personId: row.person_id,
  role: row.role,
  placeId: row.place_id,
  buildingId: row.building_id,
  unitId: row.unit_id,
  organisationId: row.organisation_id,
  title: row.title,
  validFrom: row.valid_from,
  validTo: row.valid_to,
})

/** Of a person, all that were not corrected away. */
export async function findAppointmentsOf(read: Read, personId: string): Promise<AppointmentRow[]> {
  return (await access(read).selectFrom('access.appointment').select(columns).where('person_id', '=', personId).where('superseded_at', 'is', null).execute()).map(appointmentFrom)
}

/** @throws Problem when the person was given a role of the same disjoint group in the same moment. */
export async function insertAppointment(tx: Tx, appointment: AppointmentRow, now: Temporal.Instant): Promise<void> {
  await access(tx)
    .insertInto('access.appointment')
    .values({
      id: appointment.id,
      person_id: appointment.personId,
      role: appointment.role,
      place_id: appointment.placeId,
      building_id: appointment.buildingId,
      unit_id: appointment.unitId,
      organisation_id: appointment.organisationId,
      title: appointment.title,
      valid_from: appointment.validFrom,
      valid_to: appointment.validTo,
      recorded_at: now,
      command_id: commandId(tx),
    })
    .execute()
    .catch((error: unknown) => {
      throw isExclusionViolation(error, 'administration_is_disjoint') ? accessProblem('access/disjoint-roles') : error
    })
}

export async function lockAppointment(tx: Tx, id: string): Promise<AppointmentRow | null> {
  const row = await access(tx).selectFrom('access.appointment').select(columns).where('id', '=', id).where('superseded_at', 'is', null).forUpdate().executeTakeFirst()
  return row ? appointmentFrom(row) : null
}

/** An end is a fact; what never began is taken back. */
export async function endAppointment(tx: Tx, { id, validFrom }: AppointmentRow, today: string, now: Temporal.Instant): Promise<void> {
  await access(tx)
    .updateTable('access.appointment')
    .set(validFrom < today ? { valid_to: today } : { superseded_at: now })
    .where('id', '=', id)
    .execute()
}

/** Lasting or yet to begin, under a path, in the order in which they were made. */
export async function listAppointments(read: Read, { path, role, today, limit, after }: { path: string; role: string | null; today: string; limit: number; after: string | null }): Promise<AppointmentRow[]> {
  let query = access(read)
    .selectFrom('access.standing')
    .select(columns)
    .where('basis', '=', 'appointment')
    .where('path', 'like', `${path}%`)
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>', today)]))
    .orderBy('id')
    .limit(limit)
  if (role !== null) query = query.where('role', '=', role)
  if (after !== null) query = query.where('id', '>', after)
  // Columns of a view come without `not null`.
  return ((await query.execute()) as Row[]).map(appointmentFrom)
}
