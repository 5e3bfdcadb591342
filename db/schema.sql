-- The schema that db/migrations make, written by `npm run generate` from the catalogue. Never run, never edited by hand.

create extension btree_gist;
create extension pg_trgm;

create schema access;
grant usage on schema access to lifang_app;
create schema audit;
grant usage on schema audit to lifang_app;
create schema calendar;
grant usage on schema calendar to lifang_app;
create schema notices;
grant usage on schema notices to lifang_app;
create schema overview;
grant usage on schema overview to lifang_app;
create schema platform;
grant usage on schema platform to lifang_app;
create schema register;
grant usage on schema register to lifang_app;
create schema requests;
grant usage on schema requests to lifang_app;

create table access.account (
  id uuid not null,
  person_id uuid not null,
  name text not null default ''::text,
  email text,
  email_verified boolean not null default false,
  image text,
  last_standing_id uuid,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint account_pkey PRIMARY KEY (id),
  constraint account_email_key UNIQUE (email),
  constraint account_person_id_key UNIQUE (person_id),
  constraint account_person_id_fkey FOREIGN KEY (person_id) REFERENCES register.person(id)
);
grant insert, select, update on access.account to lifang_app;

create table access.appointment (
  id uuid not null,
  person_id uuid not null,
  role text not null,
  place_id uuid not null,
  building_id uuid,
  unit_id uuid,
  organisation_id uuid,
  title text not null default ''::text,
  valid_from date not null,
  valid_to date,
  recorded_at timestamp with time zone not null,
  superseded_at timestamp with time zone,
  command_id uuid not null,
  constraint appointment_pkey PRIMARY KEY (id),
  constraint appointment_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES register.organisation(id),
  constraint appointment_person_id_fkey FOREIGN KEY (person_id) REFERENCES register.person(id),
  constraint appointment_place_id_fkey FOREIGN KEY (place_id) REFERENCES register.place(id),
  constraint appointment_role_fkey FOREIGN KEY (role) REFERENCES access.role(code),
  constraint appointment_check CHECK ((valid_to > valid_from)),
  constraint administration_is_disjoint EXCLUDE USING gist (person_id WITH =, role WITH <>, daterange(valid_from, valid_to) WITH &&) WHERE (((superseded_at IS NULL) AND (role = ANY (ARRAY['system_admin'::text, 'security_admin'::text, 'auditor'::text]))))
);
CREATE INDEX appointment_organisation_id_idx ON access.appointment USING btree (organisation_id) WHERE (organisation_id IS NOT NULL);
CREATE INDEX appointment_person_id_idx ON access.appointment USING btree (person_id);
CREATE INDEX appointment_place_id_role_idx ON access.appointment USING btree (place_id, role);
grant insert, select, update on access.appointment to lifang_app;

create table access.attempt (
  kind text not null,
  key bytea not null,
  count integer not null,
  since timestamp with time zone not null,
  constraint attempt_pkey PRIMARY KEY (kind, key)
);
CREATE INDEX attempt_since_idx ON access.attempt USING btree (since);
grant delete, insert, select, update on access.attempt to lifang_app;

create table access.credential (
  id uuid not null,
  account_id uuid not null,
  provider_id text not null,
  provider_account_id text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamp with time zone,
  refresh_token_expires_at timestamp with time zone,
  scope text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint credential_pkey PRIMARY KEY (id),
  constraint credential_provider_id_provider_account_id_key UNIQUE (provider_id, provider_account_id),
  constraint credential_account_id_fkey FOREIGN KEY (account_id) REFERENCES access.account(id)
);
CREATE INDEX credential_account_id_idx ON access.credential USING btree (account_id);
grant insert, select, update on access.credential to lifang_app;

create table access.role (
  code text not null,
  id uuid not null default gen_random_uuid(),
  face text not null,
  place_kinds text[] not null,
  second_factor boolean not null,
  disjoint_group text,
  actions text[] not null,
  constraint role_pkey PRIMARY KEY (code),
  constraint role_id_key UNIQUE (id),
  constraint role_face_check CHECK ((face = ANY (ARRAY['resident'::text, 'desk'::text])))
);
grant insert, select, update on access.role to lifang_app;

create table access.second_factor (
  account_id uuid not null,
  secret text,
  confirmed_at timestamp with time zone,
  last_step bigint not null default 0,
  recovery_codes text[] not null default '{}'::text[],
  pending_secret text,
  constraint second_factor_pkey PRIMARY KEY (account_id),
  constraint second_factor_account_id_fkey FOREIGN KEY (account_id) REFERENCES access.account(id),
  constraint second_factor_check CHECK (((secret IS NULL) = (confirmed_at IS NULL)))
);
grant insert, select, update on access.second_factor to lifang_app;

create table access.session (
  id uuid not null,
  account_id uuid not null,
  token text not null,
  standing_id uuid,
  password_at timestamp with time zone,
  second_factor_at timestamp with time zone,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  ip_address text,
  user_agent text,
  constraint session_pkey PRIMARY KEY (id),
  constraint session_token_key UNIQUE (token),
  constraint session_account_id_fkey FOREIGN KEY (account_id) REFERENCES access.account(id)
);
CREATE INDEX session_account_id_idx ON access.session USING btree (account_id);
CREATE INDEX session_updated_at_id_idx ON access.session USING btree (updated_at, id);
grant delete, insert, select, update on access.session to lifang_app;

create view access.standing (
  id uuid,
  person_id uuid,
  role text,
  place_kind text,
  place_id uuid,
  path text,
  community_id uuid,
  building_id uuid,
  unit_id uuid,
  home_id uuid,
  organisation_id uuid,
  title text,
  basis text,
  valid_from date,
  valid_to date
) as
 SELECT a.id,
    a.person_id,
    a.role,
    p.kind AS place_kind,
    p.id AS place_id,
    p.path,
        CASE
            WHEN p.kind = 'community'::text THEN p.id
            ELSE NULL::uuid
        END AS community_id,
    a.building_id,
    a.unit_id,
    NULL::uuid AS home_id,
    a.organisation_id,
    a.title,
    'appointment'::text AS basis,
    a.valid_from,
    a.valid_to
   FROM access.appointment a
     JOIN register.place p ON p.id = a.place_id
  WHERE a.superseded_at IS NULL
UNION ALL
 SELECT o.id,
    o.person_id,
    'owner'::text AS role,
    'home'::text AS place_kind,
    p.id AS place_id,
    p.path,
    o.community_id,
    h.building_id,
    h.unit_id,
    o.home_id,
    NULL::uuid AS organisation_id,
    ''::text AS title,
    'ownership'::text AS basis,
    o.valid_from,
    o.valid_to
   FROM register.ownership o
     JOIN register.home h ON h.community_id = o.community_id AND h.id = o.home_id
     JOIN register.place p ON p.id = o.community_id
  WHERE o.superseded_at IS NULL AND o.person_id IS NOT NULL
