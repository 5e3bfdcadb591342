/** What stands around the sentences in a mail. */
import type { Group, Language } from './kinds.ts'

interface Letters {
  readonly demo: string
  /** Before the title of a pop-up, which has no room for more. */
  readonly demoShort: string
  readonly open: string
  readonly subject: (v: { readonly title: string }) => string
  readonly digest: (v: { readonly count: number }) => string
  readonly digestIntro: string
  readonly code: (v: { readonly code: string }) => string
  readonly codeText: (v: { readonly code: string; readonly minutes: number }) => string
  readonly codeNotYou: string
  readonly why: string
  readonly choices: string
  readonly stop: string
  readonly stopPage: { readonly title: string; readonly text: (v: { readonly group: string }) => string; readonly act: string; readonly done: string; readonly doneText: string; readonly unknown: string; readonly unknownText: string }
  readonly groups: Readonly<Record<Group | 'all', string>>
  readonly weekdays: readonly string[]
  readonly day: (v: { readonly month: number; readonly day: number; readonly weekday: string; readonly clock: string }) => string
}

const zh: Letters = {
  demoShort: '【演示数据】',
  demo: '演示数据：人名、电话、金额都是编的',
  open: '点这里查看：',
  subject: ({ title }) => `里坊：${title}`,
  digest: ({ count }) => `里坊：${count} 条消息`,
  digestIntro: '上次汇总以来，有这些消息：',
  code: ({ code }) => `${code} 是您的邮箱验证码`,
  codeText: ({ code, minutes }) => `验证码：${code}。${minutes} 分钟内在里坊的“消息设置”里填上，这个邮箱就能收消息。`,
  codeNotYou: '不是您填的邮箱，不用理会：没有验证码，这个邮箱什么也不会收到。',
  why: '您在里坊填了这个邮箱，所以收到这封信。请不要直接回复。',
  choices: '改收信的办法：',
  stop: '不再收这一类：',
  stopPage: {
    title: '不再收这一类邮件',
    text: ({ group }) => `以后“${group}”不再发到这个邮箱。消息还在里坊里，随时可以看，也可以在“消息设置”里改回来。`,
    act: '不再收这一类',
    done: '好了，不再发了',
    doneText: '这一类邮件不再发给您。消息还在里坊里，也可以在“消息设置”里改回来。',
    unknown: '这个链接不对',
    unknownText: '请用邮件里完整的链接，或登录里坊，在“消息设置”里改。',
  },
  groups: { mine: '我报的事', work: '交我办的事', danger: '危及人身的急事', all: '全部消息' },
  weekdays: ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
  day: ({ month, day, weekday, clock }) => `${month}月${day}日 ${weekday} ${clock}`,
}

const en: Letters = {
  demoShort: '[Demo data]',
  demo: 'Demo data: names, phones and sums are invented',
  open: 'Open it here: ',
  subject: ({ title }) => `Lifang: ${title}`,
  digest: ({ count }) => `Lifang: ${count === 1 ? '1 notice' : `${count} notices`}`,
  digestIntro: 'Since the last summary you were told:',
  code: ({ code }) => `${code} is the code for your address`,
  codeText: ({ code, minutes }) => `Your code: ${code}. Type it under “How I am told” in Lifang within ${minutes} minutes, and this address receives your notices.`,
  codeNotYou: 'If you did not ask for it, there is nothing to do: without the code this address receives nothing.',
  why: 'You receive this because you gave this address in Lifang. Please do not answer this mail.',
  choices: 'Change how you are told: ',
  stop: 'Stop mails of this kind: ',
  stopPage: {
    title: 'Stop mails of this kind',
    text: ({ group }) => `“${group}” will no longer be sent to this address. The notices stay in Lifang, and you can change this again under “How I am told”.`,
    act: 'Stop these mails',
    done: 'Done: no more of these',
    doneText: 'Mails of this kind are no longer sent to you. The notices stay in Lifang, and you can change this again under “How I am told”.',
    unknown: 'This link is not right',
    unknownText: 'Please use the whole link from the mail, or log in to Lifang and change it under “How I am told”.',
  },
  groups: { mine: 'What I reported', work: 'What I am to do', danger: 'Danger to people', all: 'All notices' },
  weekdays: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
  day: ({ month, day, weekday, clock }) => `${weekday} ${day}/${month} ${clock}`,
}

export const letters: Readonly<Record<Language, Letters>> = { zh, en }
