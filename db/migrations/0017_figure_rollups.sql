-- Roll-ups of requests that are read by community, not by day: a year's and a month's figures beside each day's, and what is open; and the
-- figures that were still missing: contact in time, rework, repeats, and what was taken out of a rate (剔除), so that raw and adjusted stand side by side.
alter table requests.request
  -- The figures that this case was taken out of, each by a decision in requests.exclusion.
  add column excluded text[] not null default '{}' check (excluded <@ array['response', 'on-time', 'resolved', 'satisfied']),
  -- The same place and category had been reported shortly before.
  add column repeated boolean not null default false;

alter table requests.daily
  -- Of the cases reported on that day, those that are open now.
  add column open integer not null default 0,
  add column repeated integer not null default 0,
  add column reworked integer not null default 0,
  add column contact_due integer not null default 0,
  add column contacted integer not null default 0,
  add column excluded_due integer not null default 0,
  add column excluded_on_time integer not null default 0,
  add column excluded_contact_due integer not null default 0,
  add column excluded_contacted integer not null default 0,
  add column excluded_resolved_answered integer not null default 0,
  add column excluded_resolved integer not null default 0,
  add column excluded_satisfied_answered integer not null default 0,
  add column excluded_satisfied integer not null default 0;

-- A change names only what it changes.
alter table requests.figure_change
  alter column reported drop not null, alter column reported drop default,
  alter column closed drop not null, alter column closed drop default,
  alter column due drop not null, alter column due drop default,
  alter column on_time drop not null, alter column on_time drop default,
  alter column answered drop not null, alter column answered drop default,
  alter column resolved drop not null, alter column resolved drop default,
  alter column satisfied drop not null, alter column satisfied drop default,
  add column open integer,
  add column repeated integer,
  add column reworked integer,
  add column contact_due integer,
  add column contacted integer,
  add column excluded_due integer,
  add column excluded_on_time integer,
  add column excluded_contact_due integer,
  add column excluded_contacted integer,
  add column excluded_resolved_answered integer,
  add column excluded_resolved integer,
  add column excluded_satisfied_answered integer,
  add column excluded_satisfied integer;

-- The sums of a month's days, folded together with them.
create table requests.monthly (like requests.daily including defaults);
alter table requests.monthly rename column day to month;
alter table requests.monthly
  add primary key (community_id, month),
  add foreign key (community_id) references register.community,
  add check (extract(day from month) = 1);
create index on requests.monthly (month);
grant select, insert, update on requests.monthly to lifang_app;

-- As it stands: the sums of the 365 days that end with `last_day` (of deadlines, of the 364 before it), and of all days what is open. Renewed once
-- a civil day; until then a reader sums days.
create table requests.standing (like requests.daily including defaults);
alter table requests.standing rename column day to last_day;
alter table requests.standing
  add primary key (community_id),
  add foreign key (community_id) references register.community;
grant select, insert, update on requests.standing to lifang_app;

-- To count anew from the cases, when an operator asks for it.
grant delete on requests.daily, requests.monthly, requests.standing to lifang_app;

-- Deadlines of today that have passed, and clocks that have run out, are counted at the moment asked: from the index alone.
drop index requests.request_due;
create index request_due on requests.request (due_at) include (community_id, feedback_at, excluded) where due_at is not null;
create index request_contact_due on requests.request (contact_due_at) include (community_id, contacted_at, excluded) where contact_due_at is not null;
create index request_overdue on requests.request (stage_due_at) include (community_id) where state not in ('CLOSED', 'REJECTED', 'MERGED', 'VOIDED', 'CHECKING');

-- What earlier versions rolled up, counted anew from the cases.
delete from requests.figure_change;
delete from requests.daily;
insert into requests.daily (community_id, day, open, reported, closed, reworked, due, on_time, contact_due, contacted, answered, resolved, satisfied)
select community_id, day, sum(of_day.open), sum(of_day.reported), sum(of_day.closed), sum(of_day.reworked), sum(of_day.due), sum(of_day.on_time), sum(of_day.contact_due), sum(of_day.contacted),
       sum(of_day.answered), sum(of_day.resolved), sum(of_day.satisfied)
  from requests.request, lateral (values
    ((reported_at at time zone 'Asia/Shanghai')::date, (state not in ('CLOSED', 'REJECTED', 'MERGED', 'VOIDED'))::int, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0),
    ((closed_at at time zone 'Asia/Shanghai')::date, 0, 0, 1, (reworks + reopens > 0)::int, 0, 0, 0, 0, 0, 0, 0),
    ((due_at at time zone 'Asia/Shanghai')::date, 0, 0, 0, 0, 1, (feedback_at is not null and feedback_at <= due_at)::int, 0, 0, 0, 0, 0),
    ((contact_due_at at time zone 'Asia/Shanghai')::date, 0, 0, 0, 0, 0, 0, 1, (contacted_at is not null and contacted_at <= contact_due_at)::int, 0, 0, 0),
    ((answered_at at time zone 'Asia/Shanghai')::date, 0, 0, 0, 0, 0, 0, 0, 0, 1, coalesce(resolved, false)::int, coalesce(satisfaction = 'good', false)::int)
  ) as of_day (day, open, reported, closed, reworked, due, on_time, contact_due, contacted, answered, resolved, satisfied)
 where day is not null group by community_id, day;
insert into requests.monthly (community_id, month, open, reported, closed, reworked, due, on_time, contact_due, contacted, answered, resolved, satisfied)
select community_id, date_trunc('month', day)::date, sum(open), sum(reported), sum(closed), sum(reworked), sum(due), sum(on_time), sum(contact_due), sum(contacted), sum(answered), sum(resolved), sum(satisfied)
  from requests.daily group by community_id, date_trunc('month', day);
-- Renewed for today as soon as the server runs.
insert into requests.standing (community_id, last_day, open)
select community_id, '2000-01-01', sum(open) from requests.monthly group by community_id;
