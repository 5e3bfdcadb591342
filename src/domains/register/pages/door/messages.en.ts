import type { DoorText } from './messages.zh.ts'

export const en: DoorText = {
  title: 'My home',
  hint: 'Area, owners, who lives here',
}
