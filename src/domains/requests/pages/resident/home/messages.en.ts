import type { HomeText } from './messages.zh.ts'

const count = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`

export const en: HomeText = {
  door: 'Report',
  doorHint: 'Broken, blocked or too loud',
  common: {
    'L-LIGHT': 'Light out',
    'L-DRAIN': 'Drain blocked',
    'L-WATER': 'No water',
    '06036': 'Clutter',
    '06028': 'Too loud',
    '09009': 'Bad parking',
  },
  isFixed: {
    mended: (v) => `${v.title}: is it fixed?`,
    answered: (v) => `${v.title}: is it answered?`,
    solved: (v) => `${v.title}: is it solved?`,
  },
  saidDone: (v) => `${v.who} says it is done. Please have a look.`,
  goLook: 'Look and answer',
  leftForYou: (v) => `${v.span} left`,
  mine: (v) => `My report: ${v.title}`,
  who: 'Who has it',
  by: 'Done by',
  byAccept: 'Accepted by',
  left: 'Left',
  leftWords: (v) => `${v.span} left`,
  over: (v) => `${v.span} over`,
  steps: ['Sent', 'Taken', 'At work', 'You look', 'Done'],
  status: {
    reported: 'Not yet taken',
    checking: 'To be checked',
    suspended: 'Paused',
    closed: 'Closed',
    merged: 'Joined with another',
  },
  span: (v) => {
    if (v.days > 0) return v.hours > 0 ? `${count(v.days, 'day', 'days')} ${v.hours} h` : count(v.days, 'day', 'days')
    if (v.hours > 0) return v.minutes > 0 && v.hours < 10 ? `${v.hours} h ${v.minutes} min` : count(v.hours, 'hour', 'hours')
    return count(Math.max(1, v.minutes), 'minute', 'minutes')
  },
  waiting: 'Not sent yet',
  waitingHelp: 'What you wrote and photographed is safe on this phone. It goes out by itself when there is a network, once.',
  loading: 'Looking up what you reported…',
}
