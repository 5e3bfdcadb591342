import type { ProblemTexts } from '../../../web/problem.ts'

/** 工作日历. Source of the type for English. */
export const zh = {
  tab: '工作日历',
  title: '工作日历',
  help: '工作日和工作时间按这里算。每年国务院公布放假安排后，请把当年的载入；没有载入的年份不猜，案件记为“时限待日历”，载入后从受理时算起。',
  loading: '正在打开日历…',
  years: '年份',
  year: (v: { year: number }) => `${v.year} 年`,
  working: (v: { days: number }) => `工作日 ${v.days} 天`,
  loaded: (v: { moment: string; version: number }) => `${v.moment} 载入，第 ${v.version} 版`,
  corrected: (v: { reason: string }) => `改动原因：${v.reason}`,
  missing: (v: { year: number }) => `${v.year} 年还没有载入`,
  legend: { off: '放假', work: '上班（调休）', mark: { off: '休', work: '班' } },
  /** 5月1日，劳动节，放假 */
  day: (v: { month: number; day: number; name: string; kind: 'off' | 'work' }) => `${v.month}月${v.day}日，${v.name}，${v.kind === 'off' ? '放假' : '上班（调休）'}`,
  month: (v: { month: number }) => `${v.month}月`,
  weekdays: ['一', '二', '三', '四', '五', '六', '日'],
  weekdaysLong: ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
  holidays: { caption: '节假日', name: '节日', off: '放假', work: '上班', notice: '通知', open: '看通知', none: '没有' },
  date: (v: { month: number; day: number }) => `${v.month}月${v.day}日`,
  load: {
    open: '载入或更正一年',
    title: '载入一年的放假安排',
    help: '粘贴国务院通知里“一、元旦：…”那几条，或选一个 CSV 文件（date,name,kind,notice_url）。',
    year: '年份',
    text: '通知原文或 CSV',
    file: '选 CSV 文件',
    source: '通知网址',
    sourceHint: '粘贴通知原文时填，每一天都会记上',
    reason: '改动原因',
    reasonHint: '这一年已经开始，改动要说明原因',
    read: (v: { off: number; work: number }) => `读到放假 ${v.off} 天，上班 ${v.work} 天。请对照下面的日历。`,
    nothing: '还没有读到日期',
    unread: '这几处没有读懂，请改成看得懂的写法：',
    preview: (v: { year: number }) => `${v.year} 年预览`,
    submit: '载入',
    submitting: '正在载入…',
    done: (v: { year: number }) => `${v.year} 年已载入，一分钟内生效`,
    cancel: '不载入',
    wrong: { 'outside-year': '不在这一年', 'listed-twice': '写了两次', 'not-a-weekend': '调休上班只能是周末' } as Readonly<Record<string, string>>,
    wrongDay: (v: { date: string; what: string }) => `${v.date}：${v.what}`,
  },
  problems: {
    '/problems/calendar/too-few-days-off': (v) => `放假至少 ${v['fewest'] ?? 7} 天，这份安排不全。`,
    '/problems/calendar/reason-needed': '这一年已经开始，请写明改动原因。',
  } as ProblemTexts,
}

export type CalendarText = typeof zh
