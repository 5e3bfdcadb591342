-- What people are told (消息): one row a recipient, and what goes out of the house by mail and push, with its state.
create schema notices;
grant usage on schema notices to lifang_app;

create table notices.notice (
  -- All zeros: it concerns no single community.
  community_id uuid not null,
  id uuid not null,
  person_id uuid not null references register.person,
  -- Its words are made from it when it is read, in the reader's language: src/domains/notices/rules/.
  kind text not null,
  -- Danger to life or property: breaks quiet hours and waits for no digest.
  urgent boolean not null,
  subject_kind text not null,
  subject_id uuid not null,
  -- Ids, numbers, dates, names of things. Never a person's name or words.
  said jsonb not null,
  at timestamptz not null,
  read_at timestamptz,
  primary key (community_id, id)
);
create index notice_of_person on notices.notice (person_id, at desc, id desc);
create index notice_unread on notices.notice (person_id) where read_at is null;
create index notice_of_subject on notices.notice (community_id, subject_id);
grant select, insert, update (read_at), delete on notices.notice to lifang_app;

-- One message to one address: a mail, or a push to one browser.
create table notices.delivery (
  -- Of a digest: derived from person and day. The Message-ID of every attempt comes from it.
  id uuid primary key,
  person_id uuid not null references register.person,
  channel text not null check (channel in ('email', 'push')),
  -- Of a push: to which browser.
  subscription_id uuid,
  digest boolean not null,
  -- waiting: not tried yet. failed: the last attempt failed and there will be another. given-up: there will be none. suppressed: no longer wanted.
  state text not null check (state in ('waiting', 'failed', 'sent', 'given-up', 'suppressed')),
  -- Counted before the attempt, so that each is counted.
  attempts integer not null default 0,
  -- When it is tried; while a worker tries, when another may.
  due_at timestamptz not null,
  -- The kind of the last error: 'smtp-451', 'timeout'. Never the answer itself, which can carry an address.
  last_error text,
  created_at timestamptz not null,
  done_at timestamptz
);
create index delivery_due on notices.delivery (due_at) where state in ('waiting', 'failed');
create index delivery_done on notices.delivery (created_at);
grant select, insert, update (state, attempts, due_at, last_error, done_at), delete on notices.delivery to lifang_app;

-- Which notices a delivery carries: one, or in a digest those of a day.
create table notices.carried (
  community_id uuid not null,
  notice_id uuid not null,
  delivery_id uuid not null references notices.delivery on delete cascade,
  primary key (community_id, notice_id, delivery_id),
  foreign key (community_id, notice_id) references notices.notice on delete cascade
);
create index carried_by on notices.carried (delivery_id);
grant select, insert, delete on notices.carried to lifang_app;

-- What somebody chose; without a row the defaults of rules/choices.ts count.
create table notices.choice (
  person_id uuid primary key references register.person,
  chosen jsonb not null,
  changed_at timestamptz not null
);
grant select, insert, update on notices.choice to lifang_app;

-- A mail address that its owner has proven by a code sent to it.
create table notices.address (
  person_id uuid primary key references register.person,
  -- Under the person's key.
  email bytea not null,
  verified_at timestamptz not null
);
grant select, insert, update, delete on notices.address to lifang_app;

-- An address that is not proven yet.
create table notices.address_code (
  person_id uuid primary key references register.person,
  email bytea not null,
  -- Keyed hash of the address: how many people ask for codes to one is limited.
  email_index bytea not null,
  -- The code is derived from it with a key that lies outside the database.
  code_id uuid not null,
  tries smallint not null,
  expires_at timestamptz not null,
  -- Codes asked for in the hour since.
  sent smallint not null,
  since timestamptz not null
);
create index on notices.address_code (email_index, since);
grant select, insert, update, delete on notices.address_code to lifang_app;

-- A browser that takes pushes (RFC 8030).
create table notices.subscription (
  id uuid primary key,
  person_id uuid not null references register.person,
  -- Its address and keys, under the person's key.
  sealed bytea not null,
  -- Keyed hash of the address: a browser belongs to whoever used it last.
  endpoint_index bytea not null unique,
  created_at timestamptz not null
);
create index on notices.subscription (person_id);
grant select, insert, delete on notices.subscription to lifang_app;
