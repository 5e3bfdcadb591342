-- What every domain stands on: the server's role, files, idempotency, settings, keys, and the audit trail.

do $$ begin
  if not exists (select from pg_roles where rolname = 'lifang_app') then create role lifang_app nologin; end if;
  -- The connecting user must be able to act as it: superusers can anyway, but since PostgreSQL 16 having made a role is not enough.
  if not (select rolsuper from pg_roles where rolname = current_user) then execute format('grant lifang_app to %I', current_user); end if;
end $$;

create extension if not exists pg_trgm;

create schema platform;
create schema audit;
grant usage on schema platform, audit to lifang_app;

-- One row a fact about this database: 'demo' {seed, asOf, completedAt}, …
create table platform.setting (
  name text primary key,
  value jsonb not null
);
grant select, insert, update, delete on platform.setting to lifang_app;

-- Secrets of this database, each wrapped by the master key that lies outside it.
create table platform.secret (
  name text primary key,
  wrapped bytea not null,
  created_at timestamptz not null default now()
);
grant select, insert, update on platform.secret to lifang_app;

-- The reply to a command that carried an idempotency key: asked again, the same reply and no second effect.
create table platform.idempotency (
  account_id uuid not null,
  key text not null check (length(key) between 8 and 100),
  -- SHA-256 of method, path and body: a key used for something else is refused.
  digest bytea not null,
  status smallint not null,
  reply jsonb not null,
  at timestamptz not null,
  primary key (account_id, key)
);
create index on platform.idempotency (at);
grant select, insert, delete on platform.idempotency to lifang_app;

-- Re-encoded pictures. Who may read one is decided by the record that it is attached to.
create table platform.file (
  id uuid primary key,
  uploaded_by uuid not null,
  media_type text not null,
  bytes integer not null check (bytes > 0),
  width integer not null,
  height integer not null,
  sha256 bytea not null,
  uploaded_at timestamptz not null,
  -- Set once, by the record that takes it in; what nobody takes in is deleted after a day.
  attached_to text
);
create index on platform.file (uploaded_at) where attached_to is null;
grant select, insert, update (attached_to), delete on platform.file to lifang_app;

-- One row a subject changed by a command. The server may add and read, never change.
create table audit.entry (
  seq bigint generated always as identity primary key,
  -- The transaction, so that the sealer knows which rows can no longer be joined by earlier ones.
  transaction xid8 not null default pg_current_xact_id(),
  command_id uuid not null,
  at timestamptz not null,
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
  http_request_id text
);
create index on audit.entry (subject_kind, subject_id, seq);
create index on audit.entry (actor_person_id, seq) where actor_person_id is not null;
create index on audit.entry (transaction, seq);
grant select, insert on audit.entry to lifang_app;

-- The hash chain over committed entries, written by the sealer in batches.
create table audit.link (
  no bigint primary key check (no > 0),
  entry_seq bigint not null unique,
  entry_transaction xid8 not null,
  -- SHA-256 of the entry's canonical form; of the head before with this digest.
  digest bytea not null,
  head bytea not null,
  sealed_at timestamptz not null
);
grant select, insert on audit.link to lifang_app;
