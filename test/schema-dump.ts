/**
 * Writes down what a database consists of, from the catalogue, in one order: the embedded PostgreSQL has no pg_dump, and two versions of
 * pg_dump would not agree. For reading and comparing; databases are made by the migrations.
 */
import type pg from 'pg'

/** Schemas whose content is not made by our migrations. */
const FOREIGN = `n.nspname not like 'pg\\_%' and n.nspname not in ('information_schema', 'public', 'pgboss')`
const NOT_OF_EXTENSION = (oid: string) => `not exists (select from pg_depend d where d.objid = ${oid} and d.deptype = 'e')`

interface Relation {
  readonly oid: number
  readonly name: string
  readonly kind: 'table' | 'partitioned table' | 'view' | 'materialized view' | 'sequence'
  readonly definition: string | null
  readonly partition: string | null
}

export async function dumpSchema(client: pg.Client): Promise<string> {
  const list = async (sql: string, values: unknown[] = []) => (await client.query<{ line: string }>(sql, values)).rows.map((row) => row.line)
  await client.query('set search_path to pg_catalog')
  const parts = [
    '-- The schema that db/migrations make, written by `npm run generate` from the catalogue. Never run, never edited by hand.',
    (await list(EXTENSIONS)).join('\n'),
    (await list(SCHEMAS)).join('\n'),
    ...(await list(TYPES)),
  ]
  const { rows } = await client.query<Relation>(RELATIONS)
  for (const relation of rows) {
    const columns = relation.kind === 'sequence' ? [] : await list(COLUMNS, [relation.oid])
    const inside = [...columns, ...(await list(CONSTRAINTS, [relation.oid]))].map((line) => `  ${line}`).join(',\n')
    const tail = relation.definition === null ? '' : ` as\n${relation.definition}`
    const after = [...(await list(INDEXES, [relation.oid])), ...(await list(TRIGGERS, [relation.oid])), ...(await list(GRANTS, [relation.oid]))]
    parts.push([`create ${relation.kind} ${relation.name}${inside === '' ? '' : ` (\n${inside}\n)`}${relation.partition ?? ''}${tail};`, ...after].join('\n'))
  }
  parts.push(...(await list(FUNCTIONS)))
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

const EXTENSIONS = `select format('create extension %s;', extname) as line from pg_extension where extname <> 'plpgsql' order by extname`

/** `grants` of one kind of object to everybody but its owner. */
const grants = (acl: string, kind: string, owner: string, object: string, what: string) => `
  select format('grant %s on %s to %s;', string_agg(lower(g.privilege_type), ', ' order by g.privilege_type), ${object}, coalesce(quote_ident(r.rolname), 'public')) as line
  from ${what}, aclexplode(coalesce(${acl}, acldefault('${kind}', ${owner}))) g left join pg_roles r on r.oid = g.grantee
  where g.grantee <> ${owner}`

const SCHEMAS = `
  select line from (
    select nspname, 0 as rank, format('create schema %I;', nspname) as line from pg_namespace n where ${FOREIGN}
    union all
    select nspname, 1, s.line from pg_namespace n, lateral (${grants('n.nspacl', 'n', 'n.nspowner', `'schema ' || quote_ident(n.nspname)`, '(select 1) one')} group by r.rolname) s where ${FOREIGN}
  ) all_lines order by nspname, rank, line`

const TYPES = `
  select case t.typtype
    when 'e' then format('create type %s as enum (%s);', format_type(t.oid, null), (select string_agg(quote_literal(enumlabel), ', ' order by enumsortorder) from pg_enum where enumtypid = t.oid))
    else format('create domain %s as %s%s%s;', format_type(t.oid, null), format_type(t.typbasetype, t.typtypmod), case when t.typnotnull then ' not null' else '' end,
      (select string_agg(' ' || pg_get_constraintdef(c.oid), '' order by c.conname) from pg_constraint c where c.contypid = t.oid and c.contype = 'c')) end as line
  from pg_type t join pg_namespace n on n.oid = t.typnamespace
  where ${FOREIGN} and t.typtype in ('e', 'd') and ${NOT_OF_EXTENSION('t.oid')} order by 1`

const RELATIONS = `
  select c.oid::int as oid, format('%I.%I', n.nspname, c.relname) as name,
    case c.relkind when 'r' then 'table' when 'p' then 'partitioned table' when 'v' then 'view' when 'm' then 'materialized view' else 'sequence' end as kind,
    case when c.relkind in ('v', 'm') then pg_get_viewdef(c.oid, true) end as definition,
    case when c.relkind = 'p' then ' partition by ' || pg_get_partkeydef(c.oid)
         when c.relispartition then format(' partition of %s %s', c.oid::regclass::text, pg_get_expr(c.relpartbound, c.oid)) end as partition
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where ${FOREIGN} and c.relkind in ('r', 'p', 'v', 'm', 'S') and ${NOT_OF_EXTENSION('c.oid')}
    -- The sequence behind an identity column belongs to the column.
    and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'i' and c.relkind = 'S')
  order by n.nspname, c.relname`

const COLUMNS = `
  select concat_ws(' ', quote_ident(a.attname), format_type(a.atttypid, a.atttypmod),
    case when a.attcollation <> t.typcollation then 'collate ' || a.attcollation::regcollation::text end,
    case when a.attnotnull then 'not null' end,
    case a.attidentity when 'a' then 'generated always as identity' when 'd' then 'generated by default as identity' end,
    case when a.attgenerated = 's' then format('generated always as (%s) stored', pg_get_expr(d.adbin, d.adrelid))
         when d.oid is not null then 'default ' || pg_get_expr(d.adbin, d.adrelid) end) as line
  from pg_attribute a join pg_type t on t.oid = a.atttypid left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where a.attrelid = $1 and a.attnum > 0 and not a.attisdropped order by a.attnum`

/** Without the named not-null constraints that PostgreSQL 18 lists here too: the columns say them. */
const CONSTRAINTS = `
  select format('constraint %I %s', conname, pg_get_constraintdef(oid)) as line from pg_constraint
  where conrelid = $1 and contype in ('p', 'u', 'f', 'c', 'x') order by position(contype::text in 'pufcx'), conname`

const INDEXES = `
  select pg_get_indexdef(i.indexrelid) || ';' as line from pg_index i
  where i.indrelid = $1 and not exists (select from pg_constraint c where c.conindid = i.indexrelid and c.contype in ('p', 'u', 'x')) order by 1`

const TRIGGERS = `
  select line from (
    select pg_get_triggerdef(oid) || ';' as line from pg_trigger where tgrelid = $1 and not tgisinternal
    union all
    select format('row level security%s;', case when relforcerowsecurity then ' forced' else '' end) from pg_class where oid = $1 and relrowsecurity
    union all
    select format('create policy %I for %s using (%s) with check (%s);', polname, polcmd, pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)) from pg_policy where polrelid = $1
  ) extras order by line`

const GRANTS = `
  select line from (
    ${grants('c.relacl', 'r', 'c.relowner', 'c.oid::regclass::text', 'pg_class c')} and c.oid = $1 group by c.oid, r.rolname
    union all
    select format('grant %s (%s) on %s to %s;', lower(privilege_type), string_agg(quote_ident(attname), ', ' order by attname), relation, grantee) from (
      select g.privilege_type, a.attname, c.oid::regclass::text as relation, coalesce(quote_ident(r.rolname), 'public') as grantee
      from pg_class c join pg_attribute a on a.attrelid = c.oid, aclexplode(a.attacl) g left join pg_roles r on r.oid = g.grantee
      where c.oid = $1 and not a.attisdropped) columns group by privilege_type, relation, grantee
  ) lines order by line`

const FUNCTIONS = `
  select pg_get_functiondef(p.oid) || ';' || coalesce((select E'\\n' || string_agg(s.line, E'\\n' order by s.line)
    from (${grants('p.proacl', 'f', 'p.proowner', `'function ' || p.oid::regprocedure::text`, '(select 1) one')} group by r.rolname) s), '') as line
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where ${FOREIGN} and p.prokind in ('f', 'p') and ${NOT_OF_EXTENSION('p.oid')} order by p.oid::regprocedure::text`
