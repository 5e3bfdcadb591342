import type { AccountId, BuildingId, CommunityId, HomeId, OrganisationId, PersonId, PlaceId, SessionId, UnitId } from './ids.ts'

/** Who acts, in which of their roles, and where that role reaches: resolved anew for each request, so that an ended right ends at once. */
export interface Actor {
  readonly sessionId: SessionId
  readonly accountId: AccountId
  readonly personId: PersonId
  readonly role: string
  readonly face: 'resident' | 'desk'
  /** What the role may do: names such as `requests.accept`, from the table of roles. */
  readonly actions: ReadonlySet<string>
  readonly place: {
    readonly kind: 'city' | 'district' | 'street' | 'office' | 'grid' | 'community' | 'home'
    readonly id: PlaceId
    /** `/1/4/19/`: a place lies within the scope when its path begins with this. */
    readonly path: string
  }
  readonly communityId: CommunityId | null
  readonly buildingId: BuildingId | null
  readonly unitId: UnitId | null
  readonly homeId: HomeId | null
  readonly organisationId: OrganisationId | null
  /** What they are called at work. */
  readonly title: string
}

export const within = (actor: Actor, path: string): boolean => path.startsWith(actor.place.path)

/** Something with a place: a community's path and, within it, the finest part that is known. */
export interface Located {
  readonly path: string
  readonly buildingId?: string | null
  readonly unitId?: string | null
  readonly homeId?: string | null
}

/** Whether something lies in the actor's scope; the scope of a captain is one building, of a steward one unit, of a resident one home. */
export const covers = (actor: Actor, target: Located): boolean =>
  within(actor, target.path) &&
  (actor.buildingId === null || actor.buildingId === target.buildingId) &&
  (actor.unitId === null || actor.unitId === target.unitId) &&
  (actor.homeId === null || actor.homeId === target.homeId)
