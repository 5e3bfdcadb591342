/** What a page of a list says of places, organisations and people: one round trip for all of it, in a statement that is planned once. */
import { selectText, type Read } from '../../../platform/database.ts'
import type { PersonId } from '../../../platform/ids.ts'
import type { PlaceRef } from './addresses.ts'
import type { SealedPerson } from './people.ts'

export interface Wanted {
  readonly places: readonly PlaceRef[]
  readonly organisationIds: readonly string[]
  readonly personIds: readonly string[]
}

export interface Hydrated {
  /** 和兴怡景, 3栋2单元201, /1/4/19/. */
  readonly place: (ref: PlaceRef) => { readonly place: string; readonly part: string; readonly path: string }
  readonly organisation: (id: string) => string | undefined
  readonly people: readonly SealedPerson[]
}

interface Row {
  readonly kind: 'name' | 'person'
  readonly id: string
  readonly name: string | null
  readonly path: string | null
  readonly wrapped_key: Buffer | null
  readonly sealed: Buffer | null
}

const STATEMENT = `
  select 'name' as kind, id, name, path, null::bytea as wrapped_key, null::bytea as sealed from register.place where id = any($1::uuid[])
  union all select 'name', id, name, null, null, null from register.building where community_id = any($1::uuid[]) and id = any($2::uuid[])
  union all select 'name', id, name, null, null, null from register.unit where community_id = any($1::uuid[]) and id = any($3::uuid[])
  union all select 'name', id, name, null, null, null from register.home where community_id = any($1::uuid[]) and id = any($4::uuid[])
  union all select 'name', id, name, null, null, null from register.organisation where id = any($5::uuid[])
  union all select 'person', id, null, null, wrapped_key, name from register.person where id = any($6::uuid[])`

const distinct = (ids: readonly (string | null)[]): string[] => [...new Set(ids)].filter((id) => id !== null)

export async function hydrate(read: Read, { places, organisationIds, personIds }: Wanted): Promise<Hydrated> {
  if (places.length === 0 && organisationIds.length === 0 && personIds.length === 0) return { place: () => ({ place: '', part: '', path: '' }), organisation: () => undefined, people: [] }
  const ids = (key: keyof PlaceRef) => distinct(places.map((ref) => ref[key]))
  const values = [ids('placeId'), ids('buildingId'), ids('unitId'), ids('homeId'), distinct(organisationIds), distinct(personIds)]
  const rows = await selectText<Row>(read, STATEMENT, values)
  const named = new Map<string, Row>()
  const people: SealedPerson[] = []
  for (const row of rows) {
    if (row.kind === 'name') named.set(row.id, row)
    else people.push({ id: row.id as PersonId, wrappedKey: row.wrapped_key, name: row.sealed ?? Buffer.alloc(0), phone: null, birthYear: null })
  }
  const said = (id: string | null) => (id === null ? '' : (named.get(id)?.name ?? ''))
  return {
    place: (ref) => ({ place: said(ref.placeId), part: `${said(ref.buildingId)}${said(ref.unitId)}${said(ref.homeId)}`, path: named.get(ref.placeId)?.path ?? '' }),
    organisation: (id) => named.get(id)?.name ?? undefined,
    people,
  }
}