UNION ALL
 SELECT r.id,
    r.person_id,
    r.kind AS role,
    'home'::text AS place_kind,
    p.id AS place_id,
    p.path,
    r.community_id,
    h.building_id,
    h.unit_id,
    r.home_id,
    NULL::uuid AS organisation_id,
    ''::text AS title,
    'residence'::text AS basis,
    r.valid_from,
    r.valid_to
   FROM register.residence r
     JOIN register.home h ON h.community_id = r.community_id AND h.id = r.home_id
     JOIN register.place p ON p.id = r.community_id
  WHERE r.superseded_at IS NULL;;
grant select on access.standing to lifang_app;

create table access.verification (
  id uuid not null,
  identifier text not null,
  value text not null,
  tries smallint not null default 0,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint verification_pkey PRIMARY KEY (id),
  constraint verification_identifier_key UNIQUE (identifier)
);
CREATE INDEX verification_expires_at_idx ON access.verification USING btree (expires_at);
grant delete, insert, select, update on access.verification to lifang_app;

create table audit.entry (
  seq bigint not null generated always as identity,
  transaction xid8 not null default pg_current_xact_id(),
  command_id uuid not null,
  at timestamp with time zone not null,
  actor_account_id uuid,
  actor_person_id uuid,
  actor_role text,
  actor_place_id uuid,
  command text not null,
  subject_kind text not null,
  subject_id uuid not null,
  community_id uuid,
  before jsonb,
  after jsonb,
  reason text,
  http_request_id text,
  constraint entry_pkey PRIMARY KEY (seq)
);
CREATE INDEX entry_actor_person_id_seq_idx ON audit.entry USING btree (actor_person_id, seq) WHERE (actor_person_id IS NOT NULL);
CREATE INDEX entry_subject_kind_subject_id_seq_idx ON audit.entry USING btree (subject_kind, subject_id, seq);
CREATE INDEX entry_transaction_seq_idx ON audit.entry USING btree (transaction, seq);
grant insert, select on audit.entry to lifang_app;

create table audit.link (
  no bigint not null,
  entry_seq bigint not null,
  entry_transaction xid8 not null,
  digest bytea not null,
  head bytea not null,
  sealed_at timestamp with time zone not null,
  constraint link_pkey PRIMARY KEY (no),
  constraint link_entry_seq_key UNIQUE (entry_seq),
  constraint link_no_check CHECK ((no > 0))
);
grant insert, select on audit.link to lifang_app;

create table calendar.day (
  year integer not null,
  version integer not null,
  date date not null,
  kind text not null,
  name text not null,
  source_url text not null default ''::text,
  constraint day_pkey PRIMARY KEY (year, version, date),
  constraint day_year_version_fkey FOREIGN KEY (year, version) REFERENCES calendar.year(year, version),
  constraint day_check CHECK ((EXTRACT(year FROM date) = (year)::numeric)),
  constraint day_check1 CHECK (((kind = ANY (ARRAY['off'::text, 'work'::text])) AND ((kind = 'off'::text) OR (EXTRACT(isodow FROM date) >= (6)::numeric))))
);
grant insert, select on calendar.day to lifang_app;

create table calendar.year (
  year integer not null,
  version integer not null,
  reason text not null default ''::text,
  loaded_at timestamp with time zone not null,
  constraint year_pkey PRIMARY KEY (year, version),
  constraint year_version_check CHECK ((version > 0)),
  constraint year_year_check CHECK (((year >= 2000) AND (year <= 2999)))
);
grant insert, select on calendar.year to lifang_app;

create table notices.address (
  person_id uuid not null,
  email bytea not null,
  verified_at timestamp with time zone not null,
  constraint address_pkey PRIMARY KEY (person_id),
  constraint address_person_id_fkey FOREIGN KEY (person_id) REFERENCES register.person(id)
);
grant delete, insert, select, update on notices.address to lifang_app;

create table notices.address_code (
  person_id uuid not null,
  email bytea not null,
  email_index bytea not null,
  code_id uuid not null,
  tries smallint not null,
  expires_at timestamp with time zone not null,
  sent smallint not null,
  since timestamp with time zone not null,
  constraint address_code_pkey PRIMARY KEY (person_id),
  constraint address_code_person_id_fkey FOREIGN KEY (person_id) REFERENCES register.person(id)
);
CREATE INDEX address_code_email_index_since_idx ON notices.address_code USING btree (email_index, since);
grant delete, insert, select, update on notices.address_code to lifang_app;

create table notices.carried (
  community_id uuid not null,
  notice_id uuid not null,
  delivery_id uuid not null,
  constraint carried_pkey PRIMARY KEY (community_id, notice_id, delivery_id),
  constraint carried_community_id_notice_id_fkey FOREIGN KEY (community_id, notice_id) REFERENCES notices.notice(community_id, id) ON DELETE CASCADE,
  constraint carried_delivery_id_fkey FOREIGN KEY (delivery_id) REFERENCES notices.delivery(id) ON DELETE CASCADE
);
CREATE INDEX carried_by ON notices.carried USING btree (delivery_id);
grant delete, insert, select on notices.carried to lifang_app;

create table notices.choice (
  person_id uuid not null,
  chosen jsonb not null,
  changed_at timestamp with time zone not null,
  constraint choice_pkey PRIMARY KEY (person_id),
  constraint choice_person_id_fkey FOREIGN KEY (person_id) REFERENCES register.person(id)
);
grant insert, select, update on notices.choice to lifang_app;

create table notices.delivery (
  id uuid not null,
  person_id uuid not null,
  channel text not null,
  subscription_id uuid,
  digest boolean not null,
  state text not null,
  attempts integer not null default 0,
  due_at timestamp with time zone not null,
  last_error text,
  created_at timestamp with time zone not null,
  done_at timestamp with time zone,
  constraint delivery_pkey PRIMARY KEY (id),
  constraint delivery_person_id_fkey FOREIGN KEY (person_id) REFERENCES register.person(id),
  constraint delivery_channel_check CHECK ((channel = ANY (ARRAY['email'::text, 'push'::text]))),
  constraint delivery_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'failed'::text, 'sent'::text, 'given-up'::text, 'suppressed'::text])))
);
CREATE INDEX delivery_done ON notices.delivery USING btree (created_at);
CREATE INDEX delivery_due ON notices.delivery USING btree (due_at) WHERE (state = ANY (ARRAY['waiting'::text, 'failed'::text]));
grant delete, insert, select on notices.delivery to lifang_app;
grant update (attempts, done_at, due_at, last_error, state) on notices.delivery to lifang_app;

create table notices.notice (
  community_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  kind text not null,
  urgent boolean not null,
  subject_kind text not null,
  subject_id uuid not null,
  said jsonb not null,
  at timestamp with time zone not null,
  read_at timestamp with time zone,
  constraint notice_pkey PRIMARY KEY (community_id, id),
  constraint notice_person_id_fkey FOREIGN KEY (person_id) REFERENCES register.person(id)
);
CREATE INDEX notice_of_person ON notices.notice USING btree (person_id, at DESC, id DESC);
CREATE INDEX notice_of_subject ON notices.notice USING btree (community_id, subject_id);
CREATE INDEX notice_unread ON notices.notice USING btree (person_id) WHERE (read_at IS NULL);
grant delete, insert, select on notices.notice to lifang_app;
grant update (read_at) on notices.notice to lifang_app;

