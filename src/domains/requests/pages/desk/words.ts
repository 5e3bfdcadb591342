/** How a case and the people at it are named on the desk. */
import type { StatusKind } from '../../../../web/kit/Status.tsx'
import type { Language } from '../../../../web/preferences.ts'
import type { DeskText } from './messages.zh.ts'
import type { CaseEvent, CaseState, CaseView, QueueItem } from './queries.ts'

export const shapeOf: Readonly<Record<CaseState, StatusKind>> = {
  REPORTED: 'reported', ACCEPTED: 'accepted', DISPATCHED: 'dispatched', HANDLING: 'handling', SUSPENDED: 'suspended', CHECKING: 'checking',
  CLOSED: 'closed', REJECTED: 'rejected', MERGED: 'voided', VOIDED: 'voided',
}

/** 办结 and 居民已确认 are shown apart: only the resident's own word makes the second. */
export const statusOf = ({ state, resolved }: { readonly state: CaseState; readonly resolved: boolean | null }): StatusKind => (state === 'CLOSED' && resolved === true ? 'confirmed' : shapeOf[state])

export const categoryWord = (category: Pick<QueueItem['category'], 'zh' | 'en'>, language: Language): string => (language === 'zh' ? category.zh : category.en)

/** 3栋2单元201 · 3楼楼梯口; the community's own name where a list holds several. */
export function placeWords({ community, words, detail }: QueueItem['place'], t: DeskText, withCommunity: boolean): string {
  const part = words === '' ? (withCommunity ? '' : t.commons) : words
  return [withCommunity ? community : '', part, detail].filter((one) => one !== '').join(' ')
}

const titleCharacters = 40

/** A report's first sentence as its title, and what is left to be read below; a sentence too long is cut and stands below in full. */
export function titled(text: string): { readonly title: string; readonly rest: string } {
  const [first = ''] = text.split(/\n|(?<=[。！？!?])/u)
  const sentence = first.trim()
  if (sentence.length > titleCharacters) return { title: `${sentence.slice(0, titleCharacters)}…`, rest: text }
  return { title: sentence.replace(/[。.]$/u, ''), rest: text.trim().slice(sentence.length).trim() }
}

export function holderOf({ state, assignee, lead }: Pick<QueueItem, 'state' | 'assignee' | 'lead'>, t: DeskText, isScope: boolean): string {
  if (state === 'CHECKING') return t.resident
  return isScope ? lead : (assignee ?? t.nobody)
}

export const roleWord = (role: string, title: string, t: DeskText): string => (title === '' ? (t.roles[role] ?? role) : title)

/** 张** · 何军 维修; a nameless person is named by the role. */
export function whoWords({ name, role, title }: CaseEvent['who'], t: DeskText): string {
  if (name === null) return t.roles[role] ?? t.case.someone
  return title === '' ? name : t.timeline.withTitle({ name, title })
}

export const reporterName = ({ reporter }: Pick<CaseView, 'reporter'>, t: DeskText): string => reporter.name ?? (reporter.anonymous ? t.anonymous : t.case.someone)

/** A template goes behind what is written already. */
export const joined = (before: string, words: string): string => (before.trim() === '' ? words : `${before.trimEnd()}\n${words}`)
