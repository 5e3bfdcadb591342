/** Who was told what of a case, and whether it arrived. Source of the type for English. */
export const zh = {
  title: '通知送达',
  mine: '给您发过的消息',
  loading: '正在取…',
  none: '这一件还没有通知过谁。',
  to: { reporter: '报事人', work: '工作人员' },
  channels: { app: '里坊', email: '邮件', push: '弹出提醒' },
  states: { waiting: '等着发', failed: '没发成，会再试', sent: '已送达', 'given-up': '没有送到', suppressed: '不用发了' },
  /** 邮件 没发成，会再试 · 今天 10:20 · 第 3 次 · smtp-451 */
  line: (v: { channel: string; state: string; moment: string; attempts: number; error: string | null }) =>
    [`${v.channel} ${v.state}`, v.moment, ...(v.attempts > 1 ? [`第 ${v.attempts} 次`] : []), ...(v.error === null ? [] : [v.error])].join(' · '),
  errors: { read: '已在里坊看过', 'switched-off': '本人选了不收', 'address-gone': '没有地址了', 'no-mail-server': '没有接上邮件服务' } as Readonly<Record<string, string>>,
}

export type ToldText = typeof zh