create table notices.subscription (
  id uuid not null,
  person_id uuid not null,
  sealed bytea not null,
  endpoint_index bytea not null,
  created_at timestamp with time zone not null,
  constraint subscription_pkey PRIMARY KEY (id),
  constraint subscription_endpoint_index_key UNIQUE (endpoint_index),
  constraint subscription_person_id_fkey FOREIGN KEY (person_id) REFERENCES register.person(id)
);
CREATE INDEX subscription_person_id_idx ON notices.subscription USING btree (person_id);
grant delete, insert, select on notices.subscription to lifang_app;

create table overview.figure (
  key text not null,
  sort integer not null,
  kind text not null,
  scale text not null,
  flow boolean not null default false,
  numerator text[] not null,
  denominator text[] not null,
  classes double precision[] not null,
  texts jsonb not null,
  constraint figure_pkey PRIMARY KEY (key),
  constraint figure_denominator_check CHECK ((cardinality(denominator) > 0)),
  constraint figure_key_check CHECK ((key ~ '^[a-z][a-z-]{1,30}$'::text)),
  constraint figure_kind_check CHECK ((kind = ANY (ARRAY['state'::text, 'per-1000-households'::text, 'share'::text, 'count'::text]))),
  constraint figure_numerator_check CHECK ((cardinality(numerator) > 0)),
  constraint figure_scale_check CHECK ((scale = ANY (ARRAY['jade'::text, 'vermilion'::text])))
);
grant insert, select, update on overview.figure to lifang_app;

create table overview.layout (
  version integer not null,
  at timestamp with time zone not null,
  plan jsonb not null,
  rows jsonb not null,
  constraint layout_pkey PRIMARY KEY (version)
);
grant insert, select on overview.layout to lifang_app;

create table overview.month_end (
  community_id uuid not null,
  month date not null,
  name text not null,
  value bigint not null,
  constraint month_end_pkey PRIMARY KEY (community_id, month, name),
  constraint month_end_community_id_fkey FOREIGN KEY (community_id) REFERENCES register.community(community_id),
  constraint month_end_month_check CHECK ((EXTRACT(day FROM month) = (1)::numeric)),
  constraint month_end_name_check CHECK ((name ~ '^[a-z]+\.[a-zA-Z]+$'::text))
);
CREATE INDEX month_end_month_name_idx ON overview.month_end USING btree (month, name);
grant insert, select, update on overview.month_end to lifang_app;

create table platform.file (
  id uuid not null,
  uploaded_by uuid not null,
  media_type text not null,
  bytes integer not null,
  width integer not null,
  height integer not null,
  sha256 bytea not null,
  uploaded_at timestamp with time zone not null,
  attached_to text,
  constraint file_pkey PRIMARY KEY (id),
  constraint file_bytes_check CHECK ((bytes > 0))
);
CREATE INDEX file_uploaded_at_idx ON platform.file USING btree (uploaded_at) WHERE (attached_to IS NULL);
grant delete, insert, select on platform.file to lifang_app;
grant update (attached_to) on platform.file to lifang_app;

create table platform.idempotency (
  account_id uuid not null,
  key text not null,
  digest bytea not null,
  status smallint not null,
  at timestamp with time zone not null,
  reply bytea not null,
  constraint idempotency_pkey PRIMARY KEY (account_id, key),
  constraint idempotency_key_check CHECK (((length(key) >= 8) AND (length(key) <= 100)))
);
CREATE INDEX idempotency_at_idx ON platform.idempotency USING btree (at);
grant delete, insert, select on platform.idempotency to lifang_app;

create table platform.secret (
  name text not null,
  wrapped bytea not null,
  created_at timestamp with time zone not null default now(),
  constraint secret_pkey PRIMARY KEY (name)
);
grant insert, select, update on platform.secret to lifang_app;

create table platform.setting (
  name text not null,
  value jsonb not null,
  constraint setting_pkey PRIMARY KEY (name)
);
grant delete, insert, select, update on platform.setting to lifang_app;

create table register.branch (
  community_id uuid not null,
  id uuid not null,
  name text not null,
  kind text not null,
  valid_from date not null,
  valid_to date,
  recorded_at timestamp with time zone not null,
  superseded_at timestamp with time zone,
  command_id uuid not null,
  constraint branch_pkey PRIMARY KEY (community_id, id),
  constraint branch_community_id_fkey FOREIGN KEY (community_id) REFERENCES register.community(community_id),
  constraint branch_check CHECK ((valid_to > valid_from)),
  constraint branch_kind_check CHECK ((kind = ANY (ARRAY['ordinary'::text, 'functional'::text])))
);
grant insert, select, update on register.branch to lifang_app;

create table register.building (
  community_id uuid not null,
  id uuid not null,
  name text not null,
  sort integer not null,
  floors smallint not null,
  built_year smallint,
  area_centi_m2 bigint not null,
  constraint building_pkey PRIMARY KEY (community_id, id),
  constraint building_community_id_name_key UNIQUE (community_id, name),
  constraint building_community_id_fkey FOREIGN KEY (community_id) REFERENCES register.community(community_id),
  constraint building_area_centi_m2_check CHECK ((area_centi_m2 > 0)),
  constraint building_floors_check CHECK (((floors >= 1) AND (floors <= 120)))
);
grant insert, select, update on register.building to lifang_app;

create table register.committee (
  community_id uuid not null,
  id uuid not null,
  term smallint not null,
  valid_from date not null,
  valid_to date,
  recorded_at timestamp with time zone not null,
  superseded_at timestamp with time zone,
  command_id uuid not null,
  constraint committee_pkey PRIMARY KEY (community_id, id),
  constraint committee_community_id_term_key UNIQUE (community_id, term),
  constraint committee_community_id_fkey FOREIGN KEY (community_id) REFERENCES register.community(community_id),
  constraint committee_check CHECK ((valid_to > valid_from)),
  constraint committee_term_check CHECK ((term > 0))
);
grant insert, select, update on register.committee to lifang_app;

create table register.community (
  community_id uuid not null,
  kind text not null,
  courtyard boolean not null,
  unmanaged boolean not null default false,
  short_code text not null,
  address text not null default ''::text,
  built_year smallint,
  residents integer,
  constraint community_pkey PRIMARY KEY (community_id),
  constraint community_short_code_key UNIQUE (short_code),
  constraint community_community_id_fkey FOREIGN KEY (community_id) REFERENCES register.place(id),
  constraint community_check CHECK ((NOT (courtyard AND unmanaged))),
  constraint community_kind_check CHECK ((kind = ANY (ARRAY['commercial'::text, 'old'::text, 'state_firm'::text, 'resettlement'::text, 'yard'::text]))),
  constraint community_short_code_check CHECK ((short_code ~ '^[A-Z]{2,4}[0-9]{0,3}$'::text))
);
grant insert, select, update on register.community to lifang_app;

