/** Who may read what of the register. */
import { covers, within, type Actor, type Located } from '../../platform/actor.ts'
import { all, denied, hidden, holds, type Verdict } from '../../platform/policy.ts'

export const browse = (actor: Actor): Verdict => holds(actor, 'register.browse')

export const browsePlace = (actor: Actor, place: { readonly path: string }): Verdict => all(holds(actor, 'register.browse'), within(actor, place.path) || denied('register/outside-scope'))

/** Another's home is not only closed: whether it exists is no business of who asks. */
export const readHome = (actor: Actor, home: Located): Verdict => all(holds(actor, 'register.read-home'), covers(actor, home) || hidden)

/** Whose names stand in clear on a home's page: own household only, and an owner sees the whole of it. */
export function seesNames(actor: Actor, home: { readonly homeId: string }): { readonly owners: boolean; readonly dwellers: boolean } {
  const own = actor.homeId !== null && actor.homeId === home.homeId
  return { owners: own && actor.role === 'owner', dwellers: own }
}
