/** 消息: what somebody was told, and how they want to be. Everything is the asker's own. */
import { z } from 'zod'
import { contract, id, instant, nothing, page, pageQuery, word } from '../../platform/contract.ts'
import { GROUPS, LEVELS, NOTICE_KINDS, type NoticeKind } from './rules/kinds.ts'

const done = z.object({})
const flag = z.enum(['true', 'false']).transform((value) => value === 'true')

/** What the sentence names; the pages have its words by kind, in both languages. */
const said = z.object({
  number: z.string().optional(),
  about: z.object({ zh: z.string(), en: z.string() }).optional(),
  organisationId: id('organisation').optional(),
  until: instant.optional(),
  level: z.enum(LEVELS).optional(),
  into: z.string().optional(),
  count: z.number().int().optional(),
  granted: z.boolean().optional(),
})

const notice = z.object({
  id: id('notice'),
  kind: z.enum(NOTICE_KINDS as readonly [NoticeKind, ...NoticeKind[]]),
  group: z.enum(GROUPS),
  urgent: z.boolean(),
  at: instant,
  read: z.boolean(),
  /** What it is about: a case of a community; null where it concerns no single one. */
  subject: z.object({ kind: z.enum(['request', 'queue']), id: z.uuid(), communityId: id('community').nullable() }),
  said,
  /** The name of `said.organisationId` today. */
  organisation: z.string().nullable(),
})

const inbox = {
  'GET /api/v1/notices': {
    summary: 'What I was told, newest first, with how much of it is unread',
    query: z.strictObject({ ...pageQuery, unread: flag.optional() }),
    replies: {
      200: page(notice).extend({
        /** Counted up to 100. */
        unread: z.number().int(),
        demo: z.boolean(),
      }),
    },
  },
  'POST /api/v1/notices/:noticeId/read': { summary: 'I have read it', params: z.strictObject({ noticeId: id('notice') }), body: nothing, replies: { 200: done } },
  'POST /api/v1/notices/read': { summary: 'I have read everything up to a moment', body: z.strictObject({ until: instant }), replies: { 200: done } },
} as const

const groups = z.array(z.enum(GROUPS)).max(GROUPS.length).refine((all) => new Set(all).size === all.length)
const hour = z.number().int().min(0).max(23)
const choices = z.strictObject({
  /** Of mails and pushes. */
  language: z.enum(['zh', 'en']),
  email: groups,
  push: groups,
  /** Whole hours of the city's clock; only what is dangerous goes out between. */
  quiet: z.union([z.strictObject({ from: hour, until: hour }), z.literal('off')]),
  /** daily: one mail at eight in the morning. */
  digest: z.enum(['off', 'daily']),
})
const chosen = {
  200: z.object({
    choices,
    email: z.object({
      /** False: the operator has set up no mail server. */
      offered: z.boolean(),
      address: z.string().nullable(),
      /** A code was sent there and waits. */
      unproven: z.object({ address: z.string(), until: instant }).nullable(),
    }),
    push: z.object({
      /** Our signing key, to which a browser binds its subscription. */
      publicKey: z.string(),
      browsers: z.array(z.object({ id: id('browser'), since: instant })),
    }),
  }),
}

const choosing = {
  'GET /api/v1/notices/choices': { summary: 'How I want to be told, and where I can be reached', replies: chosen },
  'PUT /api/v1/notices/choices': { summary: 'Choose what is told by mail and push, the quiet hours and the digest', body: choices, replies: chosen },
  'POST /api/v1/notices/address': {
    summary: 'Send a code to my mail address; from its confirmation on notices go there',
    body: z.strictObject({ email: z.email().max(200) }),
    replies: chosen,
    problems: ['notices/no-mail', 'notices/too-many-codes'],
  },
  'POST /api/v1/notices/address/verify': { summary: 'Confirm my mail address by the code', body: z.strictObject({ code: z.string().regex(/^\d{6}$/u) }), replies: chosen, problems: ['notices/wrong-code'] },
  'POST /api/v1/notices/browsers': {
    summary: 'Let notices pop up in this browser, with the subscription that it gave out (RFC 8030)',
    body: z.strictObject({ endpoint: word(1_000).regex(/^https?:\/\/\S+$/u), p256dh: word(90).regex(/^[\w-]{87}=?$/u), auth: word(30).regex(/^[\w-]{22}(==)?$/u) }),
    replies: chosen,
    problems: ['notices/push-service-unknown', 'notices/too-many-browsers'],
  },
  'DELETE /api/v1/notices/browsers/:browserId': { summary: 'No more pop-ups in that browser', params: z.strictObject({ browserId: id('browser') }), replies: chosen },
  'DELETE /api/v1/notices/address': { summary: 'Take my mail address away: it is forgotten', replies: chosen },
} as const

const token = z.strictObject({ token: z.string().regex(/^[A-Za-z0-9_-]{44}$/u) })
const webPage = { produces: 'text/html', replies: { 200: z.string() } } as const

const unsubscribing = {
  'GET /api/v1/notices/unsubscribe/:token': { summary: 'The page behind the unsubscribe link of a mail', public: true, params: token, ...webPage },
  'POST /api/v1/notices/unsubscribe/:token': {
    summary: 'No more mails of this kind (RFC 8058 one click)',
    public: true,
    fromAnywhere: true,
    params: token,
    bodyBytes: { types: ['application/x-www-form-urlencoded', 'multipart/form-data'], limit: 2_000 },
    ...webPage,
  },
} as const

export const noticesContract = contract({ ...inbox, ...choosing, ...unsubscribing })

export type NoticesApi = typeof noticesContract
