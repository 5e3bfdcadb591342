import type { ProblemTexts } from '../../../../web/problem.ts'

/** What the editor of phrases says. Source of the type for English. */
export const zh = {
  tab: '归类用语',
  title: '归类用语',
  intro: '居民写的话像哪一类、急不急，就看这些词。改了一分钟内算数，旧的版本都留着；只管新报的事，已经报的不变。',
  section: '哪一类',
  special: {
    '危险·正在发生': '急：正在发生',
    '危险·尚未排除': '急：还没排除',
    '不算危险·字面': '不急：说法而已',
    '不算危险·语境': '不急：只是担心',
    '不算危险·场合': '不急：演练、广告、表扬',
    '已经过去': '不急：已经好了',
    '过去': '从前的事',
    '还在': '现在还在',
    '否定': '没有的事',
    '错别字': '错别字、土话',
  } as Readonly<Record<string, string>>,
  list: (v: { name: string }) => `词组 ${v.name}`,
  lines: '用语，一行一条',
  help: '“5 灯 + 不亮|坏”：先写分数 1 到 9，竖线隔开意思一样的词，加号连起要挨着出现的词，大于号连起有先后的词。',
  count: (v: { count: number }) => `${v.count} 条`,
  message: '试一句',
  messageHint: '例如：楼道灯恩亮',
  attempt: '试一试',
  trying: '正在试…',
  result: '这样改，这句话像是',
  none: '哪一类都不像',
  score: (v: { name: string; score: string; because: string }) => `${v.name}（${v.score} 分）${v.because === '' ? '' : `：${v.because}`}`,
  urgent: (v: { because: string }) => `按紧急办：${v.because}`,
  calm: '不算紧急',
  effect: (v: { cases: number; otherFirst: number; newlyUrgent: number; noLongerUrgent: number }) =>
    v.cases === 0 ? '最近一个月没有案件可比。' : `最近一个月抽 ${v.cases} 件来比：${v.otherFirst} 件会先建议另一类，${v.newlyUrgent} 件会变急，${v.noLongerUrgent} 件会变不急。`,
  save: '存为新版本',
  saving: '正在存…',
  saved: (v: { version: number }) => `已存为第 ${v.version} 版，一分钟内生效。`,
  version: (v: { version: number; shipped: boolean }) => `现在是第 ${v.version} 版${v.shipped ? '（随软件带来）' : '（本市改过）'}`,
  unchanged: '还没有改动',
  loading: '正在取用语…',
  problems: {
    '/problems/requests/unreadable-phrase': (v) =>
      `“${String(v['section'] ?? '')}”第 ${String(v['line'] ?? '')} 行看不懂：${({ weight: '分数要在 1 到 9 之间', 'no-words': '少了词', 'unknown-list': '没有这个词组', 'mixed-order': '“+”和“>”不能混用', 'too-many-parts': '最多三段', spelling: '错别字要一个字对一组' } as Readonly<Record<string, string>>)[String(v['code'])] ?? '请检查写法'}。`,
  } as ProblemTexts,
}

export type PhrasesText = typeof zh
