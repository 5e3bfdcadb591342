import type { NoticesText } from './messages.zh.ts'

export const en: NoticesText = {
  title: 'Notices',
  unread: (v) => (v.count >= 100 ? 'More than 99 unread' : `${v.count} unread`),
  mark: (v) => (v.count >= 100 ? '99+' : String(v.count)),
  isNew: 'Unread',
  urgent: 'Urgent',
  readAll: 'Mark all as read',
  all: 'All notices',
  more: 'Earlier ones',
  loading: 'Fetching your notices…',
  none: 'No notices yet',
  noneHelp: 'As soon as something you reported moves on, you are told here.',
  noneAtDesk: 'What is given to you, comes up to you or waits for your approval is told here.',
  problems: {},
}
