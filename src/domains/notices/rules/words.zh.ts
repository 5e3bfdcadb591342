/** What each notice says, and what stands around it in a mail. Source of the type for English. */
import type { LEVELS, NoticeKind, Sentence, Spoken } from './kinds.ts'

const by = ({ organisation }: Spoken): string => (organisation === '' ? '对口单位' : organisation)

export const zh = {
  levels: { community: '小区', office: '社区', street: '街道', district: '区', city: '市' } satisfies Readonly<Record<(typeof LEVELS)[number], string>>,
  kinds: {
    'request-accepted': (v) => ({ title: `“${v.about}”有人管了`, text: `${by(v)}已经受理${v.until === null ? '' : `，最晚 ${v.until} 办完`}。` }),
    'request-assigned': (v) => ({ title: `“${v.about}”派人去办了`, text: `${by(v)}已经派人去办，是谁、到哪一步，点开就能看到。` }),
    'request-replied': (v) => ({ title: `“${v.about}”有回话`, text: `${by(v)}给您回话了，点开看。` }),
    'request-asked': (v) => ({ title: `“${v.about}”要您补充几句`, text: `${by(v)}有话问您${v.until === null ? '' : `，请在 ${v.until} 前回`}。` }),
    'request-feedback': (v) => ({ title: `“${v.about}”说办好了，请您看一看`, text: `${by(v)}说办好了。好没好由您说${v.until === null ? '' : `，请在 ${v.until} 前回个话`}。` }),
    'request-checked': (v) => ({ title: `“${v.about}”已核实办结`, text: `没等到您的回话，另派人核实过了。还没好的话，${v.until === null ? '您可以重新打开' : `${v.until} 前您可以重新打开`}。` }),
    'request-check-failed': (v) => ({ title: `“${v.about}”要重新办`, text: '核实的人看过，还没办好，已经退回去重办。' }),
    'request-rejected': (v) => ({ title: `“${v.about}”没有受理`, text: `理由写在里面。您不同意的话，${v.until === null ? '可以提出异议' : `${v.until} 前可以提出异议`}，由上一级另一个人决定。` }),
    'request-climbed': (v) => ({ title: `“${v.about}”升到${v.level}了`, text: `没有按时办好，已经报到${v.level}，原来的单位照样要负责。` }),
    'request-suspended': (v) => ({ title: `“${v.about}”先停一停`, text: `经批准暂停${v.until === null ? '' : `，${v.until} 接着办`}。原因写在里面。` }),
    'request-resumed': (v) => ({ title: `“${v.about}”接着办了`, text: `${by(v)}又在办了${v.until === null ? '' : `，最晚 ${v.until} 办完`}。` }),
    'request-extended': (v) => ({ title: `“${v.about}”延了期`, text: `经批准延期${v.until === null ? '' : `到 ${v.until}`}。原因写在里面。` }),
    'request-merged': (v) => ({ title: `“${v.about}”并到另一件一起办`, text: `是同一件事，并到${v.into === '' ? '另一件' : ` ${v.into} `}一起办，进展照样告诉您。` }),
    'request-voided': (v) => ({ title: `“${v.about}”作废了`, text: '经两个人核对后作废，原因写在里面。' }),
    'work-assigned': (v) => ({ title: `派给您：${v.about}`, text: `${v.number}${v.until === null ? '' : `，最晚 ${v.until} 办结`}。` }),
    'work-supporting': (v) => ({ title: `请你们协办：${v.about}`, text: `${v.number}，${by(v)}牵头。` }),
    'work-answered': (v) => ({ title: `居民补充了：${v.about}`, text: `${v.number}，居民又说了几句。` }),
    'work-urged': (v) => ({ title: `居民催办：${v.about}`, text: `${v.number}${v.until === null ? '' : `，最晚 ${v.until}`}。` }),
    'work-reworked': (v) => ({ title: `没办好，退回重办：${v.about}`, text: `${v.number}${v.until === null ? '' : `，最晚 ${v.until} 办结`}。` }),
    'work-reopened': (v) => ({ title: `居民重新打开：${v.about}`, text: `${v.number}${v.until === null ? '' : `，最晚 ${v.until} 办结`}。` }),
    'work-climbed': (v) => ({ title: `升到${v.level}：${v.about}`, text: `${v.number} 下级没有按时办好，请你们过问。` }),
    'work-contested': (v) => ({ title: `居民对不受理有异议：${v.about}`, text: `${v.number}，由${v.level}另一个人决定。` }),
    'work-to-approve': (v) => ({ title: `请您审批：${v.about}`, text: `${v.number} 有一项申请等您决定${v.until === null ? '' : `，申请到 ${v.until}`}。` }),
    'work-decided': (v) => ({ title: `${v.granted ? '批准了' : '没有批准'}：${v.about}`, text: `您为 ${v.number} 提的申请${v.granted ? '批准了' : '没有批准'}。` }),
    'work-due-today': (v) => ({ title: `今天到期 ${v.count} 件`, text: `您手上有 ${v.count} 件今天到期。` }),
    'danger-arrived': (v) => ({ title: `急：${v.about}`, text: `${v.number} 可能危及人身${v.until === null ? '' : `，${v.until} 前要受理`}。` }),
    'danger-climbed': (v) => ({ title: `急件升到${v.level}：${v.about}`, text: `${v.number} 可能危及人身，下级没有按时处理，请立即过问。` }),
  } satisfies Readonly<Record<NoticeKind, (v: Spoken) => Sentence>>,
}

export type NoticeWords = { readonly [K in keyof typeof zh]: { readonly [L in keyof (typeof zh)[K]]: (typeof zh)[K][L] extends string ? string : (v: Spoken) => Sentence } }