create table register.home (
  community_id uuid not null,
  id uuid not null,
  building_id uuid not null,
  unit_id uuid not null,
  floor smallint not null,
  name text not null,
  sort integer not null,
  area_centi_m2 bigint,
  area_source text,
  occupancy text not null,
  residents smallint,
  constraint home_pkey PRIMARY KEY (community_id, id),
  constraint home_community_id_unit_id_name_key UNIQUE (community_id, unit_id, name),
  constraint home_community_id_building_id_fkey FOREIGN KEY (community_id, building_id) REFERENCES register.building(community_id, id),
  constraint home_community_id_unit_id_fkey FOREIGN KEY (community_id, unit_id) REFERENCES register.unit(community_id, id),
  constraint home_area_centi_m2_check CHECK ((area_centi_m2 > 0)),
  constraint home_area_source_check CHECK ((area_source = ANY (ARRAY['register'::text, 'survey'::text, 'contract'::text]))),
  constraint home_check CHECK (((area_centi_m2 IS NULL) = (area_source IS NULL))),
  constraint home_occupancy_check CHECK ((occupancy = ANY (ARRAY['owner'::text, 'let'::text, 'vacant'::text, 'unsold'::text])))
);
CREATE INDEX home_community_id_building_id_idx ON register.home USING btree (community_id, building_id);
grant insert, select, update on register.home to lifang_app;

create table register.organisation (
  id uuid not null,
  kind text not null,
  name text not null,
  credit_code text,
  place_id uuid,
  phone text,
  valid_from date not null,
  valid_to date,
  constraint organisation_pkey PRIMARY KEY (id),
  constraint organisation_place_id_fkey FOREIGN KEY (place_id) REFERENCES register.place(id),
  constraint organisation_kind_check CHECK ((kind = ANY (ARRAY['property_company'::text, 'community_office'::text, 'street'::text, 'district'::text, 'department'::text, 'bureau'::text, 'utility'::text, 'developer'::text, 'company'::text])))
);
CREATE INDEX organisation_place_id_kind_idx ON register.organisation USING btree (place_id, kind);
grant insert, select, update on register.organisation to lifang_app;

create table register.ownership (
  community_id uuid not null,
  id uuid not null,
  home_id uuid not null,
  person_id uuid,
  organisation_id uuid,
  share_numerator integer not null,
  share_denominator integer not null,
  basis text not null,
  valid_from date not null,
  valid_to date,
  recorded_at timestamp with time zone not null,
  superseded_at timestamp with time zone,
  command_id uuid not null,
  constraint ownership_pkey PRIMARY KEY (community_id, id),
  constraint ownership_community_id_home_id_fkey FOREIGN KEY (community_id, home_id) REFERENCES register.home(community_id, id),
  constraint ownership_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES register.organisation(id),
  constraint ownership_person_id_fkey FOREIGN KEY (person_id) REFERENCES register.person(id),
  constraint ownership_basis_check CHECK ((basis = ANY (ARRAY['registered'::text, 'purchaser'::text, 'developer'::text]))),
  constraint ownership_check CHECK ((share_denominator >= share_numerator)),
  constraint ownership_check1 CHECK ((valid_to > valid_from)),
  constraint ownership_check2 CHECK ((num_nonnulls(person_id, organisation_id) = 1)),
  constraint ownership_share_numerator_check CHECK ((share_numerator > 0))
);
CREATE INDEX ownership_community_id_home_id_idx ON register.ownership USING btree (community_id, home_id);
CREATE INDEX ownership_person_id_idx ON register.ownership USING btree (person_id) WHERE (person_id IS NOT NULL);
grant insert, select, update on register.ownership to lifang_app;

create table register.person (
  id uuid not null,
  wrapped_key bytea,
  name bytea not null,
  phone bytea,
  phone_index bytea,
  birth_year smallint,
  recorded_at timestamp with time zone not null,
  constraint person_pkey PRIMARY KEY (id)
);
CREATE INDEX person_phone_index_idx ON register.person USING btree (phone_index) WHERE (phone_index IS NOT NULL);
grant insert, select, update on register.person to lifang_app;

create table register.person_token (
  community_id uuid not null,
  token bytea not null,
  person_id uuid not null,
  constraint person_token_pkey PRIMARY KEY (community_id, token, person_id),
  constraint person_token_community_id_fkey FOREIGN KEY (community_id) REFERENCES register.community(community_id),
  constraint person_token_person_id_fkey FOREIGN KEY (person_id) REFERENCES register.person(id),
  constraint person_token_token_check CHECK ((length(token) = 12))
);
grant delete, insert, select on register.person_token to lifang_app;

create table register.place (
  id uuid not null,
  kind text not null,
  parent_id uuid,
  no integer not null,
  path text not null,
  code text not null,
  name text not null,
  initials text not null default ''::text,
  valid_from date not null,
  valid_to date,
  constraint place_pkey PRIMARY KEY (id),
  constraint place_no_key UNIQUE (no),
  constraint place_path_key UNIQUE (path),
  constraint place_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES register.place(id),
  constraint place_check CHECK (((kind = 'city'::text) = (parent_id IS NULL))),
  constraint place_kind_check CHECK ((kind = ANY (ARRAY['city'::text, 'district'::text, 'street'::text, 'office'::text, 'grid'::text, 'community'::text]))),
  constraint place_path_check CHECK ((path ~ '^/([0-9]+/)+$'::text))
);
CREATE INDEX place_initials_idx ON register.place USING btree (initials text_pattern_ops);
CREATE INDEX place_name_idx ON register.place USING gin (name public.gin_trgm_ops);
CREATE INDEX place_parent_id_idx ON register.place USING btree (parent_id);
CREATE INDEX place_path_idx ON register.place USING btree (path text_pattern_ops);
grant insert, select, update on register.place to lifang_app;

create table register.residence (
  community_id uuid not null,
  id uuid not null,
  home_id uuid not null,
  person_id uuid not null,
  kind text not null,
  valid_from date not null,
  valid_to date,
  recorded_at timestamp with time zone not null,
  superseded_at timestamp with time zone,
  command_id uuid not null,
  constraint residence_pkey PRIMARY KEY (community_id, id),
  constraint residence_community_id_home_id_fkey FOREIGN KEY (community_id, home_id) REFERENCES register.home(community_id, id),
  constraint residence_person_id_fkey FOREIGN KEY (person_id) REFERENCES register.person(id),
  constraint residence_check CHECK ((valid_to > valid_from)),
  constraint residence_kind_check CHECK ((kind = ANY (ARRAY['tenant'::text, 'family'::text])))
);
CREATE INDEX residence_community_id_home_id_idx ON register.residence USING btree (community_id, home_id);
CREATE INDEX residence_person_id_idx ON register.residence USING btree (person_id);
grant insert, select, update on register.residence to lifang_app;

