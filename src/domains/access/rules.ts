/** Pure decisions of the login: which role a session wears, how long it lasts, what is too often, who may be appointed. */
import type { Actor } from '../../platform/actor.ts'
import { decided, refuse, type Decision } from '../../platform/problem.ts'
import { ACTIONS, DEFAULT_ROLES, RESERVED, type Action, type Role } from './roles.ts'

/** A right that a person holds today: a role at a place. */
export interface Standing {
  readonly id: string
  readonly role: string
  readonly face: 'resident' | 'desk'
  readonly secondFactor: boolean
  readonly actions: readonly string[]
  readonly place: Actor['place']
  readonly communityId: string | null
  readonly buildingId: string | null
  readonly unitId: string | null
  readonly homeId: string | null
  readonly organisationId: string | null
  readonly title: string
  readonly validFrom: string
}

export interface Proof {
  readonly passwordAt: Temporal.Instant | null
  readonly secondFactorAt: Temporal.Instant | null
}

const isProven = (proof: Proof): boolean => proof.passwordAt !== null && proof.secondFactorAt !== null
/** Roles that need a second factor are never worn in a session without one. */
export const mayWear = (standing: Pick<Standing, 'secondFactor'>, proof: Proof): boolean => !standing.secondFactor || isProven(proof)

const HOME_ORDER = ['owner', 'tenant', 'family']
const homeFirst = ({ role }: Standing): number => (HOME_ORDER.includes(role) ? HOME_ORDER.indexOf(role) : HOME_ORDER.length)
const newestFirst = (a: Standing, b: Standing): number => b.validFrom.localeCompare(a.validFrom) || a.id.localeCompare(b.id)

/** What a session wears: what was chosen while it lasts, else the best that remains, an owner's before all. */
export function wornOf(standings: readonly Standing[], chosenId: string | null, proof: Proof): Standing | null {
  const possible = standings.filter((standing) => mayWear(standing, proof))
  return possible.find((standing) => standing.id === chosenId) ?? possible.toSorted((a, b) => homeFirst(a) - homeFirst(b) || newestFirst(a, b))[0] ?? null
}

const STAFF_FIRST = ['desk', 'resident']
/** What a new session begins with: the role worn last time, else staff over home. */
export function firstStanding(standings: readonly Standing[], lastId: string | null, proof: Proof): Standing | null {
  const possible = standings.filter((standing) => mayWear(standing, proof))
  const rank = (standing: Standing) => STAFF_FIRST.indexOf(standing.face) * 10 + homeFirst(standing)
  return possible.find((standing) => standing.id === lastId) ?? possible.toSorted((a, b) => rank(a) - rank(b) || newestFirst(a, b))[0] ?? null
}

/** How long a session lasts without being used, and altogether. One that wears nothing yet only waits for the second factor. */
const LASTING = {
  resident: { idle: { hours: 90 * 24 }, whole: { hours: 365 * 24 } },
  desk: { idle: { hours: 12 }, whole: { hours: 7 * 24 } },
  waiting: { idle: { minutes: 15 }, whole: { minutes: 60 } },
} as const

const earlier = (a: Temporal.Instant, b: Temporal.Instant) => (Temporal.Instant.compare(a, b) <= 0 ? a : b)

export function expiry(face: Standing['face'] | null, signedInAt: Temporal.Instant, now: Temporal.Instant): Temporal.Instant {
  const { idle, whole } = LASTING[face ?? 'waiting']
  return earlier(now.add(idle), signedInAt.add(whole))
}

/** Being seen is written down at most this often. */
export const SEEN_EVERY = { minutes: 10 } as const

export const CODE = { digits: 6, lasts: { minutes: 5 }, tries: 5 } as const

/** At most `most` in `per`, counted from the first. */
export interface Limit {
  readonly kind: string
  readonly most: number
  readonly per: { readonly minutes: number }
}
export const LIMITS = {
  // Counted for each address apart, so that nobody can lock another's number; all addresses together meet a wider limit.
  codesOfPhoneFromAddress: { kind: 'codes-of-phone-from-address', most: 5, per: { minutes: 60 } },
  codesOfPhone: { kind: 'codes-of-phone', most: 20, per: { minutes: 60 } },
  // A whole office may stand behind one address.
  codesOfAddress: { kind: 'codes-of-address', most: 60, per: { minutes: 60 } },
  passwordsOfAddress: { kind: 'passwords-of-address', most: 120, per: { minutes: 60 } },
  wrongCodesFromAddress: { kind: 'wrong-codes-from-address', most: 10, per: { minutes: 30 } },
  wrongCodes: { kind: 'wrong-codes', most: 50, per: { minutes: 30 } },
  wrongPasswordsFromAddress: { kind: 'wrong-passwords-from-address', most: 5, per: { minutes: 15 } },
  wrongPasswords: { kind: 'wrong-passwords', most: 50, per: { minutes: 60 } },
  wrongSecondFactors: { kind: 'wrong-second-factors', most: 5, per: { minutes: 15 } },
} as const satisfies Record<string, Limit>

