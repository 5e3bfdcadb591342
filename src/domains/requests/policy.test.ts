import { describe, expect, it } from 'vitest'
import type { Actor } from '../../platform/actor.ts'
import type { CommunityId, OrganisationId, PersonId, RequestId } from '../../platform/ids.ts'
import * as policy from './policy.ts'
import type { Case } from './rules/case.ts'
import { VERBS, type Verb } from './rules/guards.ts'
import { QUEUE_LISTS } from './rules/queue.ts'

const PATH = '/1/2/3/4/5/6/'
const actor = (given: Partial<Actor> & { readonly may?: readonly string[] }): Actor => ({
  sessionId: 's' as Actor['sessionId'],
  accountId: 'a' as Actor['accountId'],
  personId: 'someone' as PersonId,
  role: 'any',
  face: 'desk',
  actions: new Set(given.may ?? []),
  place: { kind: 'community', id: 'c' as Actor['place']['id'], path: PATH },
  communityId: null,
  buildingId: null,
  unitId: null,
  homeId: null,
  organisationId: null,
  title: '',
  ...given,
})
const at = (kind: Actor['place']['kind'], path: string): Pick<Actor, 'place'> => ({ place: { kind, id: 'p' as Actor['place']['id'], path } })
const subject = (more: Partial<Case> = {}): policy.Subject => ({
  path: PATH,
  case: { communityId: 'c' as CommunityId, id: 'r' as RequestId, state: 'HANDLING', reporterPersonId: 'liu' as PersonId, reporterOrganisationId: null, leadOrganisationId: 'company' as OrganisationId, leadLevel: 'community', supporting: [], assigneePersonId: 'Tang' as PersonId, handlerPersonId: null, ...more } as Case,
})

const LEAD = ['requests.accept', 'requests.dispatch', 'requests.sign', 'requests.feedback', 'requests.reply', 'requests.note']
const company = 'company' as OrganisationId
const manager = actor({ may: LEAD, organisationId: company, communityId: 'c' as CommunityId })
const repairer = actor({ may: ['requests.sign', 'requests.feedback', 'requests.reply', 'requests.note'], organisationId: company, communityId: 'c' as CommunityId })
const officer = actor({ may: [...LEAD, 'requests.read', 'requests.check'], organisationId: 'office' as OrganisationId, ...at('office', '/1/2/3/4/') })
const reporter = actor({ face: 'resident', personId: 'liu' as PersonId, may: ['requests.report'] })

const allowed = (who: Actor, of = subject()): Verb[] => VERBS.filter((verb) => policy.act(verb, who, of) === true)
const hidden = { ok: false, reason: 'common/not-found', hidden: true }

