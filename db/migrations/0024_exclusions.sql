-- 剔除: a case is taken out of a rate, on record: who asked and why, who decided, who objected and who decided again. Raw rates stay as they are.
create table requests.exclusion (
  community_id uuid not null,
  id uuid not null,
  request_id uuid not null,
  figures text[] not null check (figures <@ array['response', 'on-time', 'resolved', 'satisfied'] and cardinality(figures) > 0),
  -- A code of the rule set's grounds.
  ground text not null,
  text text not null,
  asked_by uuid not null references register.person,
  asked_organisation_id uuid not null references register.organisation,
  asked_at timestamptz not null,
  granted boolean,
  decided_by uuid references register.person,
  decided_organisation_id uuid references register.organisation,
  decided_at timestamptz,
  decision_text text not null default '',
  appealed_by uuid references register.person,
  appealed_at timestamptz,
  appeal_text text not null default '',
  -- What the appeal made of the decision; the last word.
  appeal_granted boolean,
  appeal_decided_by uuid references register.person,
  appeal_decided_at timestamptz,
  appeal_decision_text text not null default '',
  primary key (community_id, id),
  foreign key (community_id, request_id) references requests.request,
  check (num_nonnulls(granted, decided_by, decided_organisation_id, decided_at) in (0, 4)),
  check (num_nonnulls(appealed_by, appealed_at) in (0, 2)),
  check (num_nonnulls(appeal_granted, appeal_decided_by, appeal_decided_at) in (0, 3)),
  -- Never by whoever asked.
  check (decided_by <> asked_by and decided_organisation_id <> asked_organisation_id),
  check (appeal_decided_by <> asked_by and appeal_decided_by <> decided_by),
  check (appealed_at is null or decided_at is not null),
  check (appeal_decided_at is null or appealed_at is not null)
);
create unique index exclusion_waiting on requests.exclusion (community_id, request_id) where granted is null;
create index exclusion_asked on requests.exclusion (asked_at desc, id);
grant select, insert, update on requests.exclusion to lifang_app;
