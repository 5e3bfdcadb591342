-- Accounts, sessions and rights. account, session, credential and verification keep the shape of better-auth's models user, session,
-- account and verification (docs/adr/0003-login.md), so that its passkeys and OpenID Connect can be added over them; a test compares.
create extension if not exists btree_gist;

create schema access;
grant usage on schema access to lifang_app;

-- Who may log in: one a person. name, email and image stay empty: the register knows who somebody is.
create table access.account (
  id uuid primary key,
  person_id uuid not null unique references register.person,
  name text not null default '',
  email text unique,
  email_verified boolean not null default false,
  image text,
  -- The role they wore last, to begin with next time.
  last_standing_id uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
grant select, insert, update on access.account to lifang_app;

create table access.session (
  id uuid primary key,
  account_id uuid not null references access.account,
  -- Worthless without the signature that the cookie carries; its key lies outside the database.
  token text not null unique,
  -- The role it wears now: a row of the view standing. Null: none could be worn without a second factor.
  standing_id uuid,
  password_at timestamptz,
  second_factor_at timestamptz,
  -- After too long idle or altogether, by the role worn.
  expires_at timestamptz not null,
  created_at timestamptz not null,
  -- Last seen, within ten minutes.
  updated_at timestamptz not null,
  ip_address text,
  user_agent text
);
create index on access.session (account_id);
create index on access.session (updated_at, id);
grant select, insert, update, delete on access.session to lifang_app;

-- Ways to prove who one is: today the password (provider 'credential').
create table access.credential (
  id uuid primary key,
  account_id uuid not null references access.account,
  provider_id text not null,
  provider_account_id text not null,
  -- scrypt, with its salt.
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (provider_id, provider_account_id)
);
create index on access.credential (account_id);
grant select, insert, update on access.credential to lifang_app;

-- One-time codes, at most one alive a phone.
create table access.verification (
  id uuid primary key,
  -- 'code:' and the phone's blind index in hex.
  identifier text not null unique,
  -- HMAC of the code.
  value text not null,
  tries smallint not null default 0,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index on access.verification (expires_at);
grant select, insert, update, delete on access.verification to lifang_app;

-- Time-based codes (RFC 6238) from an app on the person's phone, and ten recovery codes.
create table access.second_factor (
  account_id uuid primary key references access.account,
  -- Encrypted by a key that lies outside the database.
  secret text not null,
  confirmed_at timestamptz,
  -- The time step of the last code taken: it and all before it are spent.
  last_step bigint not null default 0,
  -- HMACs of those not used yet.
  recovery_codes text[] not null default '{}'
);
grant select, insert, update on access.second_factor to lifang_app;

-- What is limited, counted for all processes: codes sent, wrong answers. The key is a keyed hash of phone, address or account.
create table access.attempt (
  kind text not null,
  key bytea not null,
  count integer not null,
  since timestamptz not null,
  primary key (kind, key)
);
create index on access.attempt (since);
grant select, insert, update, delete on access.attempt to lifang_app;

-- What a role may do is data; src/domains/access/roles.ts holds the reviewed default that a new database starts with.
create table access.role (
  code text primary key,
  -- For the audit trail, whose subjects are ids.
  id uuid not null unique default gen_random_uuid(),
  face text not null check (face in ('resident', 'desk')),
  place_kinds text[] not null,
  -- Staff who see many people must log in with password and second factor.
  second_factor boolean not null,
  -- Nobody may hold two roles of one group at a time (system, security and audit administration: see appointment).
  disjoint_group text,
  actions text[] not null
);
grant select, insert, update on access.role to lifang_app;

-- A role at a place, below homes' own rights, which come from ownership and residence.
create table access.appointment (
  id uuid primary key,
  person_id uuid not null references register.person,
  role text not null references access.role,
  -- City … community: a place. Building and unit: within the community of place_id.
  place_id uuid not null references register.place,
  building_id uuid,
  unit_id uuid,
  organisation_id uuid references register.organisation,
  -- What the person is called at work: '维修', '书记'.
  title text not null default '',
  valid_from date not null,
  valid_to date check (valid_to > valid_from),
  recorded_at timestamptz not null,
  superseded_at timestamptz,
  command_id uuid not null,
  constraint administration_is_disjoint exclude using gist (person_id with =, role with <>, daterange(valid_from, valid_to) with &&)
    where (superseded_at is null and role in ('system_admin', 'security_admin', 'auditor'))
);
create index on access.appointment (person_id);
create index on access.appointment (place_id, role);
create index on access.appointment (organisation_id) where organisation_id is not null;
grant select, insert, update on access.appointment to lifang_app;

-- Every right a person holds and why: the one place where sessions and policies look.
create view access.standing as
  select a.id, a.person_id, a.role, p.kind as place_kind, p.id as place_id, p.path,
         case when p.kind = 'community' then p.id end as community_id,
         a.building_id, a.unit_id, null::uuid as home_id, a.organisation_id, a.title,
         'appointment'::text as basis, a.valid_from, a.valid_to
    from access.appointment a join register.place p on p.id = a.place_id
   where a.superseded_at is null
  union all
  select o.id, o.person_id, 'owner', 'home', p.id, p.path, o.community_id,
         h.building_id, h.unit_id, o.home_id, null, '', 'ownership', o.valid_from, o.valid_to
    from register.ownership o
    join register.home h on h.community_id = o.community_id and h.id = o.home_id
    join register.place p on p.id = o.community_id
   where o.superseded_at is null and o.person_id is not null
  union all
  select r.id, r.person_id, r.kind, 'home', p.id, p.path, r.community_id,
         h.building_id, h.unit_id, r.home_id, null, '', 'residence', r.valid_from, r.valid_to
    from register.residence r
    join register.home h on h.community_id = r.community_id and h.id = r.home_id
    join register.place p on p.id = r.community_id
   where r.superseded_at is null;
grant select on access.standing to lifang_app;
