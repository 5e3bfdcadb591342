/**
 * Requests by the hundred thousand for a loaded demo city, written straight into its tables: a year of reports up to now, of which the last
 * days' are open and the rest closed, each answered for by its community's company or office. Their timelines are left out: no list or figure
 * reads them. The roll-ups are counted anew from the cases.
 */
import pg from 'pg'
import { rebuildFigures } from '../src/domains/requests/public.ts'
import { openDatabase } from '../src/platform/database.ts'
import { civilDate } from '../src/platform/time.ts'

export interface ManyRequests {
  /** As the role that owns the database. */
  readonly url: string
  /** How many there shall be, the demo's own included. */
  readonly total: number
  readonly now: Temporal.Instant
}

/** Adds what is missing to `total`; call it again with a larger one. */
export async function makeManyRequests({ url, total, now }: ManyRequests): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('set synchronous_commit = off; set session_replication_role = replica')
    const { rows } = await client.query<{ n: number }>('select count(*)::int as n from requests.request')
    const missing = total - (rows[0]?.n ?? 0)
    if (missing <= 0) return
    const restore = await withoutIndexes(client)
    await client.query(INSERT, [missing, now.toString(), total])
    await restore()
    await client.query('vacuum analyze requests.request')
  } finally {
    await client.end()
  }
  const database = openDatabase({ url, connections: 1 })
  try {
    await database.transaction((tx) => rebuildFigures(tx, civilDate(now)))
  } finally {
    await database.close()
  }
  const again = new pg.Client({ connectionString: url })
  await again.connect()
  await again.query('vacuum analyze')
  // What was written is on the disk before anything is measured.
  await again.query('checkpoint')
  await again.end()
}

/** Fifteen indexes built at the end take a fraction of the time of a million entries into each. */
async function withoutIndexes(client: pg.Client): Promise<() => Promise<void>> {
  const { rows } = await client.query<{ name: string; made: string }>(
    `select format('%I.%I', schemaname, indexname) as name, indexdef as made from pg_indexes i
      where schemaname = 'requests' and tablename = 'request' and not exists (select from pg_constraint where conname = i.indexname and connamespace = 'requests'::regnamespace)`,
  )
  for (const { name } of rows) await client.query(`drop index ${name}`)
  return async () => {
    for (const { made } of rows) await client.query(made)
  }
}

