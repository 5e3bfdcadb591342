/** Notices as a mail: plain text and the same as simple HTML, with nothing of a person in it but what the recipient may read anyway. */
import { ZONE } from '../../../platform/zone.ts'
import type { Group, Language, NoticeKind, Said } from './kinds.ts'
import { letters } from './letters.ts'
import { sentenceOf } from './sentence.ts'

export interface Written {
  readonly subject: string
  readonly text: string
  readonly html: string
}

export interface Carried {
  readonly kind: NoticeKind
  readonly said: Said
  readonly organisation: string | null
  /** Where it leads, beginning with the public address. */
  readonly href: string
}

interface LetterOptions {
  readonly language: Language
  readonly digest: boolean
  readonly demo: boolean
  readonly choicesHref: string
  readonly stopHref: string
}

/** 11月23日 周一 15:00 */
export function deadlineIn(language: Language): (instant: string) => string {
  const { weekdays, day } = letters[language]
  return (instant) => {
    const at = Temporal.Instant.from(instant).toZonedDateTimeISO(ZONE)
    return day({ month: at.month, day: at.day, weekday: weekdays[at.dayOfWeek % 7] ?? '', clock: `${String(at.hour).padStart(2, '0')}:${String(at.minute).padStart(2, '0')}` })
  }
}

/** Where the page of a notice is: residents follow their cases, people at work have them on the desk. */
export function hrefOf(publicUrl: string, group: Group, subject: { readonly kind: string; readonly id: string; readonly communityId: string | null }): string {
  if (subject.kind !== 'request' || subject.communityId === null) return group === 'mine' ? `${publicUrl}/notices` : `${publicUrl}/desk/requests?list=mine`
  return group === 'mine' ? `${publicUrl}/cases/${subject.communityId}/${subject.id}` : `${publicUrl}/desk/requests?case=${subject.communityId}.${subject.id}`
}

export function letterOf(carried: readonly Carried[], { language, digest, demo, choicesHref, stopHref }: LetterOptions): Written {
  const words = letters[language]
  const deadline = deadlineIn(language)
  const items = carried.map(({ kind, said, organisation, href }) => ({ ...sentenceOf(language, kind, said, { organisation, deadline }), href }))
  const [first] = items
  const subject = digest || items.length !== 1 || !first ? words.digest({ count: items.length }) : words.subject(first)
  const text = [
    ...(demo ? [words.demo, ''] : []),
    ...(digest ? [words.digestIntro, ''] : []),
    ...items.flatMap((item) => [item.title, item.text, `${words.open}${item.href}`, '']),
    '--',
    words.why,
    `${words.choices}${choicesHref}`,
    `${words.stop}${stopHref}`,
  ].join('\n')
  const link = (href: string, label: string) => `<a href="${escaped(href)}">${escaped(label)}</a>`
  const html = page(language, subject, [
    ...(demo ? [`<p><b>${escaped(words.demo)}</b></p>`] : []),
    ...(digest ? [`<p>${escaped(words.digestIntro)}</p>`] : []),
    ...items.map((item) => `<h2>${link(item.href, item.title)}</h2><p>${escaped(item.text)}</p>`),
    `<hr><p><small>${escaped(words.why)}<br>${link(choicesHref, words.choices.replace(/[：: ]+$/u, ''))} · ${link(stopHref, words.stop.replace(/[：: ]+$/u, ''))}</small></p>`,
  ])
  return { subject, text, html }
}

/** Words that prove an address. */
export function codeLetter(code: string, minutes: number, { language, demo }: { readonly language: Language; readonly demo: boolean }): Written {
  const words = letters[language]
  const lines = [...(demo ? [words.demo] : []), words.codeText({ code, minutes }), words.codeNotYou]
  return { subject: words.code({ code }), text: lines.join('\n\n'), html: page(language, words.code({ code }), lines.map((line) => `<p>${escaped(line)}</p>`)) }
}

export const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** A page that needs nothing from anywhere. */
export const page = (language: Language, title: string, body: readonly string[]): string =>
  `<!doctype html><html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title></head><body style="font:16px/1.6 system-ui,sans-serif;color:#1f1d1a;background:#faf7f2;max-width:36rem;margin:1.5rem auto;padding:0 1rem">${body.join('')}</body></html>`
