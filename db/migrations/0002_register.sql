-- 底册 register: the city's tree of places, homes and who owns and lives in them, and who serves them.
create schema register;
grant usage on schema register to lifang_app;

-- City-level tables: places, persons, organisations. None of them refers to a community-scoped table.

create table register.place (
  id uuid primary key,
  kind text not null check (kind in ('city', 'district', 'street', 'office', 'grid', 'community')),
  parent_id uuid references register.place,
  -- '/1/4/19/230/': the numbers from the city down to this place. A scope is a prefix of it.
  no integer not null unique,
  path text not null unique check (path ~ '^/([0-9]+/)+$'),
  -- 6, 9 or 12 digits for divisions; ours below. Codes change and collide: never an identity.
  code text not null,
  name text not null,
  -- 'hxyj' for 和兴怡景.
  initials text not null default '',
  valid_from date not null,
  valid_to date,
  check ((kind = 'city') = (parent_id is null))
);
create index on register.place (path text_pattern_ops);
create index on register.place (parent_id);
create index on register.place using gin (name gin_trgm_ops);
create index on register.place (initials text_pattern_ops);
grant select, insert, update on register.place to lifang_app;

create table register.person (
  id uuid primary key,
  -- The person's own key, wrapped by the master key; forgetting it erases all below and in the audit trail.
  wrapped_key bytea,
  name bytea not null,
  phone bytea,
  -- HMAC of the whole number; families share numbers, so it is not unique.
  phone_index bytea,
  birth_year smallint,
  recorded_at timestamptz not null
);
create index on register.person (phone_index) where phone_index is not null;
grant select, insert, update on register.person to lifang_app;

create table register.organisation (
  id uuid primary key,
  kind text not null check (kind in ('property_company', 'community_office', 'street', 'district', 'department', 'bureau', 'utility', 'developer', 'company')),
  name text not null,
  credit_code text,
  -- The place it governs or works for; companies have none.
  place_id uuid references register.place,
  -- The number that residents call; of an office, not of a person.
  phone text,
  valid_from date not null,
  valid_to date
);
create index on register.organisation (place_id, kind);
grant select, insert, update on register.organisation to lifang_app;

-- Community-scoped tables: community_id leads every key.

create table register.community (
  community_id uuid primary key references register.place,
  kind text not null check (kind in ('commercial', 'old', 'state_firm', 'resettlement', 'yard')),
  -- 院落 and old communities without a property company: a recorded kind, counted apart.
  courtyard boolean not null,
  -- 失管: should have a company and has none.
  unmanaged boolean not null default false,
  short_code text not null unique check (short_code ~ '^[A-Z]{2,4}[0-9]{0,3}$'),
  address text not null default '',
  built_year smallint,
  residents integer,
  check (not (courtyard and unmanaged))
);
grant select, insert, update on register.community to lifang_app;

create table register.building (
  community_id uuid not null references register.community,
  id uuid not null,
  name text not null,
  sort integer not null,
  floors smallint not null check (floors between 1 and 120),
  built_year smallint,
  -- The whole building: homes, common parts, shops, underground. Units of 0.01 m².
  area_centi_m2 bigint not null check (area_centi_m2 > 0),
  primary key (community_id, id),
  unique (community_id, name)
);
grant select, insert, update on register.building to lifang_app;

create table register.unit (
  community_id uuid not null,
  id uuid not null,
  building_id uuid not null,
  name text not null,
  sort integer not null,
  primary key (community_id, id),
  unique (community_id, building_id, name),
  foreign key (community_id, building_id) references register.building
);
grant select, insert, update on register.unit to lifang_app;

create table register.home (
  community_id uuid not null,
  id uuid not null,
  building_id uuid not null,
  unit_id uuid not null,
  floor smallint not null,
  -- The door: '201'.
  name text not null,
  sort integer not null,
  area_centi_m2 bigint check (area_centi_m2 > 0),
  area_source text check (area_source in ('register', 'survey', 'contract')),
  occupancy text not null check (occupancy in ('owner', 'let', 'vacant', 'unsold')),
  residents smallint,
  primary key (community_id, id),
  unique (community_id, unit_id, name),
  foreign key (community_id, building_id) references register.building,
  foreign key (community_id, unit_id) references register.unit,
  check ((area_centi_m2 is null) = (area_source is null))
);
create index on register.home (community_id, building_id);
grant select, insert, update on register.home to lifang_app;

