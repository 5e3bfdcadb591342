-- 工作日历: which days are worked. City-level.
create schema calendar;
grant usage on schema calendar to lifang_app;

-- A year's list as it was loaded; a correction is a further version, and the highest counts. A year without a row is unknown.
create table calendar.year (
  year integer not null check (year between 2000 and 2999),
  version integer not null check (version > 0),
  -- Why it was corrected.
  reason text not null default '',
  loaded_at timestamptz not null,
  primary key (year, version)
);
grant select, insert on calendar.year to lifang_app;

-- The days that do not follow the week: `off`, or a weekend day that is worked (调休).
create table calendar.day (
  year integer not null,
  version integer not null,
  date date not null check (extract(year from date) = year),
  kind text not null check (kind in ('off', 'work') and (kind = 'off' or extract(isodow from date) >= 6)),
  name text not null,
  source_url text not null default '',
  primary key (year, version, date),
  foreign key (year, version) references calendar.year
);
grant select, insert on calendar.day to lifang_app;

-- Who loads it, in a database that has its table of roles already.
update access.role set actions = actions || '{calendar.load}' where code = 'system_admin' and not 'calendar.load' = any (actions);