// $1 how many, $2 now, $3 makes the numbers of a later call others. Lengths of time are drawn by class as in the demo city.
const INSERT = `
  with home as materialized (
    select o.community_id, o.person_id, h.id, h.unit_id, h.building_id, row_number() over (order by o.community_id, o.id) as no
      from register.ownership o join register.home h on h.community_id = o.community_id and h.id = o.home_id
     where o.person_id is not null and o.superseded_at is null and h.occupancy = 'owner'),
  homes as materialized (select max(no) as count from home),
  responsible as materialized (
    select distinct on (community_id) community_id, lead_organisation_id, lead_level, level, assignee_person_id, assignee_title from requests.request
     where assignee_person_id is not null order by community_id, (category = 'L-LIGHT') desc, id),
  category as materialized (select row_number() over (order by code) - 1 as no, count(*) over () as count, version, code, deadline_class, sort from requests.category where version = (select max(version) from requests.rule_set)),
  length as materialized (select * from (values ('URGENT', 2), ('FAST', 24), ('NORMAL', 120), ('COMPLEX', 360), ('QUESTION', 24)) as length (class, hours)),
  drawn as materialized (
    select i, 1 + floor(random() * (select count from homes))::bigint as home, floor(random() * (select max(count) from category))::bigint as category,
           $2::timestamptz - (($1::int - i) * (interval '365 days' / $1::int)) as reported_at, random() as quick, random() as late, random() as answer, random() as pleased, random() as spoken, random() as again
      from generate_series(1, $1::int) as i),
  timed as (
    select drawn.*, home.community_id, home.person_id, home.id as home_id, home.unit_id, home.building_id, category.code, category.version, category.deadline_class, length.hours,
           reported_at + (0.1 + 4 * quick * quick) * interval '1 hour' * least(1, length.hours / 24.0) as accepted
      from drawn join home on home.no = drawn.home join category on category.no = drawn.category join length on length.class = category.deadline_class),
  worked as (
    select timed.*, accepted + hours * interval '1 hour' as due, accepted + hours * interval '1 hour' * (case when late < 0.06 then 1 + late * 12 else 0.08 + 0.88 * quick end) as finished from timed),
  ended as (select worked.*, finished + (0.5 + 70 * answer * answer) * interval '1 hour' as settled from worked),
  judged as (select ended.*, case when accepted > $2 then 'REPORTED' when finished > $2 and quick < 0.15 then 'DISPATCHED' when finished > $2 then 'HANDLING' when settled > $2 then 'CHECKING' else 'CLOSED' end as state from ended)
  insert into requests.request (
    community_id, id, number, rule_version, category, deadline_class, text, place_kind, building_id, unit_id, home_id, reporter_person_id, reporter_role, anonymous, state,
    lead_organisation_id, lead_level, assignee_person_id, assignee_title, handler_person_id, level, reported_at, accepted_at, contacted_at, feedback_at, closed_at, stage_from, stage_due_at, climb_at,
    contact_due_at, due_from, due_at, reworks, answered_at, resolved, satisfaction, version, events)
  select j.community_id,
         (lpad(to_hex((extract(epoch from reported_at) * 1000)::bigint), 12, '0') || '7' || substr(md5(i::text || $3::text), 1, 3) || '8' || substr(md5($3::text || i::text), 1, 15))::uuid,
         community.short_code || to_char(reported_at at time zone 'Asia/Shanghai', '-YYMMDD-') || ($3::int + i), version, code, deadline_class, '楼道灯不亮，晚上看不清台阶，老人不敢下楼。', 'unit', building_id, unit_id, null,
         person_id, 'owner', false, state, r.lead_organisation_id, r.lead_level, case when state <> 'REPORTED' then r.assignee_person_id end, case when state <> 'REPORTED' then r.assignee_title else '' end,
         case when state in ('CHECKING', 'CLOSED') then r.assignee_person_id end, r.level, reported_at, case when state <> 'REPORTED' then accepted end,
         case when state <> 'REPORTED' and accepted + spoken * 1.05 * least(24, hours / 2.0) * interval '1 hour' <= $2 then accepted + spoken * 1.05 * least(24, hours / 2.0) * interval '1 hour' end,
         case when state in ('CHECKING', 'CLOSED') then finished end, case when state = 'CLOSED' then settled end,
         case state when 'REPORTED' then reported_at when 'CHECKING' then finished when 'CLOSED' then settled else accepted end, stage.ends, case when r.level <> 'city' then stage.ends end,
         case when state <> 'REPORTED' then accepted + least(24, hours / 2.0) * interval '1 hour' end, case when state <> 'REPORTED' then accepted end, case when state <> 'REPORTED' then due end,
         case when state = 'CLOSED' and again < 0.05 then 1 else 0 end,
         case when state = 'CLOSED' and answer < 0.74 then settled end, case when state = 'CLOSED' and answer < 0.74 then pleased < 0.95 end, case when state = 'CLOSED' and answer < 0.74 then case when pleased < 0.88 then 'good' when pleased < 0.95 then 'fair' else 'bad' end end,
         case state when 'REPORTED' then 1 when 'DISPATCHED' then 2 when 'HANDLING' then 3 when 'CHECKING' then 4 else 5 end, case state when 'REPORTED' then 1 when 'DISPATCHED' then 3 when 'HANDLING' then 4 when 'CHECKING' then 5 else 6 end
    from judged j join register.community on community.community_id = j.community_id join responsible r on r.community_id = j.community_id
   cross join lateral (select case state when 'REPORTED' then reported_at + least(24, hours) * interval '1 hour' when 'CHECKING' then finished + interval '3 days' when 'CLOSED' then null else due end as ends) stage
   order by i`
