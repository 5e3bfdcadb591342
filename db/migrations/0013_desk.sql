-- What people set up for their desk: the queue's filters under a name, and words that are written often.
create table requests.saved_filter (
  id uuid primary key,
  person_id uuid not null references register.person,
  -- Whose colleagues see it too, where it is shared.
  organisation_id uuid references register.organisation,
  name text not null,
  shared boolean not null,
  list text not null,
  -- {group, state, category, assignee, community}: as in the queue's query.
  filter jsonb not null,
  created_at timestamptz not null,
  check (not shared or organisation_id is not null)
);
create index on requests.saved_filter (person_id, created_at);
create index on requests.saved_filter (organisation_id) where shared;
grant select, insert, update, delete on requests.saved_filter to lifang_app;

create table requests.template (
  id uuid primary key,
  -- Null: the city's own, for every desk.
  organisation_id uuid references register.organisation,
  -- Null: for every category. Of any version of the catalogue.
  category text,
  -- What it is written for: reply, note, return, …
  verb text not null,
  title text not null,
  -- With {小区}, {编号}, {期限}, which the desk fills in.
  text text not null,
  version integer not null default 1,
  updated_at timestamptz not null
);
create index on requests.template (organisation_id, verb);
grant select, insert, update, delete on requests.template to lifang_app;

insert into requests.template (id, organisation_id, category, verb, title, text, updated_at)
select gen_random_uuid(), null, given.category, given.verb, given.title, given.text, '2000-01-01T00:00:00Z'
  from (values
    (null, 'reply', '已收到，正在安排', '您好，{小区}的诉求 {编号} 已收到，正在安排人员，最晚 {期限} 前办完。有急事请直接打电话。'),
    (null, 'reply', '约上门时间', '您好，我们想约时间上门看 {编号} 这件事。请回复您方便的时间，家里要有人。'),
    (null, 'reply', '要等配件或天气', '您好，{编号} 这件事要等配件（或天气），我们会在 {期限} 前办完，有变化先告诉您。'),
    (null, 'reply', '已办完，请查看', '您好，{编号} 已经办完，请您看一看。还有问题请直接在这里说，我们接着办。'),
    ('L-LIGHT', 'reply', '路灯：今晚再看', '您好，路灯已派人检修。请您今晚再看一眼，还不亮请告诉我们是哪一盏。'),
    ('L-LEAK', 'reply', '漏水：先关阀门', '您好，已派人处理漏水。请先关掉家里的进水阀，挪开怕湿的东西，注意用电安全。'),
    ('01076', 'reply', '电梯：已停梯检修', '您好，电梯已停梯检修，维保人员正在赶来。被困请按轿厢内的报警按钮，不要扒门。'),
    ('L-PMFEE', 'reply', '收费：说明依据', '您好，收费标准和依据在小区公示栏，也可以到服务中心查合同和明细。不清楚的地方我们当面给您算一遍。'),
    (null, 'note', '已电话联系', '已电话联系报事人，约好上门时间：'),
    (null, 'note', '要协调', '这件事要协调：'),
    (null, 'return', '不归我处', '这件事不在我处职责范围，理由：'),
    (null, 'return', '地点不清', '地点写得不清，找不到现场。已打电话核对：'),
    (null, 'feedback', '已修好', '已到现场修好，试用正常。'),
    (null, 'feedback', '已换配件', '已更换损坏的配件，试用正常。更换的配件：'),
    (null, 'feedback', '已清理', '已清理干净，并告知相关住户。'),
    (null, 'check', '现场看过，已办好', '已到现场查看，事情办好了。'),
    (null, 'check', '电话问过，已办好', '已电话询问报事人，事情办好了。'),
    (null, 'check', '还没办好', '已到现场查看，还没办好：')
  ) as given (category, verb, title, text);