create table register.service_contract (
  community_id uuid not null,
  id uuid not null,
  organisation_id uuid not null,
  valid_from date not null,
  valid_to date,
  recorded_at timestamp with time zone not null,
  superseded_at timestamp with time zone,
  command_id uuid not null,
  constraint service_contract_pkey PRIMARY KEY (community_id, id),
  constraint service_contract_community_id_fkey FOREIGN KEY (community_id) REFERENCES register.community(community_id),
  constraint service_contract_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES register.organisation(id),
  constraint service_contract_check CHECK ((valid_to > valid_from))
);
CREATE INDEX service_contract_organisation_id_idx ON register.service_contract USING btree (organisation_id);
grant insert, select, update on register.service_contract to lifang_app;

create table register.standing (
  community_id uuid not null,
  buildings integer not null,
  homes integer not null,
  area_centi_m2 bigint not null,
  committee boolean not null,
  company boolean not null,
  branch boolean not null,
  complete_homes integer not null,
  constraint standing_pkey PRIMARY KEY (community_id),
  constraint standing_community_id_fkey FOREIGN KEY (community_id) REFERENCES register.community(community_id)
);
grant insert, select, update on register.standing to lifang_app;

create table register.unit (
  community_id uuid not null,
  id uuid not null,
  building_id uuid not null,
  name text not null,
  sort integer not null,
  constraint unit_pkey PRIMARY KEY (community_id, id),
  constraint unit_community_id_building_id_name_key UNIQUE (community_id, building_id, name),
  constraint unit_community_id_building_id_fkey FOREIGN KEY (community_id, building_id) REFERENCES register.building(community_id, id)
);
grant insert, select, update on register.unit to lifang_app;

create table requests.category (
  version integer not null,
  code text not null,
  scheme text not null,
  name_zh text not null,
  name_en text not null,
  scope_zh text not null,
  deadline_class text not null,
  responsible_kind text not null,
  competent_unit text not null default ''::text,
  safety boolean not null,
  related_national text[] not null default '{}'::text[],
  photo_on_feedback boolean not null,
  sort integer not null,
  constraint category_pkey PRIMARY KEY (version, code),
  constraint category_version_fkey FOREIGN KEY (version) REFERENCES requests.rule_set(version),
  constraint category_deadline_class_check CHECK ((deadline_class = ANY (ARRAY['URGENT'::text, 'FAST'::text, 'NORMAL'::text, 'COMPLEX'::text, 'QUESTION'::text]))),
  constraint category_responsible_kind_check CHECK ((responsible_kind = ANY (ARRAY['property_company'::text, 'community_office'::text, 'street'::text, 'department'::text]))),
  constraint category_scheme_check CHECK ((scheme = ANY (ARRAY['national'::text, 'local'::text])))
);
grant insert, select on requests.category to lifang_app;

create table requests.daily (
  community_id uuid not null,
  day date not null,
  reported integer not null default 0,
  closed integer not null default 0,
  due integer not null default 0,
  on_time integer not null default 0,
  answered integer not null default 0,
  resolved integer not null default 0,
  satisfied integer not null default 0,
  open integer not null default 0,
  repeated integer not null default 0,
  reworked integer not null default 0,
  contact_due integer not null default 0,
  contacted integer not null default 0,
  excluded_due integer not null default 0,
  excluded_on_time integer not null default 0,
  excluded_contact_due integer not null default 0,
  excluded_contacted integer not null default 0,
  excluded_resolved_answered integer not null default 0,
  excluded_resolved integer not null default 0,
  excluded_satisfied_answered integer not null default 0,
  excluded_satisfied integer not null default 0,
  constraint daily_pkey PRIMARY KEY (community_id, day),
  constraint daily_community_id_fkey FOREIGN KEY (community_id) REFERENCES register.community(community_id)
);
CREATE INDEX daily_day_idx ON requests.daily USING btree (day);
grant delete, insert, select, update on requests.daily to lifang_app;

create table requests.day_number (
  community_id uuid not null,
  day date not null,
  last integer not null,
  constraint day_number_pkey PRIMARY KEY (community_id, day),
  constraint day_number_community_id_fkey FOREIGN KEY (community_id) REFERENCES register.community(community_id)
);
grant insert, select, update on requests.day_number to lifang_app;

create table requests.duty (
  organisation_id uuid not null,
  scope text not null,
  from_at timestamp with time zone not null,
  until_at timestamp with time zone not null,
  person_id uuid not null,
  show_phone boolean not null default false,
  constraint duty_pkey PRIMARY KEY (organisation_id, scope, from_at),
  constraint duty_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES register.organisation(id),
  constraint duty_person_id_fkey FOREIGN KEY (person_id) REFERENCES register.person(id),
  constraint duty_check CHECK ((until_at > from_at)),
  constraint duty_one_at_a_time EXCLUDE USING gist (organisation_id WITH =, scope WITH =, tstzrange(from_at, until_at) WITH &&)
);
grant delete, insert, select on requests.duty to lifang_app;

create table requests.event (
  community_id uuid not null,
  request_id uuid not null,
  no smallint not null,
  at timestamp with time zone not null,
  kind text not null,
  to_state text not null,
  actor_person_id uuid,
  actor_role text not null,
  actor_title text not null default ''::text,
  organisation_id uuid,
  visibility text not null,
  text text not null default ''::text,
  data jsonb not null default '{}'::jsonb,
  constraint event_pkey PRIMARY KEY (community_id, request_id, no),
  constraint event_community_id_request_id_fkey FOREIGN KEY (community_id, request_id) REFERENCES requests.request(community_id, id),
  constraint event_no_check CHECK ((no > 0)),
  constraint event_visibility_check CHECK ((visibility = ANY (ARRAY['resident'::text, 'internal'::text])))
);
grant insert, select on requests.event to lifang_app;

