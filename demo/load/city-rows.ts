import type { Keys } from '../../src/platform/keys.ts'
import type { DemoCity } from '../facts/city.ts'
import { pinyinInitials } from '../../src/domains/register/initials.ts'
import type { Person, Post } from '../facts/types.ts'
import { Rows } from './copy.ts'

/** What every row of the load has in common. */
export interface Stamp {
  readonly recordedAt: Temporal.Instant
  readonly commandId: string
}

/** Places and units of the city have been there for as long as anything in it. */
const beginning = '1949-10-01'

export const personRows = () => new Rows('register.person', ['id', 'wrapped_key', 'name', 'phone', 'phone_index', 'birth_year', 'recorded_at'])

export function addPerson(rows: Rows, { id, name, phone, birthYear }: Person, keys: Keys, { recordedAt }: Stamp): void {
  const { wrapped, seal } = keys.newPersonKey(id)
  rows.add(id, wrapped, seal('name', name), phone === null ? null : seal('phone', phone), phone === null ? null : keys.phoneIndex(phone), birthYear, recordedAt)
}

export const appointmentRows = () =>
  new Rows('access.appointment', ['id', 'person_id', 'role', 'place_id', 'building_id', 'unit_id', 'organisation_id', 'title', 'valid_from', 'recorded_at', 'command_id'])

export function addAppointment(rows: Rows, post: Post, { recordedAt, commandId }: Stamp): void {
  rows.add(post.id, post.personId, post.role, post.placeId, post.buildingId, post.unitId, post.organisationId, post.title, post.from, recordedAt, commandId)
}

/** The tables that belong to no community, in the order in which they refer to each other. */
export function cityRows(city: DemoCity, keys: Keys, stamp: Stamp): Rows[] {
  const { plan } = city
  const organisations = new Rows('register.organisation', ['id', 'kind', 'name', 'credit_code', 'place_id', 'phone', 'valid_from'])
  const divisionIds = new Map(plan.divisions.map((d) => [d.code, d.id]))
  for (const o of plan.organisations) {
    organisations.add(o.id, o.kind, o.name, o.creditCode, o.divisionCode === null ? null : (divisionIds.get(o.divisionCode) ?? null), o.phone, beginning)
  }
  const persons = personRows()
  for (const person of city.persons) addPerson(persons, person, keys, stamp)
  const appointments = appointmentRows()
  for (const post of city.posts) addAppointment(appointments, post, stamp)
  return [placeRows(city), organisations, persons, appointments]
}

function placeRows({ plan }: DemoCity): Rows {
  const places = new Rows('register.place', ['id', 'kind', 'parent_id', 'no', 'path', 'code', 'name', 'initials', 'valid_from'])
  const known = new Map<string, { id: string; path: string }>()
  const add = (place: { id: string; code: string; name: string }, kind: string, parentCode: string | null, from: string): void => {
    const parent = parentCode === null ? null : known.get(parentCode)
    if (parent === undefined) throw new Error(`${place.name} stands before its parent`)
    const no = known.size + 1
    const path = `${parent?.path ?? '/'}${no}/`
    known.set(place.code, { id: place.id, path })
    places.add(place.id, kind, parent?.id ?? null, no, path, place.code, place.name, pinyinInitials(place.name), from)
  }
  for (const d of plan.divisions) add(d, d.level, d.parentCode, beginning)
  for (const g of plan.grids) add(g, 'grid', g.officeCode, beginning)
  for (const c of plan.communities) add(c, 'community', c.gridCode, c.builtYear === null ? beginning : `${c.builtYear}-01-01`)
  return places
}
