-- 诉求 requests: how a case lives, from report to confirmation.
create schema requests;
grant usage on schema requests to lifang_app;

-- Catalogue and deadlines are versioned rule sets; a case keeps the version it was routed and timed by. City-level.
create table requests.rule_set (
  version integer primary key,
  effective_from timestamptz not null,
  source text not null,
  -- `RuleSet` of rules/deadlines.ts: {classes: {URGENT: {accept: {amount: 30, unit: minute}, …}, …}, confirm, reopen, …}.
  rules jsonb not null
);
grant select, insert on requests.rule_set to lifang_app;

create table requests.category (
  version integer not null references requests.rule_set,
  code text not null,
  scheme text not null check (scheme in ('national', 'local')),
  name_zh text not null,
  name_en text not null,
  scope_zh text not null,
  deadline_class text not null check (deadline_class in ('URGENT', 'FAST', 'NORMAL', 'COMPLEX', 'QUESTION')),
  responsible_kind text not null check (responsible_kind in ('property_company', 'community_office', 'street', 'department')),
  competent_unit text not null default '',
  safety boolean not null,
  -- National codes that a local category comes near.
  related_national text[] not null default '{}',
  -- Whether feedback must show a picture.
  photo_on_feedback boolean not null,
  sort integer not null,
  primary key (version, code)
);
grant select, insert on requests.category to lifang_app;

create table requests.request (
  community_id uuid not null references register.community,
  id uuid not null,
  -- 'HX-260318-02': community, day, running number of the day. Its beginning is searched, so its order is that of bytes.
  number text collate "C" not null,
  rule_version integer not null,
  category text not null,
  deadline_class text not null check (deadline_class in ('URGENT', 'FAST', 'NORMAL', 'COMPLEX', 'QUESTION')),
  text text not null,
  -- Where: always within the community; the finest part that is known.
  place_kind text not null check (place_kind in ('community', 'building', 'unit', 'home')),
  building_id uuid,
  unit_id uuid,
  home_id uuid,
  place_detail text not null default '',
  reporter_person_id uuid not null references register.person,
  -- As what they reported: owner, tenant, family, or the staff role that acted for them.
  reporter_role text not null,
  reporter_organisation_id uuid references register.organisation,
  -- On behalf of another, who agreed; who that is, where it was told.
  on_behalf boolean not null default false,
  for_person_id uuid references register.person,
  -- Towards the public and neighbours; the handler can always ask back.
  anonymous boolean not null,
  state text not null check (state in ('REPORTED', 'ACCEPTED', 'DISPATCHED', 'HANDLING', 'SUSPENDED', 'CHECKING', 'CLOSED', 'REJECTED', 'MERGED', 'VOIDED')),
  -- Who has it now.
  lead_organisation_id uuid not null references register.organisation,
  assignee_person_id uuid references register.person,
  -- What the assignee is called at work.
  assignee_title text not null default '',
  -- Who reported it done: never the one who checks it.
  handler_person_id uuid references register.person,
  -- How far it has climbed; the lead stays responsible.
  level text not null check (level in ('community', 'office', 'street', 'district', 'city')),
  reported_at timestamptz not null,
  accepted_at timestamptz,
  contacted_at timestamptz,
  -- The last feedback that nobody has sent back.
  feedback_at timestamptz,
  closed_at timestamptz,
  urged_at timestamptz,
  -- The clock that runs now (accept by, then finish by, then confirm by) and the one that the case is judged by.
  stage_from timestamptz not null,
  stage_due_at timestamptz,
  contact_due_at timestamptz,
  due_from timestamptz,
  due_at timestamptz,
  returns smallint not null default 0,
  reworks smallint not null default 0,
  reopens smallint not null default 0,
  -- The resident's own last word: null until given.
  answered_at timestamptz,
  resolved boolean,
  satisfaction text check (satisfaction in ('good', 'fair', 'bad')),
  -- Counts changes of state: a command names the version it saw.
  version integer not null default 1,
  -- The number of the last event.
  events smallint not null default 1,
  primary key (community_id, id),
  unique (community_id, number),
  foreign key (rule_version, category) references requests.category,
  foreign key (community_id, building_id) references register.building,
  foreign key (community_id, unit_id) references register.unit,
  foreign key (community_id, home_id) references register.home,
  check ((state = 'CLOSED') = (closed_at is not null)),
  check ((answered_at is null) = (resolved is null)),
  check (satisfaction is null or answered_at is not null),
  -- Once accepted there is a clock that judges it (its end may be pending the calendar).
  check ((accepted_at is null) = (due_from is null)),
  check (accepted_at is not null or state in ('REPORTED', 'REJECTED', 'MERGED', 'VOIDED')),
  check (assignee_person_id is not null or state not in ('DISPATCHED', 'HANDLING', 'CHECKING')),
  check (feedback_at is not null or state <> 'CHECKING')
);
create index request_open on requests.request (community_id, due_at) include (stage_due_at, state) where state not in ('CLOSED', 'REJECTED', 'MERGED', 'VOIDED');
-- The desk's order: danger to people first, what waits for the resident last, and within each by the clock that runs now.
create index request_queue on requests.request (lead_organisation_id, (case when state = 'CHECKING' then 2 when deadline_class = 'URGENT' then 0 else 1 end), (coalesce(stage_due_at, 'infinity'::timestamptz)), id) where state not in ('CLOSED', 'REJECTED', 'MERGED', 'VOIDED');
create index request_mine on requests.request (reporter_person_id, reported_at desc, id desc);
-- Those that say `is not null` leave the newly reported case out: it pays for fewer of them.
create index request_assigned on requests.request (assignee_person_id, stage_due_at) where assignee_person_id is not null and state not in ('CLOSED', 'REJECTED', 'MERGED', 'VOIDED');
create index request_by_day on requests.request (community_id, reported_at desc, id);
create index request_due on requests.request (due_at) where due_at is not null;
grant select, insert, update on requests.request to lifang_app;