create table requests.exclusion (
  community_id uuid not null,
  id uuid not null,
  request_id uuid not null,
  figures text[] not null,
  ground text not null,
  text text not null,
  asked_by uuid not null,
  asked_organisation_id uuid not null,
  asked_at timestamp with time zone not null,
  granted boolean,
  decided_by uuid,
  decided_organisation_id uuid,
  decided_at timestamp with time zone,
  decision_text text not null default ''::text,
  appealed_by uuid,
  appealed_at timestamp with time zone,
  appeal_text text not null default ''::text,
  appeal_granted boolean,
  appeal_decided_by uuid,
  appeal_decided_at timestamp with time zone,
  appeal_decision_text text not null default ''::text,
  constraint exclusion_pkey PRIMARY KEY (community_id, id),
  constraint exclusion_appeal_decided_by_fkey FOREIGN KEY (appeal_decided_by) REFERENCES register.person(id),
  constraint exclusion_appealed_by_fkey FOREIGN KEY (appealed_by) REFERENCES register.person(id),
  constraint exclusion_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES register.person(id),
  constraint exclusion_asked_organisation_id_fkey FOREIGN KEY (asked_organisation_id) REFERENCES register.organisation(id),
  constraint exclusion_community_id_request_id_fkey FOREIGN KEY (community_id, request_id) REFERENCES requests.request(community_id, id),
  constraint exclusion_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES register.person(id),
  constraint exclusion_decided_organisation_id_fkey FOREIGN KEY (decided_organisation_id) REFERENCES register.organisation(id),
  constraint exclusion_check CHECK ((num_nonnulls(granted, decided_by, decided_organisation_id, decided_at) = ANY (ARRAY[0, 4]))),
  constraint exclusion_check1 CHECK ((num_nonnulls(appealed_by, appealed_at) = ANY (ARRAY[0, 2]))),
  constraint exclusion_check2 CHECK ((num_nonnulls(appeal_granted, appeal_decided_by, appeal_decided_at) = ANY (ARRAY[0, 3]))),
  constraint exclusion_check3 CHECK (((decided_by <> asked_by) AND (decided_organisation_id <> asked_organisation_id))),
  constraint exclusion_check4 CHECK (((appeal_decided_by <> asked_by) AND (appeal_decided_by <> decided_by))),
  constraint exclusion_check5 CHECK (((appealed_at IS NULL) OR (decided_at IS NOT NULL))),
  constraint exclusion_check6 CHECK (((appeal_decided_at IS NULL) OR (appealed_at IS NOT NULL))),
  constraint exclusion_figures_check CHECK (((figures <@ ARRAY['response'::text, 'on-time'::text, 'resolved'::text, 'satisfied'::text]) AND (cardinality(figures) > 0)))
);
CREATE INDEX exclusion_asked ON requests.exclusion USING btree (asked_at DESC, id);
CREATE UNIQUE INDEX exclusion_waiting ON requests.exclusion USING btree (community_id, request_id) WHERE (granted IS NULL);
grant insert, select, update on requests.exclusion to lifang_app;

create table requests.figure_change (
  community_id uuid not null,
  id uuid not null,
  day date not null,
  reported integer,
  closed integer,
  due integer,
  on_time integer,
  answered integer,
  resolved integer,
  satisfied integer,
  open integer,
  repeated integer,
  reworked integer,
  contact_due integer,
  contacted integer,
  excluded_due integer,
  excluded_on_time integer,
  excluded_contact_due integer,
  excluded_contacted integer,
  excluded_resolved_answered integer,
  excluded_resolved integer,
  excluded_satisfied_answered integer,
  excluded_satisfied integer,
  constraint figure_change_pkey PRIMARY KEY (community_id, id),
  constraint figure_change_community_id_fkey FOREIGN KEY (community_id) REFERENCES register.community(community_id)
);
grant delete, insert, select on requests.figure_change to lifang_app;
grant update (id) on requests.figure_change to lifang_app;

create table requests.follower (
  community_id uuid not null,
  request_id uuid not null,
  person_id uuid not null,
  at timestamp with time zone not null,
  how text not null,
  constraint follower_pkey PRIMARY KEY (community_id, request_id, person_id),
  constraint follower_community_id_request_id_fkey FOREIGN KEY (community_id, request_id) REFERENCES requests.request(community_id, id),
  constraint follower_person_id_fkey FOREIGN KEY (person_id) REFERENCES register.person(id),
  constraint follower_how_check CHECK ((how = ANY (ARRAY['merged'::text, 'joined'::text, 'follows'::text])))
);
CREATE INDEX follower_person_id_idx ON requests.follower USING btree (person_id);
grant delete, insert, select on requests.follower to lifang_app;

create table requests.import_source (
  community_id uuid not null,
  id uuid not null,
  name text not null,
  zone text not null,
  person_id uuid not null,
  organisation_id uuid not null,
  begun_at timestamp with time zone not null,
  constraint import_source_pkey PRIMARY KEY (community_id, id),
  constraint import_source_community_id_name_key UNIQUE (community_id, name),
  constraint import_source_community_id_fkey FOREIGN KEY (community_id) REFERENCES register.community(community_id),
  constraint import_source_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES register.organisation(id),
  constraint import_source_person_id_fkey FOREIGN KEY (person_id) REFERENCES register.person(id)
);
grant insert, select on requests.import_source to lifang_app;
grant update (id) on requests.import_source to lifang_app;

create table requests.imported (
  community_id uuid not null,
  source_id uuid not null,
  original_id text not null,
  request_id uuid not null,
  on_time boolean,
  facts jsonb not null,
  constraint imported_pkey PRIMARY KEY (community_id, source_id, original_id),
  constraint imported_community_id_request_id_key UNIQUE (community_id, request_id),
  constraint imported_community_id_request_id_fkey FOREIGN KEY (community_id, request_id) REFERENCES requests.request(community_id, id),
  constraint imported_community_id_source_id_fkey FOREIGN KEY (community_id, source_id) REFERENCES requests.import_source(community_id, id)
);
grant insert, select on requests.imported to lifang_app;

create table requests.learned (
  category text not null,
  cases integer not null,
  features jsonb not null,
  counted_at timestamp with time zone not null,
  constraint learned_pkey PRIMARY KEY (category)
);
grant delete, insert, select on requests.learned to lifang_app;

create table requests.monthly (
  community_id uuid not null,
  month date not null,
  reported integer not null default 0,
  closed integer not null default 0,
  due integer not null default 0,
  on_time integer not null default 0,
  answered integer not null default 0,
  resolved integer not null default 0,
  satisfied integer not null default 0,
  open integer not null default 0,
  repeated integer not null default 0,
  reworked integer not null default 0,
  contact_due integer not null default 0,
  contacted integer not null default 0,
  excluded_due integer not null default 0,
  excluded_on_time integer not null default 0,
  excluded_contact_due integer not null default 0,
  excluded_contacted integer not null default 0,
  excluded_resolved_answered integer not null default 0,
  excluded_resolved integer not null default 0,
  excluded_satisfied_answered integer not null default 0,
  excluded_satisfied integer not null default 0,
  constraint monthly_pkey PRIMARY KEY (community_id, month),
  constraint monthly_community_id_fkey FOREIGN KEY (community_id) REFERENCES register.community(community_id),
  constraint monthly_month_check CHECK ((EXTRACT(day FROM month) = (1)::numeric))
);
CREATE INDEX monthly_month_idx ON requests.monthly USING btree (month);
grant delete, insert, select, update on requests.monthly to lifang_app;

create table requests.photo (
  community_id uuid not null,
  request_id uuid not null,
  file_id uuid not null,
  event_no smallint not null,
  sort smallint not null,
  constraint photo_pkey PRIMARY KEY (community_id, request_id, file_id),
  constraint photo_community_id_request_id_fkey FOREIGN KEY (community_id, request_id) REFERENCES requests.request(community_id, id),
  constraint photo_file_id_fkey FOREIGN KEY (file_id) REFERENCES platform.file(id)
);
grant insert, select on requests.photo to lifang_app;

