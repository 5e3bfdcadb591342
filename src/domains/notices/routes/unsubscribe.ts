/** The link in a mail that stops mails of its kind: looking changes nothing, pressing (or a mail program's one click, RFC 8058) does. */
import { Readable } from 'node:stream'
import { recordChange } from '../../../platform/audit.ts'
import { Reply, type Bind } from '../../../platform/routes.ts'
import type { Services } from '../../../platform/services.ts'
import type { NoticesApi } from '../contract.ts'
import * as policy from '../policy.ts'
import { GROUPS, type Language } from '../rules/kinds.ts'
import { escaped, page } from '../rules/letter.ts'
import { letters } from '../rules/letters.ts'
import { findChoices, saveChoices } from '../stores/choices.ts'
import { noticeTokens, type Target } from '../tokens.ts'

export function bindUnsubscribe(on: Bind<NoticesApi>, { keys, demo }: Services): void {
  const tokens = noticeTokens(keys)
  const isDemo = demo !== null
  on.query('GET /api/v1/notices/unsubscribe/:token', {
    may: policy.holderOfMail,
    async handle({ read, params }) {
      const opened = tokens.openUnsubscribe(params.token)
      if (!opened) return unknown(isDemo)
      const { language } = await findChoices(read, opened.personId)
      const { stopPage, groups } = letters[language]
      return html(language, stopPage.title, stopPage.text({ group: groups[opened.target] }), isDemo, `<form method="post"><button style="font:inherit;padding:.75rem 1.25rem">${escaped(stopPage.act)}</button></form>`)
    },
  })
  on.command('POST /api/v1/notices/unsubscribe/:token', {
    may: policy.holderOfMail,
    async handle({ tx, params, now }) {
      const opened = tokens.openUnsubscribe(params.token)
      if (!opened) return unknown(isDemo)
      const before = await findChoices(tx, opened.personId)
      const left = before.email.filter((group) => !stops(opened.target).includes(group))
      if (left.length < before.email.length) await saveChoices(tx, opened.personId, before, { ...before, email: left }, now)
      recordChange(tx, { subjectKind: 'notice-choices', subjectId: opened.personId, before: null, after: { stopped: opened.target } })
      const { stopPage } = letters[before.language]
      return html(before.language, stopPage.done, stopPage.doneText, isDemo)
    },
  })
}

const stops = (target: Target) => (target === 'all' ? GROUPS : [target])

function unknown(isDemo: boolean) {
  const { stopPage } = letters.zh
  const { stopPage: english } = letters.en
  return html('zh', stopPage.unknown, `${stopPage.unknownText} ${english.unknownText}`, isDemo, '', 404)
}

function html(language: Language, title: string, text: string, isDemo: boolean, act = '', status = 200) {
  const body = [...(isDemo ? [`<p><b>${escaped(letters[language].demo)}</b></p>`] : []), `<h1>${escaped(title)}</h1><p>${escaped(text)}</p>`, act]
  return new Reply<NodeJS.ReadableStream>(Readable.from([page(language, title, body)]), { status, headers: { 'content-type': 'text/html; charset=utf-8' } })
}
