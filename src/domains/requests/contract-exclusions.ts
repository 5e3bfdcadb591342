/** 剔除: a case is asked to be taken out of a rate, another at a higher office decides, and the decision can be appealed. */
import { z } from 'zod'
import { id, instant, page, pageQuery, word } from '../../platform/contract.ts'
import { words } from './contract-shapes.ts'
import { EXCLUDABLE } from './rules/exclusion.ts'

const params = z.strictObject({ communityId: id('community'), exclusionId: id('exclusion') })
const exclusion = z.object({
  id: id('exclusion'),
  communityId: id('community'),
  requestId: id('request'),
  figures: z.array(z.enum(EXCLUDABLE)),
  ground: z.string(),
  text: z.string(),
  askedAt: instant,
  askedOrganisationId: id('organisation'),
  granted: z.boolean().nullable(),
  decidedAt: instant.nullable(),
  decisionText: z.string(),
  appealedAt: instant.nullable(),
  appealText: z.string(),
  appealGranted: z.boolean().nullable(),
  appealDecisionText: z.string(),
  waitsFor: z.enum(['decision', 'appeal-decision']).nullable(),
  /** Whether the case is out of these figures now. */
  inForce: z.boolean(),
})
const changed = { 200: exclusion }

export const exclusionEndpoints = {
  'POST /api/v1/communities/:communityId/requests/:id/exclusions': {
    summary: '申请剔除: asks that a case be taken out of some figures, on one of the rule set’s grounds',
    params: z.strictObject({ communityId: id('community'), id: id('request') }),
    body: z.strictObject({ figures: z.array(z.enum(EXCLUDABLE)).min(1).max(EXCLUDABLE.length), ground: word(40).min(1), text: words }),
    replies: { 201: exclusion },
    problems: ['requests/asked-for-already', 'requests/unknown-ground', 'requests/only-the-lead'],
  },
  'POST /api/v1/communities/:communityId/exclusions/:exclusionId/decision': {
    summary: 'Decides an exclusion, or an appeal against its decision: never by whoever asked or decided before, nor by the measured unit',
    params,
    body: z.strictObject({ granted: z.boolean(), text: words }),
    replies: changed,
    problems: ['requests/nothing-asked', 'requests/own-request', 'requests/decided-before'],
  },
  'POST /api/v1/communities/:communityId/exclusions/:exclusionId/appeal': {
    summary: '申诉: the office that asked, or the reporter, objects to the decision; once, within the rule set’s time',
    params,
    body: z.strictObject({ text: words }),
    replies: changed,
    problems: ['requests/nothing-asked', 'requests/contested-already', 'requests/too-late'],
  },
  'GET /api/v1/requests/exclusions': {
    summary: 'What was asked, decided and appealed: of the whole scope for offices, of one’s own organisation for others',
    query: z.strictObject(pageQuery),
    replies: { 200: page(exclusion.extend({ number: z.string() })).extend({ demo: z.boolean(), grounds: z.array(z.object({ code: z.string(), zh: z.string(), en: z.string() })) }) },
  },
} as const