-- Relations: true from valid_from until valid_to (exclusive); a correction supersedes the row that was wrong.

create table register.ownership (
  community_id uuid not null,
  id uuid not null,
  home_id uuid not null,
  person_id uuid references register.person,
  organisation_id uuid references register.organisation,
  share_numerator integer not null check (share_numerator > 0),
  share_denominator integer not null check (share_denominator >= share_numerator),
  -- Entered in the real-estate register, or in lawful possession as purchaser.
  basis text not null check (basis in ('registered', 'purchaser', 'developer')),
  valid_from date not null,
  valid_to date check (valid_to > valid_from),
  recorded_at timestamptz not null,
  superseded_at timestamptz,
  command_id uuid not null,
  primary key (community_id, id),
  foreign key (community_id, home_id) references register.home,
  check (num_nonnulls(person_id, organisation_id) = 1)
);
create index on register.ownership (community_id, home_id);
create index on register.ownership (person_id) where person_id is not null;
grant select, insert, update on register.ownership to lifang_app;

create table register.residence (
  community_id uuid not null,
  id uuid not null,
  home_id uuid not null,
  person_id uuid not null references register.person,
  kind text not null check (kind in ('tenant', 'family')),
  valid_from date not null,
  valid_to date check (valid_to > valid_from),
  recorded_at timestamptz not null,
  superseded_at timestamptz,
  command_id uuid not null,
  primary key (community_id, id),
  foreign key (community_id, home_id) references register.home
);
create index on register.residence (community_id, home_id);
create index on register.residence (person_id);
grant select, insert, update on register.residence to lifang_app;

create table register.service_contract (
  community_id uuid not null references register.community,
  id uuid not null,
  organisation_id uuid not null references register.organisation,
  valid_from date not null,
  valid_to date check (valid_to > valid_from),
  recorded_at timestamptz not null,
  superseded_at timestamptz,
  command_id uuid not null,
  primary key (community_id, id)
);
create index on register.service_contract (organisation_id);
grant select, insert, update on register.service_contract to lifang_app;

create table register.committee (
  community_id uuid not null references register.community,
  id uuid not null,
  term smallint not null check (term > 0),
  valid_from date not null,
  valid_to date check (valid_to > valid_from),
  recorded_at timestamptz not null,
  superseded_at timestamptz,
  command_id uuid not null,
  primary key (community_id, id),
  unique (community_id, term)
);
grant select, insert, update on register.committee to lifang_app;

create table register.branch (
  community_id uuid not null references register.community,
  id uuid not null,
  name text not null,
  kind text not null check (kind in ('ordinary', 'functional')),
  valid_from date not null,
  valid_to date check (valid_to > valid_from),
  recorded_at timestamptz not null,
  superseded_at timestamptz,
  command_id uuid not null,
  primary key (community_id, id)
);
grant select, insert, update on register.branch to lifang_app;

-- Blind indexes of the people of a community: HMACs of the whole name, its bigrams and the number's last four digits.
create table register.person_token (
  community_id uuid not null references register.community,
  token bytea not null check (length(token) = 12),
  person_id uuid not null references register.person,
  primary key (community_id, token, person_id)
);
grant select, insert, delete on register.person_token to lifang_app;

-- Roll-up of a community as it stands, renewed by every command that changes its parts.
create table register.standing (
  community_id uuid primary key references register.community,
  buildings integer not null,
  homes integer not null,
  area_centi_m2 bigint not null,
  committee boolean not null,
  company boolean not null,
  branch boolean not null,
  -- Homes whose area and at least one owner's contact are known.
  complete_homes integer not null
);
grant select, insert, update on register.standing to lifang_app;
