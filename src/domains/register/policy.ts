/** Who may read what of the register. */
import { covers, within, type Actor, type Located } from '../../platform/actor.ts'
import { all, denied, hidden, holds, type Verdict } from '../../platform/policy.ts'

export const browse = (actor: Actor): Verdict => holds(actor, 'register.browse')

export const browsePlace = (actor: Actor, place: { readonly path: string }): Verdict => all(holds(actor, 'register.browse'), within(actor, place.path) || denied('register/outside-scope'))

/** The homes of a community one after the other, as far as the role reaches. */
export const listHomes = (actor: Actor, place: { readonly path: string }): Verdict => all(browsePlace(actor, place), holds(actor, 'register.read-home'))

/** The picture of a building tells which homes stand empty: a captain's or a steward's own building only. */
export const browseBuilding = (actor: Actor, building: { readonly path: string; readonly buildingId: string }): Verdict =>
  all(browsePlace(actor, building), actor.buildingId === null || actor.buildingId === building.buildingId || denied('register/outside-scope'))

/** Homes are found by address by those who may open them; who only looks for places finds places. */
export const findsHomes = (actor: Actor): boolean => actor.actions.has('register.read-home')

/** By name or number: a neighbour who opens a home at its door need not find out where somebody lives. */
export const findsPeople = (actor: Actor): boolean => findsHomes(actor) && actor.actions.has('register.read-people')

/** Another's home is not only closed: whether it exists is no business of who asks. */
export const readHome = (actor: Actor, home: Located): Verdict => all(holds(actor, 'register.read-home'), covers(actor, home) || hidden)

/** Whose names stand in clear on a home's page: own household only, and an owner sees the whole of it. */
export function seesNames(actor: Actor, home: { readonly homeId: string }): { readonly owners: boolean; readonly dwellers: boolean } {
  const own = actor.homeId !== null && actor.homeId === home.homeId
  return { owners: own && actor.role === 'owner', dwellers: own }
}
