-- 全市概况 overview: which figures the city shows, how the ward map is laid out, and counts that were true at the end of a month.
create schema overview;
grant usage on schema overview to lifang_app;

-- A further figure is a row here: which counts of the roll-ups make its numerator and denominator, its classes and its words. City-level.
create table overview.figure (
  key text primary key check (key ~ '^[a-z][a-z-]{1,30}$'),
  sort integer not null,
  kind text not null check (kind in ('state', 'per-1000-households', 'share', 'count')),
  scale text not null check (scale in ('jade', 'vermilion')),
  -- Adds up over a period, and is shown as of one month on average; others hold at a moment or are shares.
  flow boolean not null default false,
  -- Names of counts, 'requests.onTime'; one that begins with '-' is taken away.
  numerator text[] not null check (cardinality(numerator) > 0),
  denominator text[] not null check (cardinality(denominator) > 0),
  -- Where the second and each further class begins. Zero begins a class of its own: whatever is more than none.
  classes double precision[] not null,
  -- {zh: {name, unit, help, classes: […]}, en: {…}}
  texts jsonb not null
);
grant select, insert, update on overview.figure to lifang_app;

-- 里坊图: where a ward stands is decided once and stored; changing a figure or a number of homes moves no ward. City-level.
create table overview.layout (
  version integer primary key,
  at timestamptz not null,
  -- Tiers of quarters, and in each the bands of streets, by code.
  plan jsonb not null,
  -- {street's id: [[community's id, …], …]}: the wards of a street, row by row.
  rows jsonb not null
);
grant select, insert on overview.layout to lifang_app;

-- Counts as they were when a month ended, which no roll-up of days can give back ('requests.overdue'), and figures that a city brings itself.
create table overview.month_end (
  community_id uuid not null references register.community,
  month date not null check (extract(day from month) = 1),
  name text not null check (name ~ '^[a-z]+\.[a-zA-Z]+$'),
  value bigint not null,
  primary key (community_id, month, name)
);
create index on overview.month_end (month, name);
grant select, insert, update on overview.month_end to lifang_app;
