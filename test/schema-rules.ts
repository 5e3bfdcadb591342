/** What every table must keep so that the same schema can be spread by community over many servers, and so that the server can only do its work. */
import type pg from 'pg'

/**
 * Name a community and are yet kept whole for the city: the audit trail, where it is a fact among others, and the communities themselves,
 * a few hundred rows that every server would hold.
 */
const CITY_LEVEL = ['audit.entry', 'register.community']

/** Constraints and unique indexes, foreign tables' schemas, and rights that break a rule; empty when all is well. */
export async function findSchemaViolations(client: pg.Client, domainsInOrder: readonly string[]): Promise<string[]> {
  const { rows: scoped } = await client.query<{ table: string }>(
    `select format('%s.%s', n.nspname, c.relname) as table from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and ${OURS} and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'community_id' and not a.attisdropped)`,
  )
  const communityScoped = scoped.map((row) => row.table).filter((table) => !CITY_LEVEL.includes(table))
  const order = ['platform', 'audit', ...domainsInOrder]
  const found: string[] = []
  for (const [rule, sql, values] of [
    ['key must lead with community_id', KEYS, [communityScoped]],
    ['has no primary key', WITHOUT_KEY, []],
    ['foreign key must carry community_id to community_id first', FOREIGN_KEYS_INSIDE, [communityScoped]],
    ['city-level table references a community', FOREIGN_KEYS_INWARD, [communityScoped]],
    ['foreign key leads to a later domain', FOREIGN_KEYS_FORWARD, [order]],
    ['schema is in no list of domains', UNLISTED, [order]],
    ['trigger', TRIGGERS, []],
    ['lifang_app owns it', OWNED, []],
    ['lifang_app may change the audit trail', AUDIT_RIGHTS, []],
    ['lifang_app is more than a worker', ROLE, []],
  ] as const) {
    const { rows } = await client.query<{ what: string }>(sql, [...values])
    found.push(...rows.map(({ what }) => `${rule}: ${what}`))
  }
  return found.toSorted()
}

const OURS = `n.nspname not like 'pg\\_%' and n.nspname not in ('information_schema', 'public', 'pgboss', 'auth')`
const NAME = `format('%s.%s', n.nspname, c.relname)`
const TABLE = `pg_class c join pg_namespace n on n.oid = c.relnamespace`

/** Primary keys, unique constraints and plain unique indexes alike. */
const KEYS = `
  select format('%s %s', ${NAME}, i.indexrelid::regclass) as what from ${TABLE} join pg_index i on i.indrelid = c.oid
  where ${OURS} and (i.indisunique or i.indisexclusion) and ${NAME} = any ($1)
    and (select a.attname from pg_attribute a where a.attrelid = c.oid and a.attnum = i.indkey[0]) is distinct from 'community_id'`

const WITHOUT_KEY = `
  select ${NAME} as what from ${TABLE} where ${OURS} and c.relkind in ('r', 'p') and not exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary)`

const REFERENCE = `
  from pg_constraint k join ${TABLE} on c.oid = k.conrelid join pg_class tc on tc.oid = k.confrelid join pg_namespace tn on tn.oid = tc.relnamespace
  where k.contype = 'f' and ${OURS}`
const ARROW = `format('%s.%s → %s.%s', n.nspname, c.relname, tn.nspname, tc.relname)`
const TARGET = `format('%s.%s', tn.nspname, tc.relname)`

const FOREIGN_KEYS_INSIDE = `
  select ${ARROW} as what ${REFERENCE} and ${NAME} = any ($1) and ${TARGET} = any ($1) and ('community_id', 'community_id') is distinct from (
    (select attname from pg_attribute where attrelid = k.conrelid and attnum = k.conkey[1]),
    (select attname from pg_attribute where attrelid = k.confrelid and attnum = k.confkey[1]))`

const FOREIGN_KEYS_INWARD = `select ${ARROW} as what ${REFERENCE} and not ${NAME} = any ($1) and ${TARGET} = any ($1)`

const FOREIGN_KEYS_FORWARD = `
  select ${ARROW} as what ${REFERENCE} and array_position($1::text[], tn.nspname::text) > array_position($1::text[], n.nspname::text)`

const UNLISTED = `select nspname as what from pg_namespace n where ${OURS} and not nspname = any ($1::text[])`

const TRIGGERS = `select format('%s on %s', t.tgname, ${NAME}) as what from pg_trigger t join ${TABLE} on c.oid = t.tgrelid where not t.tgisinternal and ${OURS}`

const OWNED = `
  select format('%s %s', d.classid::regclass, d.objid) as what from pg_shdepend d
  where d.refobjid = 'lifang_app'::regrole and d.deptype = 'o' and d.dbid in (0, (select oid from pg_database where datname = current_database()))`

const AUDIT_RIGHTS = `
  select format('%s %s', right_name, ${NAME}) as what from ${TABLE}, unnest(array['update', 'delete', 'truncate', 'trigger']) right_name
  where n.nspname = 'audit' and c.relkind in ('r', 'p') and case right_name
    when 'update' then has_any_column_privilege('lifang_app', c.oid, 'update') else has_table_privilege('lifang_app', c.oid, right_name) end`

const ROLE = `
  select 'superuser or maker of roles, databases, schemas' as what from pg_roles r
    where rolname = 'lifang_app' and (rolsuper or rolcreaterole or rolcreatedb or rolbypassrls or rolreplication or rolcanlogin)
  union all select format('member of %s', m.roleid::regrole) from pg_auth_members m where m.member = 'lifang_app'::regrole
  union all select format('creates in schema %s', nspname) from pg_namespace n where nspname not like 'pg\\_%' and has_schema_privilege('lifang_app', n.oid, 'create')`
