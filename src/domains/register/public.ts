/** All that other domains may know of the register. Lists hydrate by one call for the whole batch. */
import type { Read, Tx } from '../../platform/database.ts'
import { newId, type PersonId } from '../../platform/ids.ts'
import type { Keys } from '../../platform/keys.ts'
import { maskName } from './rules.ts'
import { findByPhone, findPeople, insertPerson, type SealedPerson } from './stores/people.ts'

export { maskName } from './rules.ts'
export { foundCity, readDivisions, type FoundingProblem } from './founding.ts'
export { findCity } from './stores/founding.ts'
export { communitiesNamed, recordOrganisation } from './stores/naming.ts'
export { describePlaces, hasPart } from './stores/addresses.ts'
export { hydrate } from './stores/hydrate.ts'
export { findByPhone as personsByPhone, findPeople as findPersons, type SealedPerson } from './stores/people.ts'
export { personKeys } from './stores/person-keys.ts'
export { placesWithin, renewStandings, findPlace, type Place } from './stores/places.ts'
export { cityTree, wardStandings, type CityTree, type Division, type Ward, type WardStanding } from './stores/wards.ts'
export { laddersOf } from './stores/ladders.ts'
export { reportTarget, ladderOf, findOrganisations, organisationsAt, servingAt, unitsOf, type Organisation, type ServingUnit } from './stores/serving.ts'

/** Empty for a person who was erased. */
export const openName = (keys: Keys, person: SealedPerson): string => (person.wrappedKey === null ? '' : keys.open(person.id, person.wrappedKey, 'name', person.name))

export const openPhone = (keys: Keys, person: SealedPerson): string | null => (person.wrappedKey === null || person.phone === null ? null : keys.open(person.id, person.wrappedKey, 'phone', person.phone))

/** Names by person id, in clear: whoever calls decides by policy what is shown, and masks the rest. */
export async function personNames(read: Read, keys: Keys, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const people = await findPeople(read, ids)
  return new Map(people.map((person) => [person.id, openName(keys, person)]))
}

/** Whoever asks, in clear to themselves: on what they print and take away. */
export const ownName = async (read: Read, keys: Keys, personId: string): Promise<string> => (await personNames(read, keys, [personId])).get(personId) ?? ''

export async function maskedNames(read: Read, keys: Keys, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const names = await personNames(read, keys, ids)
  return new Map([...names].map(([id, name]) => [id, maskName(name)]))
}

/**
 * Somebody who was named to us (代报): the one whom we know by that name and number, else a new person, encrypted under a key of their own like
 * everybody. A second record of the same person would make it impossible to tell whom to appoint.
 */
export async function recordPerson(tx: Tx, keys: Keys, { name, phone }: { readonly name: string; readonly phone: string | null }, at: Temporal.Instant): Promise<PersonId> {
  const known = phone === null ? undefined : (await findByPhone(tx, keys.phoneIndex(phone))).find((person) => openName(keys, person) === name)
  if (known) return known.id
  const id = newId<'person'>()
  const key = keys.newPersonKey(id)
  await insertPerson(
    tx,
    { id, wrappedKey: key.wrapped, name: key.seal('name', name), phone: phone === null ? null : key.seal('phone', phone) },
    phone === null ? null : keys.phoneIndex(phone),
    at,
  )
  return id
}
