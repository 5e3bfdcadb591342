-- Accounts, sessions and rights. account, session, credential, verification and second_factor are filled by better-auth
-- (its models user, session, account, verification, twoFactor), the rest by us.
create schema access;
grant usage on schema access to lifang_app;

-- What a role may do is data; src/domains/access/roles.ts holds the reviewed default that a new database starts with.
create table access.role (
  code text primary key,
  face text not null check (face in ('resident', 'desk')),
  place_kinds text[] not null,
  -- Staff who see many people must log in with password and second factor.
  second_factor boolean not null,
  -- Roles of the same person must not hold two of one group (system, security and audit administration).
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
  command_id uuid not null
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
