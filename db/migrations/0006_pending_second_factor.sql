-- A new secret waits apart until its first code: who enrols again and stops half-way still has the app that works, and its recovery codes.
alter table access.second_factor add column pending_secret text;
alter table access.second_factor alter column secret drop not null;
update access.second_factor set pending_secret = secret, secret = null where confirmed_at is null;
alter table access.second_factor add check ((secret is null) = (confirmed_at is null));