create table requests.phrase_set (
  version integer not null,
  recorded_at timestamp with time zone not null,
  person_id uuid,
  sections jsonb not null,
  constraint phrase_set_pkey PRIMARY KEY (version),
  constraint phrase_set_person_id_fkey FOREIGN KEY (person_id) REFERENCES register.person(id)
);
grant insert, select on requests.phrase_set to lifang_app;

create table requests.request (
  community_id uuid not null,
  id uuid not null,
  number text collate "C" not null,
  rule_version integer not null,
  category text not null,
  deadline_class text not null,
  text text not null,
  place_kind text not null,
  building_id uuid,
  unit_id uuid,
  home_id uuid,
  place_detail text not null default ''::text,
  reporter_person_id uuid not null,
  reporter_role text not null,
  reporter_organisation_id uuid,
  on_behalf boolean not null default false,
  for_person_id uuid,
  anonymous boolean not null,
  state text not null,
  lead_organisation_id uuid not null,
  assignee_person_id uuid,
  assignee_title text not null default ''::text,
  handler_person_id uuid,
  level text not null,
  reported_at timestamp with time zone not null,
  accepted_at timestamp with time zone,
  contacted_at timestamp with time zone,
  feedback_at timestamp with time zone,
  closed_at timestamp with time zone,
  urged_at timestamp with time zone,
  stage_from timestamp with time zone not null,
  stage_due_at timestamp with time zone,
  contact_due_at timestamp with time zone,
  due_from timestamp with time zone,
  due_at timestamp with time zone,
  returns smallint not null default 0,
  reworks smallint not null default 0,
  reopens smallint not null default 0,
  answered_at timestamp with time zone,
  resolved boolean,
  satisfaction text,
  version integer not null default 1,
  events smallint not null default 1,
  lead_level text not null,
  level_organisation_id uuid,
  climbed_at timestamp with time zone,
  climb_at timestamp with time zone,
  waiting_from timestamp with time zone,
  waiting_until timestamp with time zone,
  waited_ms integer not null default 0,
  suspended_from timestamp with time zone,
  resume_at timestamp with time zone,
  pending jsonb,
  rejected_at timestamp with time zone,
  rejected_by_person_id uuid,
  contested_at timestamp with time zone,
  escalated_at timestamp with time zone,
  dissatisfied smallint not null default 0,
  binding boolean not null default false,
  from_organisation_id uuid,
  supporting jsonb not null default '[]'::jsonb,
  merged_into_id uuid,
  followers integer not null default 0,
  form jsonb not null default '{}'::jsonb,
  excluded text[] not null default '{}'::text[],
  repeated boolean not null default false,
  constraint request_pkey PRIMARY KEY (community_id, id),
  constraint request_community_id_number_key UNIQUE (community_id, number),
  constraint request_assignee_person_id_fkey FOREIGN KEY (assignee_person_id) REFERENCES register.person(id),
  constraint request_community_id_building_id_fkey FOREIGN KEY (community_id, building_id) REFERENCES register.building(community_id, id),
  constraint request_community_id_fkey FOREIGN KEY (community_id) REFERENCES register.community(community_id),
  constraint request_community_id_home_id_fkey FOREIGN KEY (community_id, home_id) REFERENCES register.home(community_id, id),
  constraint request_community_id_merged_into_id_fkey FOREIGN KEY (community_id, merged_into_id) REFERENCES requests.request(community_id, id),
  constraint request_community_id_unit_id_fkey FOREIGN KEY (community_id, unit_id) REFERENCES register.unit(community_id, id),
  constraint request_for_person_id_fkey FOREIGN KEY (for_person_id) REFERENCES register.person(id),
  constraint request_from_organisation_id_fkey FOREIGN KEY (from_organisation_id) REFERENCES register.organisation(id),
  constraint request_handler_person_id_fkey FOREIGN KEY (handler_person_id) REFERENCES register.person(id),
  constraint request_lead_organisation_id_fkey FOREIGN KEY (lead_organisation_id) REFERENCES register.organisation(id),
  constraint request_level_organisation_id_fkey FOREIGN KEY (level_organisation_id) REFERENCES register.organisation(id),
  constraint request_rejected_by_person_id_fkey FOREIGN KEY (rejected_by_person_id) REFERENCES register.person(id),
  constraint request_reporter_organisation_id_fkey FOREIGN KEY (reporter_organisation_id) REFERENCES register.organisation(id),
  constraint request_reporter_person_id_fkey FOREIGN KEY (reporter_person_id) REFERENCES register.person(id),
  constraint request_rule_version_category_fkey FOREIGN KEY (rule_version, category) REFERENCES requests.category(version, code),
  constraint request_check CHECK (((state = 'CLOSED'::text) = (closed_at IS NOT NULL))),
  constraint request_check1 CHECK (((answered_at IS NULL) = (resolved IS NULL))),
  constraint request_check10 CHECK (((state <> 'REJECTED'::text) OR ((rejected_at IS NOT NULL) AND (rejected_by_person_id IS NOT NULL)))),
  constraint request_check11 CHECK (((state = 'MERGED'::text) = (merged_into_id IS NOT NULL))),
  constraint request_check12 CHECK (((state <> ALL (ARRAY['CLOSED'::text, 'REJECTED'::text, 'MERGED'::text, 'VOIDED'::text])) OR ((climb_at IS NULL) AND (stage_due_at IS NULL) AND (pending IS NULL)))),
  constraint request_check2 CHECK (((satisfaction IS NULL) OR (answered_at IS NOT NULL))),
  constraint request_check3 CHECK (((accepted_at IS NULL) = (due_from IS NULL))),
  constraint request_check4 CHECK (((accepted_at IS NOT NULL) OR (state = ANY (ARRAY['REPORTED'::text, 'REJECTED'::text, 'MERGED'::text, 'VOIDED'::text])))),
  constraint request_check5 CHECK (((assignee_person_id IS NOT NULL) OR (state <> ALL (ARRAY['HANDLING'::text, 'SUSPENDED'::text, 'CHECKING'::text])))),
  constraint request_check6 CHECK (((feedback_at IS NOT NULL) OR (state <> 'CHECKING'::text))),
  constraint request_check7 CHECK (((state = 'SUSPENDED'::text) = (resume_at IS NOT NULL))),
  constraint request_check8 CHECK (((resume_at IS NULL) = (suspended_from IS NULL))),
  constraint request_check9 CHECK (((waiting_from IS NULL) = (waiting_until IS NULL))),
  constraint request_deadline_class_check CHECK ((deadline_class = ANY (ARRAY['URGENT'::text, 'FAST'::text, 'NORMAL'::text, 'COMPLEX'::text, 'QUESTION'::text]))),
  constraint request_excluded_check CHECK ((excluded <@ ARRAY['response'::text, 'on-time'::text, 'resolved'::text, 'satisfied'::text])),
  constraint request_lead_level_check CHECK ((lead_level = ANY (ARRAY['community'::text, 'office'::text, 'street'::text, 'district'::text, 'city'::text]))),
  constraint request_level_check CHECK ((level = ANY (ARRAY['community'::text, 'office'::text, 'street'::text, 'district'::text, 'city'::text]))),
  constraint request_place_kind_check CHECK ((place_kind = ANY (ARRAY['community'::text, 'building'::text, 'unit'::text, 'home'::text]))),
  constraint request_satisfaction_check CHECK ((satisfaction = ANY (ARRAY['good'::text, 'fair'::text, 'bad'::text]))),
  constraint request_state_check CHECK ((state = ANY (ARRAY['REPORTED'::text, 'ACCEPTED'::text, 'DISPATCHED'::text, 'HANDLING'::text, 'SUSPENDED'::text, 'CHECKING'::text, 'CLOSED'::text, 'REJECTED'::text, 'MERGED'::text, 'VOIDED'::text])))
);
CREATE INDEX request_assigned ON requests.request USING btree (assignee_person_id, stage_due_at) WHERE ((assignee_person_id IS NOT NULL) AND (state <> ALL (ARRAY['CLOSED'::text, 'REJECTED'::text, 'MERGED'::text, 'VOIDED'::text])));
CREATE INDEX request_awaits_calendar ON requests.request USING btree (community_id, id) WHERE (((accepted_at IS NOT NULL) AND (due_at IS NULL)) OR ((state <> ALL (ARRAY['CLOSED'::text, 'REJECTED'::text, 'MERGED'::text, 'VOIDED'::text])) AND ((stage_due_at IS NULL) OR ((climb_at IS NULL) AND (level <> 'city'::text)))));
CREATE INDEX request_by_day ON requests.request USING btree (community_id, reported_at DESC, id);
CREATE INDEX request_climb ON requests.request USING btree (climb_at) WHERE (climb_at IS NOT NULL);
CREATE INDEX request_climbed ON requests.request USING btree (level_organisation_id) WHERE ((level_organisation_id IS NOT NULL) AND (state <> ALL (ARRAY['CLOSED'::text, 'REJECTED'::text, 'MERGED'::text, 'VOIDED'::text])));
CREATE INDEX request_due ON requests.request USING btree (due_at) INCLUDE (community_id, feedback_at) WHERE (due_at IS NOT NULL);
CREATE INDEX request_merged ON requests.request USING btree (community_id, merged_into_id) WHERE (merged_into_id IS NOT NULL);
CREATE INDEX request_mine ON requests.request USING btree (reporter_person_id, reported_at DESC, id DESC);
CREATE INDEX request_open ON requests.request USING btree (community_id, due_at) INCLUDE (stage_due_at, state) WHERE (state <> ALL (ARRAY['CLOSED'::text, 'REJECTED'::text, 'MERGED'::text, 'VOIDED'::text]));
CREATE INDEX request_overdue ON requests.request USING btree (stage_due_at) INCLUDE (community_id) WHERE (state <> ALL (ARRAY['CLOSED'::text, 'REJECTED'::text, 'MERGED'::text, 'VOIDED'::text, 'CHECKING'::text]));
CREATE INDEX request_pending ON requests.request USING btree (community_id) WHERE (pending IS NOT NULL);
CREATE INDEX request_queue ON requests.request USING btree (lead_organisation_id, (
CASE
    WHEN (state = 'CHECKING'::text) THEN 2
    WHEN (deadline_class = 'URGENT'::text) THEN 0
    ELSE 1
END), COALESCE(stage_due_at, 'infinity'::timestamp with time zone), id) WHERE (state <> ALL (ARRAY['CLOSED'::text, 'REJECTED'::text, 'MERGED'::text, 'VOIDED'::text]));
CREATE INDEX request_resume ON requests.request USING btree (resume_at) WHERE (resume_at IS NOT NULL);
CREATE INDEX request_supporting ON requests.request USING gin (supporting jsonb_path_ops) WHERE ((supporting <> '[]'::jsonb) AND (state <> ALL (ARRAY['CLOSED'::text, 'REJECTED'::text, 'MERGED'::text, 'VOIDED'::text])));
grant insert, select, update on requests.request to lifang_app;

