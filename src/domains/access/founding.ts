/** The first administrator of each kind: appointed by whoever runs the machine, the others by them. */
import { recordChange } from '../../platform/audit.ts'
import type { Tx } from '../../platform/database.ts'
import { newId, type PlaceId } from '../../platform/ids.ts'
import type { Keys } from '../../platform/keys.ts'
import { decided, refuse, type Decision } from '../../platform/problem.ts'
import { civilDate } from '../../platform/time.ts'
import { recordPerson } from '../register/public.ts'
import { insertAppointment, listAppointments } from './stores/appointments.ts'

export const FOUNDING_ROLES = ['system_admin', 'security_admin', 'auditor'] as const
export type FoundingRole = (typeof FOUNDING_ROLES)[number]

/** Only while nobody holds the role: afterwards people appoint people. @throws Problem when the person administrates already (三员分立). */
export async function appointFirst(tx: Tx, keys: Keys, given: { readonly role: FoundingRole; readonly name: string; readonly phone: string; readonly city: PlaceId }, now: Temporal.Instant): Promise<Decision<true, 'held-already'>> {
  const today = civilDate(now)
  const held = await listAppointments(tx, { path: '/', role: given.role, today, limit: 1, after: null })
  if (held.length > 0) return refuse('held-already')
  const personId = await recordPerson(tx, keys, { name: given.name, phone: given.phone }, now)
  const appointment = { id: newId<'appointment'>(), personId, role: given.role, placeId: given.city, buildingId: null, unitId: null, organisationId: null, title: '', validFrom: today, validTo: null }
  await insertAppointment(tx, appointment, now)
  recordChange(tx, { subjectKind: 'appointment', subjectId: appointment.id, before: null, after: appointment, reason: 'first of its kind, by the operator' })
  return decided(true)
}
