/** What the home page and every page of a case say. Source of the type for English. */
export const zh = {
  door: '报事',
  doorHint: '哪里坏了、堵了、吵了',
  /** Categories by the words of people; every other has its name from the catalogue. */
  common: {
    'L-LIGHT': '灯不亮',
    'L-DRAIN': '下水道堵',
    'L-WATER': '停水了',
    '06036': '乱堆东西',
    '06028': '太吵了',
    '09009': '车乱停',
  } as Readonly<Record<string, string>>,
  isFixed: {
    mended: (v: { title: string }) => `${v.title}，修好了吗？`,
    answered: (v: { title: string }) => `${v.title}，答复清楚了吗？`,
    solved: (v: { title: string }) => `${v.title}，解决了吗？`,
  },
  saidDone: (v: { who: string }) => `${v.who}说办好了，请您看一看。`,
  goLook: '去看看，回个话',
  leftForYou: (v: { span: string }) => `还有 ${v.span}`,
  mine: (v: { title: string }) => `我报的：${v.title}`,
  who: '谁在办',
  by: '最晚办完',
  byAccept: '最晚受理',
  left: '还剩',
  leftWords: (v: { span: string }) => `还剩 ${v.span}`,
  over: (v: { span: string }) => `超了 ${v.span}`,
  steps: ['报了', '受理', '在办', '您看', '办完'] as readonly string[],
  status: {
    reported: '等受理',
    checking: '等核实',
    suspended: '先停一停',
    closed: '已结案',
    merged: '并到另一件了',
  },
  span: (v: { days: number; hours: number; minutes: number }) => {
    if (v.days > 0) return v.hours > 0 ? `${v.days} 天 ${v.hours} 小时` : `${v.days} 天`
    if (v.hours > 0) return v.minutes > 0 && v.hours < 10 ? `${v.hours} 小时 ${v.minutes} 分` : `${v.hours} 小时`
    return `${Math.max(1, v.minutes)} 分钟`
  },
  waiting: '还没发出去',
  waitingHelp: '您写的、拍的都存在这部手机里，有网了自动发出，只发一次。',
  loading: '正在看您报过的事…',
}

export type HomeText = typeof zh