create table requests.rule_set (
  version integer not null,
  effective_from timestamp with time zone not null,
  source text not null,
  rules jsonb not null,
  constraint rule_set_pkey PRIMARY KEY (version)
);
grant insert, select on requests.rule_set to lifang_app;

create table requests.saved_filter (
  id uuid not null,
  person_id uuid not null,
  organisation_id uuid,
  name text not null,
  shared boolean not null,
  list text not null,
  filter jsonb not null,
  created_at timestamp with time zone not null,
  constraint saved_filter_pkey PRIMARY KEY (id),
  constraint saved_filter_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES register.organisation(id),
  constraint saved_filter_person_id_fkey FOREIGN KEY (person_id) REFERENCES register.person(id),
  constraint saved_filter_check CHECK (((NOT shared) OR (organisation_id IS NOT NULL)))
);
CREATE INDEX saved_filter_organisation_id_idx ON requests.saved_filter USING btree (organisation_id) WHERE shared;
CREATE INDEX saved_filter_person_id_created_at_idx ON requests.saved_filter USING btree (person_id, created_at);
grant delete, insert, select, update on requests.saved_filter to lifang_app;

create table requests.standing (
  community_id uuid not null,
  last_day date not null,
  reported integer not null default 0,
  closed integer not null default 0,
  due integer not null default 0,
  on_time integer not null default 0,
  answered integer not null default 0,
  resolved integer not null default 0,
  satisfied integer not null default 0,
  open integer not null default 0,
  repeated integer not null default 0,
  reworked integer not null default 0,
  contact_due integer not null default 0,
  contacted integer not null default 0,
  excluded_due integer not null default 0,
  excluded_on_time integer not null default 0,
  excluded_contact_due integer not null default 0,
  excluded_contacted integer not null default 0,
  excluded_resolved_answered integer not null default 0,
  excluded_resolved integer not null default 0,
  excluded_satisfied_answered integer not null default 0,
  excluded_satisfied integer not null default 0,
  constraint standing_pkey PRIMARY KEY (community_id),
  constraint standing_community_id_fkey FOREIGN KEY (community_id) REFERENCES register.community(community_id)
);
grant delete, insert, select, update on requests.standing to lifang_app;

create table requests.template (
  id uuid not null,
  organisation_id uuid,
  category text,
  verb text not null,
  title text not null,
  text text not null,
  version integer not null default 1,
  updated_at timestamp with time zone not null,
  constraint template_pkey PRIMARY KEY (id),
  constraint template_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES register.organisation(id)
);
CREATE INDEX template_organisation_id_verb_idx ON requests.template USING btree (organisation_id, verb);
grant delete, insert, select, update on requests.template to lifang_app;
