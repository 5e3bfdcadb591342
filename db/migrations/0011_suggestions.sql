-- 建议 suggestions: which words speak for a category or for danger, and what earlier cases have taught. City-level, like the catalogue.

-- Every change is a new version. A shipped one is followed by the next release's; one that a person made is the city's own.
create table requests.phrase_set (
  version integer primary key,
  recorded_at timestamptz not null,
  -- Null: shipped.
  person_id uuid references register.person,
  -- `PhraseSection[]` of rules/suggest-phrases.ts.
  sections jsonb not null
);
grant select, insert on requests.phrase_set to lifang_app;

-- In how many cases of a category a pair of Chinese characters stood; only pairs from several people's cases.
create table requests.learned (
  category text primary key,
  cases integer not null,
  features jsonb not null,
  counted_at timestamptz not null
);
grant select, insert, delete on requests.learned to lifang_app;

update access.role set actions = actions || '{requests.edit-rules}' where code = 'bureau_officer' and not 'requests.edit-rules' = any (actions);
