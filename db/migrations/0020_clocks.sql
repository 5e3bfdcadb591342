-- What awaits the working calendar, found at once; a newly reported case enters this index only if it is one of them.
create index request_awaits_calendar on requests.request (community_id, id)
  where (accepted_at is not null and due_at is null) or (state not in ('CLOSED', 'REJECTED', 'MERGED', 'VOIDED') and (stage_due_at is null or (climb_at is null and level <> 'city')));

-- 值班: who of an organisation is on duty when it is closed, at night and on days off. Kept by the month: a month is written as a whole.
create table requests.duty (
  organisation_id uuid not null references register.organisation,
  -- The path of the place whose cases the roster is for: a company has one for each of its communities.
  scope text not null,
  from_at timestamptz not null,
  until_at timestamptz not null check (until_at > from_at),
  person_id uuid not null references register.person,
  -- Whether residents are shown the person's number instead of the organisation's.
  show_phone boolean not null default false,
  primary key (organisation_id, scope, from_at),
  constraint duty_one_at_a_time exclude using gist (organisation_id with =, scope with =, tstzrange(from_at, until_at) with &&)
);
grant select, insert, delete on requests.duty to lifang_app;
