/** Who stands above communities, many at a time: what happens to cases by the clock happens to a batch of them. */
import { sql } from 'kysely'
import { select, type Read } from '../../../platform/database.ts'
import type { OrganisationId } from '../../../platform/ids.ts'

export interface Ladder {
  readonly path: string
  /** From the community up, where an organisation stands. */
  readonly rungs: readonly { readonly level: 'office' | 'street' | 'district' | 'city'; readonly organisationId: OrganisationId }[]
}

/** By community. */
export async function laddersOf(read: Read, communityIds: readonly string[]): Promise<ReadonlyMap<string, Ladder>> {
  const rows = await select(
    read,
    sql<Ladder & { readonly communityId: string }>`
    with recursive up as (
      select id as community_id, path as community_path, id, parent_id, kind, path from register.place where id = any(${[...new Set(communityIds)]}::uuid[])
      union all select up.community_id, up.community_path, p.id, p.parent_id, p.kind, p.path from register.place p join up on p.id = up.parent_id)
    select up.community_id as "communityId", up.community_path as path,
           coalesce(jsonb_agg(jsonb_build_object('level', up.kind, 'organisationId', o.id) order by length(up.path) desc) filter (where o.id is not null), '[]') as rungs
      from up left join lateral (
        select id from register.organisation where place_id = up.id
           and kind = case up.kind when 'office' then 'community_office' when 'street' then 'street' when 'district' then 'district' when 'city' then 'bureau' end
         order by id limit 1) o on true
     group by up.community_id, up.community_path`,
  )
  return new Map(rows.map(({ communityId, ...ladder }) => [communityId, ladder]))
}
