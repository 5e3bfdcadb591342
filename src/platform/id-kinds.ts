/** The kinds of identifiers, without anything of Node: what browser and server share may name them. */

declare const kind: unique symbol

/** An identifier that remembers what it names: a person's id does not fit where a home's is asked for. */
export type Id<K extends string> = string & { readonly [kind]: K }

export type PersonId = Id<'person'>
export type AccountId = Id<'account'>
export type SessionId = Id<'session'>
export type OrganisationId = Id<'organisation'>
export type PlaceId = Id<'place'>
/** A residential community is a place; its id leads the key of every community-scoped table. */
export type CommunityId = PlaceId & Id<'community'>
export type BuildingId = Id<'building'>
export type UnitId = Id<'unit'>
export type HomeId = Id<'home'>
export type RequestId = Id<'request'>
export type FileId = Id<'file'>
export type CommandId = Id<'command'>
