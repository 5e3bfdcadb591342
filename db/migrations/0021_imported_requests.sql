-- 导入: cases that an older system handed over, each known by that system's own id, so that none is taken in twice.
create table requests.import_source (
  community_id uuid not null references register.community,
  id uuid not null,
  name text not null,
  -- Of the times in its files.
  zone text not null,
  -- Who stands for it as reporter: no resident.
  person_id uuid not null references register.person,
  organisation_id uuid not null references register.organisation,
  begun_at timestamptz not null,
  primary key (community_id, id),
  unique (community_id, name)
);
-- Update only to lock: two imports of one source wait for each other.
grant select, insert, update (id) on requests.import_source to lifang_app;

create table requests.imported (
  community_id uuid not null,
  source_id uuid not null,
  -- The case's id over there.
  original_id text not null,
  request_id uuid not null,
  -- Its verdict over there; null where it gave none.
  on_time boolean,
  -- Its other columns as they stood: department, category, type, queue, channel, …
  facts jsonb not null,
  primary key (community_id, source_id, original_id),
  unique (community_id, request_id),
  foreign key (community_id, source_id) references requests.import_source,
  foreign key (community_id, request_id) references requests.request
);
grant select, insert on requests.imported to lifang_app;
