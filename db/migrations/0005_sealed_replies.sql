-- A kept reply can name people, and is nobody's own: sealed by a key that lies outside the database. Those kept in clear are forgotten.
delete from platform.idempotency;
alter table platform.idempotency drop column reply;
alter table platform.idempotency add column reply bytea not null;