export interface Counted {
  readonly count: number
  readonly since: Temporal.Instant
}

/** The refusal when too many, with the time from which it may be tried again. */
export function withinLimit<T extends string>(limit: Limit, counted: Counted, refusal: T): Decision<true, T> {
  return counted.count <= limit.most ? decided(true) : refuse(refusal, { until: counted.since.add(limit.per).toString() })
}

/** What stands between a session and the roles that need a second factor. */
export type Step = 'set-password' | 'password' | 'enrol' | 'second-factor'
export function nextStep(known: { readonly password: boolean; readonly secondFactor: boolean }, proof: Proof): Step {
  if (!known.password) return 'set-password'
  if (proof.passwordAt === null) return 'password'
  return known.secondFactor ? 'second-factor' : 'enrol'
}

/** Length is what counts (NIST SP 800-63B 5.1.1); a password made of the number is known to everybody who knows the person. */
export const isWeakPassword = (password: string, phone: string | null): boolean =>
  Array.from(password).length < 10 || new Set(password).size < 5 || (phone !== null && password.includes(phone.slice(-8)))

export interface Appointment {
  readonly personId: string
  readonly role: string
  readonly validFrom: string
  readonly validTo: string | null
}

const overlap = (a: Appointment, b: Appointment): boolean => (b.validTo === null || a.validFrom < b.validTo) && (a.validTo === null || b.validFrom < a.validTo)

export interface AppointmentFacts {
  readonly roles: readonly Role[]
  readonly place: { readonly kind: string }
  readonly buildingId: string | null
  readonly unitId: string | null
  /** Of the same person. */
  readonly others: readonly Appointment[]
  readonly appointerPersonId: string
}

/** Whether a person may be appointed; the database refuses disjoint roles once more, for those appointed in the same moment. */
export function appoint(
  wanted: Appointment,
  facts: AppointmentFacts,
): Decision<Appointment, 'access/unknown-role' | 'access/wrong-place' | 'access/disjoint-roles' | 'access/not-yourself'> {
  const role = facts.roles.find(({ code }) => code === wanted.role)
  if (!role || role.placeKinds.includes('home')) return refuse('access/unknown-role')
  if (wanted.personId === facts.appointerPersonId) return refuse('access/not-yourself')
  let kind = facts.place.kind
  if (facts.unitId !== null) kind = 'unit'
  else if (facts.buildingId !== null) kind = 'building'
  if (!role.placeKinds.some((each) => each === kind)) return refuse('access/wrong-place')
  const group = new Map(facts.roles.map(({ code, disjointGroup }) => [code, disjointGroup]))
  const clash = role.disjointGroup !== null && facts.others.some((other) => other.role !== wanted.role && group.get(other.role) === role.disjointGroup && overlap(wanted, other))
  return clash ? refuse('access/disjoint-roles') : decided(wanted)
}

const isAction = (name: string): name is Action => (ACTIONS as readonly string[]).includes(name)

/** What a role may do, changed: known names only, and administration stays divided and able to administrate. */
export function editRole(before: Role, wanted: { readonly actions: readonly string[]; readonly secondFactor: boolean }): Decision<Role, 'access/unknown-action' | 'access/reserved-action' | 'access/indispensable-action'> {
  const actions = [...new Set(wanted.actions)]
  if (!actions.every(isAction)) return refuse('access/unknown-action', { action: actions.find((action) => !isAction(action)) ?? null })
  const foreign = actions.find((action) => RESERVED[action] !== undefined && RESERVED[action] !== before.code)
  if (foreign !== undefined) return refuse('access/reserved-action', { action: foreign, role: RESERVED[foreign] ?? null })
  // What it may do besides is nobody's to widen: only this administrator could, for themself.
  const beyond = before.disjointGroup === null ? undefined : actions.find((action) => !DEFAULT_ROLES.find(({ code }) => code === before.code)?.actions.includes(action))
  if (beyond !== undefined) return refuse('access/reserved-action', { action: beyond, role: null })
  const own = (Object.keys(RESERVED) as Action[]).filter((action) => RESERVED[action] === before.code)
  const lost = own.find((action) => !actions.includes(action))
  if (lost !== undefined) return refuse('access/indispensable-action', { action: lost })
  if (own.length > 0 && !wanted.secondFactor) return refuse('access/indispensable-action', { action: 'second-factor' })
  return decided({ ...before, actions, secondFactor: wanted.secondFactor })
}

/** 1 January of the year in which they turn 60 (老年人权益保障法 art. 2) is near enough: it only offers bigger letters. */
export const isElder = (birthYear: number | null, today: string): boolean => birthYear !== null && Number(today.slice(0, 4)) - birthYear >= 60
