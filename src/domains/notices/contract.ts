/** 消息: what somebody was told, and how they want to be. Everything is the asker's own. */
import { z } from 'zod'
import { contract, id, instant, nothing, page, pageQuery } from '../../platform/contract.ts'
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

export const noticesContract = contract({ ...inbox })

export type NoticesApi = typeof noticesContract
