/** Cases and the catalogue as rows of a file: the same facts as on the screen, with what the screen groups by. */
import type { z } from 'zod'
import type { ExportColumn, Words } from '../../platform/export.ts'
import type { RequestsApi } from './contract.ts'
import type { DeadlineClass, Level, State } from './rules/case.ts'
import type { Group, QueueList } from './rules/queue.ts'

type Item = z.input<RequestsApi['GET /api/v1/requests/mine']['replies'][200]>['items'][number]
type Category = z.input<RequestsApi['GET /api/v1/requests/categories']['replies'][200]>['categories'][number]

export const TITLES: Readonly<Record<QueueList | 'reported' | 'catalogue', Words>> = {
  ours: { zh: '待办 本单位', en: 'Queue of our unit' },
  mine: { zh: '待办 我手上', en: 'Queue in my hands' },
  'to-check': { zh: '待办 待核实', en: 'Queue to check' },
  scope: { zh: '待办 范围内', en: 'Queue of my area' },
  supporting: { zh: '待办 协办', en: 'Queue where we help' },
  climbed: { zh: '待办 升级到本级', en: 'Queue climbed to us' },
  'to-approve': { zh: '待办 待批', en: 'Queue to approve' },
  stranded: { zh: '待办 没人牵头', en: 'Queue without a lead' },
  reported: { zh: '我报的事', en: 'What I reported' },
  catalogue: { zh: '权责清单', en: 'Catalogue of responsibilities' },
}

const states: Readonly<Record<State, Words>> = {
  REPORTED: { zh: '待受理', en: 'to accept' },
  ACCEPTED: { zh: '待派单', en: 'to dispatch' },
  DISPATCHED: { zh: '待签收', en: 'to sign for' },
  HANDLING: { zh: '处理中', en: 'in hand' },
  SUSPENDED: { zh: '已挂起', en: 'suspended' },
  CHECKING: { zh: '待确认', en: 'to confirm' },
  CLOSED: { zh: '已办结', en: 'closed' },
  REJECTED: { zh: '不受理', en: 'rejected' },
  MERGED: { zh: '已并案', en: 'merged' },
  VOIDED: { zh: '已作废', en: 'voided' },
}
const classes: Readonly<Record<DeadlineClass, Words>> = {
  URGENT: { zh: '紧急', en: 'urgent' },
  FAST: { zh: '快办', en: 'fast' },
  NORMAL: { zh: '一般', en: 'normal' },
  COMPLEX: { zh: '复杂', en: 'complex' },
  QUESTION: { zh: '咨询', en: 'question' },
}
const levels: Readonly<Record<Level, Words>> = {
  community: { zh: '小区', en: 'community' },
  office: { zh: '社区', en: 'office' },
  street: { zh: '街道', en: 'street' },
  district: { zh: '区', en: 'district' },
  city: { zh: '市', en: 'city' },
}
const groups: Readonly<Record<Group, Words>> = {
  danger: { zh: '危及人身', en: 'danger to people' },
  overdue: { zh: '已超期', en: 'overdue' },
  today: { zh: '今天到期', en: 'due today' },
  later: { zh: '明天以后', en: 'later' },
  waiting: { zh: '等居民确认', en: 'waiting for the resident' },
}
const YES: Words = { zh: '是', en: 'yes' }
const NO: Words = { zh: '否', en: 'no' }