-- What happened, in order, each once.
create table requests.event (
  community_id uuid not null,
  request_id uuid not null,
  no smallint not null check (no > 0),
  at timestamptz not null,
  kind text not null,
  to_state text not null,
  actor_person_id uuid,
  actor_role text not null,
  -- What the actor was called at work then.
  actor_title text not null default '',
  organisation_id uuid,
  -- What the resident sees, or what only staff see.
  visibility text not null check (visibility in ('resident', 'internal')),
  text text not null default '',
  data jsonb not null default '{}',
  primary key (community_id, request_id, no),
  foreign key (community_id, request_id) references requests.request
);
grant select, insert on requests.event to lifang_app;

create table requests.photo (
  community_id uuid not null,
  request_id uuid not null,
  file_id uuid not null references platform.file,
  event_no smallint not null,
  sort smallint not null,
  primary key (community_id, request_id, file_id),
  foreign key (community_id, request_id) references requests.request
);
grant select, insert on requests.photo to lifang_app;

-- Running numbers: one row a community and day.
create table requests.day_number (
  community_id uuid not null references register.community,
  day date not null,
  last integer not null,
  primary key (community_id, day)
);
grant select, insert, update on requests.day_number to lifang_app;

-- Roll-up per community and day of the facts in rules/figures.ts. Commands add to `figure_change`, which nobody waits for; a job folds it
-- into `daily`. A reader adds both, so that the sum is exact at any moment.
create table requests.daily (
  community_id uuid not null references register.community,
  day date not null,
  reported integer not null default 0,
  closed integer not null default 0,
  due integer not null default 0,
  on_time integer not null default 0,
  answered integer not null default 0,
  resolved integer not null default 0,
  satisfied integer not null default 0,
  primary key (community_id, day)
);
create index on requests.daily (day);
grant select, insert, update on requests.daily to lifang_app;

create table requests.figure_change (
  community_id uuid not null references register.community,
  id uuid not null,
  day date not null,
  reported integer not null default 0,
  closed integer not null default 0,
  due integer not null default 0,
  on_time integer not null default 0,
  answered integer not null default 0,
  resolved integer not null default 0,
  satisfied integer not null default 0,
  primary key (community_id, id)
);
-- Update only to lock rows while they are folded.
grant select, insert, delete, update (id) on requests.figure_change to lifang_app;
