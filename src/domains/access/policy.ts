/** Who may do what with accounts, sessions and roles. */
import { within, type Actor } from '../../platform/actor.ts'
import { all, denied, hidden, holds, type Verdict } from '../../platform/policy.ts'

export const manageRoles = (actor: Actor): Verdict => holds(actor, 'access.manage-roles')

/** The auditor sees what everybody may do, and changes nothing of it. */
export const readRoles = (actor: Actor): Verdict => (actor.actions.has('audit.read') ? true : holds(actor, 'access.manage-roles'))

export const appoint = (actor: Actor, place: { readonly path: string }): Verdict => all(holds(actor, 'access.appoint'), within(actor, place.path) || denied('common/forbidden'))
/** One's own appointment is ended by another. */
export const endAppointment = (actor: Actor, appointment: { readonly path: string; readonly personId: string }): Verdict =>
  all(appoint(actor, appointment), appointment.personId !== actor.personId || denied('access/not-yourself'))

export const listSessions = (actor: Actor, _: undefined, { query }: { readonly query: { readonly of: 'me' | 'all' } }): Verdict => query.of === 'me' || holds(actor, 'access.manage-sessions')
/** That another's session exists is no business of who asks. */
export const endSession = (actor: Actor, session: { readonly accountId: string }): Verdict => session.accountId === actor.accountId || actor.actions.has('access.manage-sessions') || hidden

export const resetSecondFactor = (actor: Actor): Verdict => holds(actor, 'access.manage-sessions')

export const readAudit = (actor: Actor): Verdict => holds(actor, 'audit.read')
