-- The whole cycle of 诉求: rejecting and contesting, asking back, other units, suspending, merging, voiding, and climbing by itself.
alter table requests.request
  -- The level of the lead's own organisation; `level` is how far the case has climbed, and `level_organisation_id` who stands there, once above the lead.
  add column lead_level text check (lead_level in ('community', 'office', 'street', 'district', 'city')),
  add column level_organisation_id uuid references register.organisation,
  add column climbed_at timestamptz,
  -- When it climbs one level unless somebody acts first; null when closed, at the city's level, or pending the calendar.
  add column climb_at timestamptz,
  -- Waiting for the resident: the ends of the running clocks are moved as if the whole window were used. Spent so far, in milliseconds.
  add column waiting_from timestamptz,
  add column waiting_until timestamptz,
  add column waited_ms integer not null default 0,
  add column suspended_from timestamptz,
  add column resume_at timestamptz,
  -- What one person has asked for and another must approve: {kind, personId, organisationId, at, until, text}.
  add column pending jsonb,
  add column rejected_at timestamptz,
  add column rejected_by_person_id uuid references register.person,
  add column contested_at timestamptz,
  add column escalated_at timestamptz,
  -- How often the resident has said "not solved".
  add column dissatisfied smallint not null default 0,
  -- Assigned by the level above after two returns, or because nobody was there: it cannot be returned.
  add column binding boolean not null default false,
  -- Who gave it to the lead; a unit's return goes back there.
  add column from_organisation_id uuid references register.organisation,
  -- 协办: [{organisationId, doneAt}]. Beside the case, since it is read and locked with it.
  add column supporting jsonb not null default '[]',
  add column merged_into_id uuid,
  add column followers integer not null default 0,
  -- Answers to the category's form.
  add column form jsonb not null default '{}',
  add foreign key (community_id, merged_into_id) references requests.request,
  add check ((state = 'SUSPENDED') = (resume_at is not null)),
  add check ((resume_at is null) = (suspended_from is null)),
  add check ((waiting_from is null) = (waiting_until is null)),
  add check (state <> 'REJECTED' or (rejected_at is not null and rejected_by_person_id is not null)),
  add check ((state = 'MERGED') = (merged_into_id is not null)),
  add check (state not in ('CLOSED', 'REJECTED', 'MERGED', 'VOIDED') or (climb_at is null and stage_due_at is null and pending is null));

update requests.request
   set lead_level = level,
       climb_at = case when state in ('CLOSED', 'REJECTED', 'MERGED', 'VOIDED') or level = 'city' then null
                       when state = 'CHECKING' then stage_due_at + interval '2 days' else stage_due_at end;
alter table requests.request alter column lead_level set not null;

-- A unit can have a case before anybody in it has: DISPATCHED without a person.
alter table requests.request drop constraint request_check5;
alter table requests.request add check (assignee_person_id is not null or state not in ('HANDLING', 'SUSPENDED', 'CHECKING'));

-- None but the first is entered by a newly reported case.
create index request_climb on requests.request (climb_at) where climb_at is not null;
create index request_resume on requests.request (resume_at) where resume_at is not null;
create index request_climbed on requests.request (level_organisation_id) where level_organisation_id is not null and state not in ('CLOSED', 'REJECTED', 'MERGED', 'VOIDED');
create index request_pending on requests.request (community_id) where pending is not null;
create index request_supporting on requests.request using gin (supporting jsonb_path_ops) where supporting <> '[]' and state not in ('CLOSED', 'REJECTED', 'MERGED', 'VOIDED');
create index request_merged on requests.request (community_id, merged_into_id) where merged_into_id is not null;

-- Who hears of a case beside its reporter.
create table requests.follower (
  community_id uuid not null,
  request_id uuid not null,
  person_id uuid not null references register.person,
  at timestamptz not null,
  -- Their own report was merged into it, they joined it (附议), or they only follow.
  how text not null check (how in ('merged', 'joined', 'follows')),
  primary key (community_id, request_id, person_id),
  foreign key (community_id, request_id) references requests.request
);
create index on requests.follower (person_id);
grant select, insert, delete on requests.follower to lifang_app;
