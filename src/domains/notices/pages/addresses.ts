/** Where each face shows what a notice is about. */
import type { Notice } from './queries.ts'

export const residentAddress = ({ subject }: Pick<Notice, 'subject'>): string => (subject.kind === 'request' && subject.communityId !== null ? `/cases/${subject.communityId}/${subject.id}` : '/notices')

export const deskAddress = ({ subject }: Pick<Notice, 'subject'>): string =>
  subject.kind === 'request' && subject.communityId !== null ? `/requests?case=${subject.communityId}.${subject.id}` : '/requests?list=mine'
