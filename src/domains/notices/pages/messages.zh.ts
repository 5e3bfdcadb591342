/** The pages of what one was told. The sentences themselves stand in ../rules/words.zh.ts. Source of the type for English. */
import type { ProblemTexts } from '../../../web/problem.ts'

export const zh = {
  title: '消息',
  unread: (v: { count: number }) => (v.count >= 100 ? '99 条以上没看' : `${v.count} 条没看`),
  /** In the small mark beside the word. */
  mark: (v: { count: number }) => (v.count >= 100 ? '99+' : String(v.count)),
  isNew: '没看过',
  urgent: '急',
  readAll: '全部标为看过',
  all: '看全部消息',
  more: '看更早的',
  loading: '正在取消息…',
  none: '还没有消息',
  noneHelp: '您报的事一有进展，就在这里告诉您。',
  noneAtDesk: '派给您的、升到您这里的、等您审批的，会在这里告诉您。',
  problems: {} as ProblemTexts,
}

export type NoticesText = typeof zh
