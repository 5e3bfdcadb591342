import type { ToldText } from './messages.zh.ts'

export const en: ToldText = {
  title: 'Notices and their arrival',
  mine: 'What you were told',
  loading: 'Fetching…',
  none: 'Nobody has been told of this case yet.',
  to: { reporter: 'Reporter', work: 'At work' },
  channels: { app: 'Lifang', email: 'Mail', push: 'Pop-up' },
  states: { waiting: 'waits to be sent', failed: 'failed, will be tried again', sent: 'arrived', 'given-up': 'did not arrive', suppressed: 'not needed any more' },
  line: (v) => [`${v.channel} ${v.state}`, v.moment, ...(v.attempts > 1 ? [`attempt ${v.attempts}`] : []), ...(v.error === null ? [] : [v.error])].join(' · '),
  errors: { read: 'read in Lifang', 'switched-off': 'switched off by the person', 'address-gone': 'no address any more', 'no-mail-server': 'no mail service connected' },
}