describe('what each may do with a case', () => {
  it('the reporter has the last word, and no more', () => {
    expect(allowed(reporter)).toEqual(['confirm', 'rate', 'reopen', 'add', 'urge', 'contest', 'escalate'])
  })
  it('the lead organisation works on it by its actions', () => {
    expect(allowed(manager)).toEqual(['accept', 'dispatch', 'sign', 'return', 'feedback', 'reply', 'note', 'reject', 'ask', 'ask-extension', 'ask-suspension', 'ask-void', 'resume', 'merge'])
    expect(allowed(repairer)).toEqual(['sign', 'return', 'feedback', 'reply', 'note', 'ask', 'ask-extension', 'ask-suspension', 'resume'])
  })
  it('an office above checks and reads; it works on it only when it leads', () => {
    expect(allowed(officer)).toEqual(['check', 'assign', 'ask-void', 'approve', 'decline', 'merge'])
    expect(allowed(officer, subject({ leadOrganisationId: 'office' as OrganisationId, leadLevel: 'office' }))).toEqual(VERBS.filter((verb) => !['confirm', 'rate', 'reopen', 'add', 'urge', 'contest', 'escalate', 'assign', 'support-done'].includes(verb)))
  })
  it('an office decides nothing over a level above it', () => {
    const ofStreet = subject({ leadOrganisationId: 'street' as OrganisationId, leadLevel: 'street' })
    expect(allowed(officer, ofStreet)).toEqual([])
    expect(allowed(actor({ may: [...LEAD, 'requests.read', 'requests.check'], organisationId: 'district' as OrganisationId, ...at('district', '/1/2/') }), ofStreet)).toEqual(['check', 'assign', 'ask-void', 'approve', 'decline', 'merge'])
  })
  it('a unit that helps sees an open case, says its word and no more', () => {
    const water = { organisationId: 'water' as OrganisationId, doneAt: null }
    const helper = actor({ may: ['requests.dispatch', 'requests.sign', 'requests.feedback', 'requests.reply', 'requests.note'], organisationId: water.organisationId, ...at('community', PATH) })
    expect(allowed(helper, subject({ supporting: [water] }))).toEqual(['reply', 'note', 'support-done'])
    expect(policy.seesInternal(helper, subject({ supporting: [water] }))).toBe(true)
    for (const of of [subject(), subject({ state: 'CLOSED', supporting: [water] })]) expect(policy.read(helper, of)).toEqual(hidden)
  })
  it('what was given to the unit is given back by its desk', () => {
    const ofUnit = subject({ state: 'DISPATCHED', assigneePersonId: null })
    expect([manager, repairer].map((who) => policy.act('return', who, ofUnit))).toEqual([true, expect.objectContaining({ reason: 'common/forbidden' })])
  })
  it('a property company calls no other unit', () => {
    expect(policy.callsUnits(manager)).toMatchObject({ reason: 'requests/only-offices-call-units' })
    expect(policy.callsUnits(officer)).toBe(true)
  })
  it('a colleague of the same company at another community has no part in it', () => {
    expect(policy.read(actor({ may: LEAD, organisationId: company, ...at('community', '/1/2/3/4/5/7/') }), subject())).toEqual(hidden)
  })
  it('a scope is a place, not the beginning of a number', () => {
    expect(policy.read(actor({ may: ['requests.read'], ...at('office', '/1/2/3/40/') }), subject())).toEqual(hidden)
  })
  it('reading a scope is for those who govern it, whatever the table of roles says', () => {
    for (const who of [actor({ may: ['requests.read'] }), actor({ may: ['requests.read'], face: 'resident' }), actor({ may: ['requests.read'], face: 'resident', ...at('home', PATH) })]) expect(policy.read(who, subject())).toEqual(hidden)
  })
  it('a repairer keeps what was theirs when it is closed, and loses the rest', () => {
    expect(policy.read(repairer, subject({ state: 'CLOSED' }))).toEqual(hidden)
    expect(policy.read(repairer, subject({ state: 'CLOSED', handlerPersonId: repairer.personId }))).toBe(true)
    expect(policy.read(manager, subject({ state: 'CLOSED' }))).toBe(true)
  })
  it.each([
    ['an organisation that reported to itself', manager, company],
    ['an office that reported to a company', officer, 'office' as OrganisationId],
  ] as const)('%s speaks for no resident', (_who, who, reporterOrganisationId) => {
    const own = subject({ reporterPersonId: who.personId, reporterOrganisationId })
    expect(policy.act('confirm', who, own)).toMatchObject({ reason: 'requests/only-a-resident' })
    expect(policy.act('rate', who, own)).toMatchObject({ reason: 'requests/only-a-resident' })
    for (const verb of ['reopen', 'add', 'urge'] as const) expect(policy.act(verb, who, own)).toBe(true)
  })
  it('notes are for those at work on it and those above, not for the reporter', () => {
    expect([manager, repairer, officer, reporter].map((who) => policy.seesInternal(who, subject()))).toEqual([true, true, true, false])
  })
})

describe('where one may report', () => {
  const target = (more: Partial<policy.Target> = {}): policy.Target => ({ path: PATH, communityId: 'c', buildingId: null, unitId: null, homeId: null, ...more })
  const own = { buildingId: 'b1', unitId: 'u1', homeId: 'h1' }
  const owner = actor({ face: 'resident', may: ['requests.report'], communityId: 'c' as CommunityId, ...at('home', PATH), ...(own as Partial<Actor>) })
  const steward = actor({ face: 'resident', may: ['requests.report', 'requests.report-for-another'], communityId: 'c' as CommunityId, ...({ buildingId: 'b1', unitId: 'u1' } as Partial<Actor>) })
  it.each<[string, Actor, policy.Target, boolean, true | string]>([
    ['owner, own home', owner, target(own), false, true],
    ['owner, commons', owner, target(), false, true],
    ['owner, stairs next door', owner, target({ buildingId: 'b2', unitId: 'u9' }), false, true],
    ['owner, another home', owner, target({ ...own, homeId: 'h2' }), false, 'common/not-found'],
    ['owner, another community', owner, target({ path: '/1/2/3/4/5/7/', communityId: 'd' }), false, 'common/not-found'],
    ['owner for another', owner, target(), true, 'common/forbidden'],
    ['steward, stairs', steward, target({ buildingId: 'b1', unitId: 'u1' }), false, true],
    ['steward, a home without consent', steward, target(own), false, 'requests/consent-needed'],
    ['steward, a home with consent', steward, target(own), true, true],
    ['steward, a home of another unit', steward, target({ buildingId: 'b1', unitId: 'u2', homeId: 'h7' }), true, 'common/not-found'],
    ['somebody without the action', actor({ communityId: 'c' as CommunityId }), target(), false, 'common/forbidden'],
  ])('%s', (_who, who, where, onBehalf, verdict) => {
    const found = policy.report(who, where, onBehalf)
    expect(found === true ? true : found.reason).toBe(verdict)
  })
})

describe('whose queue', () => {
  it('ours and mine belong to people at work in an organisation, the rest to those who govern', () => {
    const lists = (who: Actor) => QUEUE_LISTS.filter((list) => policy.readQueue(who, list) === true)
    expect(lists(manager)).toEqual(['ours', 'mine', 'supporting'])
    expect(lists(officer)).toEqual([...QUEUE_LISTS])
    expect(lists(actor({ may: ['requests.read'], ...at('city', '/1/') }))).toEqual(['scope'])
    expect(lists(reporter)).toEqual([])
  })
})
