import { recordChange } from '../../../platform/audit.ts'
import type { Actor } from '../../../platform/actor.ts'
import type { Tx } from '../../../platform/database.ts'
import { newId } from '../../../platform/ids.ts'
import { common } from '../../../platform/problem.ts'
import type { Bind, Input } from '../../../platform/routes.ts'
import { civilDate } from '../../../platform/time.ts'
import { findOrganisations, findPlace, hasPart, openName, organisationsAt, personsByPhone, type Place, type SealedPerson } from '../../register/public.ts'
import type { AccessContract } from '../contract.ts'
import * as policy from '../policy.ts'
import { accessProblem } from '../problems.ts'
import { ACTIONS, type Role } from '../roles.ts'
import * as rules from '../rules.ts'
import type { Login } from '../sign-in.ts'
import { findAccountOf, forgetSecondFactor, lockSecondFactor } from '../stores/accounts.ts'
import { endAppointment, findAppointmentsOf, insertAppointment, lockAppointment } from '../stores/appointments.ts'
import { findRoles, lockRole, saveRole } from '../stores/roles.ts'
import { deleteOtherSessions } from '../stores/sessions.ts'
import { appointmentsPage, auditPage, bindListExports } from './lists.ts'

const roleView = ({ code, face, placeKinds, secondFactor, disjointGroup, actions }: Role) => ({ code, face, placeKinds: [...placeKinds], secondFactor, disjointGroup, actions: [...actions] })

export function bindAdministration(on: Bind<AccessContract>, login: Login): void {
  on.query('GET /api/v1/access/roles', {
    may: policy.readRoles,
    handle: async ({ read }) => ({ items: (await findRoles(read)).map(roleView), actions: [...ACTIONS] }),
  })
  on.command('PUT /api/v1/access/roles/:code', {
    load: (tx, { params }) => lockRole(tx, params.code),
    may: policy.manageRoles,
    handle: async ({ tx, subject, body }) => {
      const { id, ...before } = subject
      const decision = rules.editRole(before, body)
      if (!decision.ok) throw accessProblem(decision.refusal, decision.values === undefined ? {} : { values: decision.values })
      await saveRole(tx, decision.value)
      recordChange(tx, { subjectKind: 'role', subjectId: id, before: roleView(before), after: roleView(decision.value) })
      return roleView(decision.value)
    },
  })
  bindAppointments(on, login)
  bindListExports(on, login)
  on.command('POST /api/v1/access/second-factor/reset', {
    may: policy.resetSecondFactor,
    handle: async ({ tx, actor, body }) => {
      const person = await personNamed(login, tx, body)
      if (person.id === actor.personId) throw accessProblem('access/not-yourself')
      const accountId = await findAccountOf(tx, person.id)
      // Who has never logged in has lost nothing.
      if (accountId === null) throw accessProblem('access/no-such-person')
      const factor = await lockSecondFactor(tx, accountId)
      await forgetSecondFactor(tx, accountId)
      recordChange(tx, { subjectKind: 'account', subjectId: accountId, before: { secondFactor: factor?.secret == null ? null : 'confirmed' }, after: { secondFactor: null }, reason: body.reason })
      for (const id of await deleteOtherSessions(tx, accountId, null)) recordChange(tx, { subjectKind: 'session', subjectId: id, before: { accountId }, after: null, reason: 'second factor reset' })
      return {}
    },
  })
  on.query('GET /api/v1/access/audit', {
    may: policy.readAudit,
    handle: ({ read, query }) => auditPage(read, query),
  })
}

function bindAppointments(on: Bind<AccessContract>, login: Login): void {
  on.query('GET /api/v1/access/appointments', {
    load: (read, { actor, query }) => findPlace(read, query.placeId ?? actor.place.id),
    may: policy.appoint,
    handle: (asked) => appointmentsPage(login, asked, asked.subject.path, asked.query),
  })
  on.query('GET /api/v1/access/organisations', {
    load: (read, { query }) => findPlace(read, query.placeId),
    may: policy.appoint,
    handle: async ({ read, subject, now }) => ({ items: [...(await organisationsAt(read, subject.id, civilDate(now)))] }),
  })
  on.command('POST /api/v1/access/appointments', {
    load: (tx, { body }) => findPlace(tx, body.placeId),
    may: policy.appoint,
    handle: async (input) => ({ id: await appoint(login, input.tx, input.actor, input.subject, input) }),
  })
  on.command('DELETE /api/v1/access/appointments/:appointmentId', {
    load: async (tx, { params }) => {
      const appointment = await lockAppointment(tx, params.appointmentId)
      const place = appointment && (await findPlace(tx, appointment.placeId))
      return appointment && place ? { ...appointment, path: place.path } : null
    },
    may: policy.endAppointment,
    handle: async ({ tx, subject, now }) => {
      const today = civilDate(now)
      if (subject.validTo !== null && subject.validTo <= today) throw common('common/changed-meanwhile')
      await endAppointment(tx, subject, today, now)
      const { path: _, ...before } = subject
      recordChange(tx, { subjectKind: 'appointment', subjectId: subject.id, before, after: subject.validFrom < today ? { ...before, validTo: today } : null })
      return {}
    },
  })
}

const invalid = (pointer: string) => common('common/invalid', { errors: [{ pointer, code: 'invalid_value' }] })

/** The one person of the register with this number and name. */
async function personNamed({ keys }: Login, tx: Tx, { phone, name }: { readonly phone: string; readonly name: string }): Promise<SealedPerson> {
  const [person, another] = (await personsByPhone(tx, keys.phoneIndex(phone))).filter((each) => openName(keys, each) === name)
  if (!person) throw accessProblem('access/no-such-person')
  if (another) throw accessProblem('access/several-persons')
  return person
}

async function appoint(login: Login, tx: Tx, actor: Actor, place: Place, { body, now }: Input<AccessContract['POST /api/v1/access/appointments']>): Promise<string> {
  const person = await personNamed(login, tx, body)
  const buildingId = body.buildingId ?? null
  const unitId = body.unitId ?? null
  if (!(await hasPart(tx, place.id, { buildingId, unitId }))) throw accessProblem('access/wrong-place')
  const organisationId = body.organisationId ?? null
  if (organisationId !== null && !(await findOrganisations(tx, [organisationId])).has(organisationId)) throw invalid('/body/organisationId')
  const wanted = { personId: person.id, role: body.role, validFrom: body.validFrom ?? civilDate(now), validTo: body.validTo ?? null }
  if (wanted.validTo !== null && wanted.validTo <= wanted.validFrom) throw invalid('/body/validTo')
  const decision = rules.appoint(wanted, { roles: await findRoles(tx), place, buildingId, unitId, others: await findAppointmentsOf(tx, person.id), appointerPersonId: actor.personId })
  if (!decision.ok) throw accessProblem(decision.refusal)
  const appointment = { ...decision.value, id: newId<'appointment'>(), placeId: place.id, buildingId, unitId, organisationId, title: body.title ?? '' }
  await insertAppointment(tx, appointment, now)
  recordChange(tx, { subjectKind: 'appointment', subjectId: appointment.id, before: null, after: appointment })
  return appointment.id
}