export const caseColumns: readonly ExportColumn<Item>[] = [
  { head: { zh: '案号', en: 'Number' }, width: 15, value: ({ number }) => number },
  { head: { zh: '小区', en: 'Community' }, value: ({ place }) => place.community },
  { head: { zh: '地点', en: 'Place' }, value: ({ place }) => place.words },
  { head: { zh: '具体位置', en: 'Exact spot' }, value: ({ place }) => place.detail },
  { head: { zh: '类别', en: 'Category' }, value: ({ category }, language) => category[language] },
  { head: { zh: '时限类别', en: 'Deadline class' }, width: 10, value: ({ deadlineClass }, language) => classes[deadlineClass][language] },
  { head: { zh: '事由', en: 'Matter' }, width: 50, value: ({ text }) => text },
  { head: { zh: '报事人', en: 'Reporter' }, width: 10, value: ({ reporter }) => reporter },
  { head: { zh: '状态', en: 'State' }, width: 10, value: ({ state }, language) => states[state][language] },
  { head: { zh: '现在哪级', en: 'Level' }, width: 10, value: ({ level }, language) => levels[level][language] },
  { head: { zh: '责任单位', en: 'Lead organisation' }, width: 24, value: ({ lead }) => lead },
  { head: { zh: '在谁手上', en: 'In whose hands' }, width: 12, value: ({ assignee }) => assignee },
  { head: { zh: '报事时间', en: 'Reported' }, kind: 'moment', value: ({ reportedAt }) => reportedAt },
  { head: { zh: '本环节到期', en: 'This step is due' }, kind: 'moment', value: ({ clock }) => clock.due },
  { head: { zh: '超期', en: 'Overdue' }, width: 8, value: ({ clock }, language) => (clock.overdue ? YES : NO)[language] },
  { head: { zh: '最晚办完', en: 'To be finished by' }, kind: 'moment', value: ({ dueAt }) => dueAt },
  { head: { zh: '办结时间', en: 'Closed' }, kind: 'moment', value: ({ closedAt }) => closedAt },
  { head: { zh: '居民说解决了', en: 'Resident says solved' }, width: 12, value: ({ resolved }, language) => (resolved === null ? null : (resolved ? YES : NO)[language]) },
  { head: { zh: '退回次数', en: 'Returns' }, kind: 'number', width: 8, value: ({ returns }) => returns },
  { head: { zh: '返工次数', en: 'Reworks' }, kind: 'number', width: 8, value: ({ reworks }) => reworks },
  { head: { zh: '重开次数', en: 'Reopened' }, kind: 'number', width: 8, value: ({ reopens }) => reopens },
  { head: { zh: '照片', en: 'Photos' }, kind: 'number', width: 8, value: ({ photos }) => photos },
]

export const categoryColumns: readonly ExportColumn<Category>[] = [
  { head: { zh: '代码', en: 'Code' }, value: ({ code }) => code },
  { head: { zh: '类别', en: 'Category' }, width: 24, value: ({ zh }) => zh },
  { head: { zh: '英文名', en: 'English name' }, width: 30, value: ({ en }) => en },
  { head: { zh: '包括', en: 'Covers' }, width: 60, value: ({ scopeZh }) => scopeZh },
  { head: { zh: '时限类别', en: 'Deadline class' }, value: ({ deadlineClass }, language) => classes[deadlineClass][language] },
  { head: { zh: '涉及安全', en: 'Safety' }, value: ({ safety }, language) => (safety ? YES : NO)[language] },
  { head: { zh: '反馈要有照片', en: 'Photo with feedback' }, value: ({ photoOnFeedback }, language) => (photoOnFeedback ? YES : NO)[language] },
]

interface QueueFilters {
  readonly group?: Group | undefined
  readonly state?: State | undefined
  readonly q?: string | undefined
  readonly assignee?: string | undefined
}

/** The filters of a queue in words. Who is asked for stands in the rows, where there are any: an id alone must not tell a name. */
export const queueFilters = (query: QueueFilters, named: { readonly category: Words | undefined; readonly community: string | undefined }): readonly Words[] => [
  ...(query.group === undefined ? [] : [groups[query.group]]),
  ...(query.state === undefined ? [] : [states[query.state]]),
  ...(named.category === undefined ? [] : [named.category]),
  ...(named.community === undefined ? [] : [{ zh: named.community, en: named.community }]),
  ...(query.assignee === undefined ? [] : [query.assignee === 'none' ? { zh: '没人接', en: 'nobody has it' } : { zh: '一个人手上的', en: 'in one person’s hands' }]),
  ...(query.q === undefined ? [] : [{ zh: `案号以 ${query.q} 开头`, en: `number begins with ${query.q}` }]),
]
