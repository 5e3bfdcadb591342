/** How each row of the matrix is asked: the smallest input that is granted (2xx) to whoever may. */
import sharp from 'sharp'
import { tell } from '../src/domains/notices/public.ts'
import { noticeTokens } from '../src/domains/notices/tokens.ts'
import { newId } from '../src/platform/ids.ts'
import type { Caller, TestCity } from './actors.ts'
import type { FixtureRole, Member } from './fixture.ts'
import type { RowKey } from './matrix.ts'

export interface Asker {
  readonly caller: Caller
  readonly member: Member | null
}

/** Everybody at work, to bring things into the state that a row is about. */
export interface World {
  readonly test: TestCity
  readonly own: Readonly<Record<FixtureRole, Asker & { readonly member: Member }>>
  /** Runs what must have happened days before. */
  longAgo<T>(work: () => Promise<T>): Promise<T>
}

export interface Asked {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly body?: object
  readonly headers?: Readonly<Record<string, string>>
  readonly remoteAddress?: string
}

type Subject = Readonly<Record<string, string>>
export interface Question {
  /** What is asked for; made anew each time that somebody was granted to change it. */
  readonly subject?: (world: World) => Promise<Subject>
  readonly ask?: (world: World, subject: Subject, who: Asker) => Asked | Promise<Asked>
  /** Problems of what comes after the policy, where a real success would cost more than it proves. */
  readonly beyond?: readonly string[]
  /** Ends or changes the session: asked in one of its own. */
  readonly ownSession?: true
}

const PNG = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#a33' } }).png().toBuffer()

async function answered(caller: Caller, url: string, body: object, headers: Readonly<Record<string, string>> = {}): Promise<Readonly<Record<string, unknown>>> {
  const reply = await caller.post(url, body, headers)
  if (reply.statusCode >= 300) throw new Error(`${url}: ${reply.statusCode} ${reply.body}`)
  return reply.json()
}

// Cases, each verb with the people who do it in life.
const once = () => ({ 'idempotency-key': newId() })
const COMPANY_LED = { text: '物业费怎么算的', category: 'L-PMFEE', place: { kind: 'community' } }
const OFFICE_LED = { text: '保安态度差', category: 'L-PMSERVICE', place: { kind: 'community' } }

const reported =
  (report: object = COMPANY_LED) =>
  async ({ test, own }: World): Promise<Subject> => {
    const communityId = test.city.a.community
    const { id, number } = await answered(own.owner.caller, `/api/v1/communities/${communityId}/requests`, report, once())
    return { communityId, id: String(id), number: String(number), version: '1' }
  }

const then =
  (before: (world: World) => Promise<Subject>, role: FixtureRole, verb: string, body: (world: World) => object = () => ({})) =>
  async (world: World): Promise<Subject> => {
    const subject = await before(world)
    const { version } = await answered(world.own[role].caller, `/api/v1/communities/${subject['communityId']}/requests/${subject['id']}/${verb}`, { version: Number(subject['version']), ...body(world) })
    return { ...subject, version: String(version) }
  }

const repairer = ({ own }: World) => ({ assigneeId: own.property_staff.member.personId })
const accepted = then(reported(), 'property_manager', 'accept')
const dispatched = then(reported(), 'property_manager', 'accept', repairer)
const handling = then(dispatched, 'property_staff', 'sign')
const checking = then(handling, 'property_staff', 'feedback', () => ({ text: '已解释' }))
const closed = then(checking, 'owner', 'confirm', () => ({ resolved: true }))

const inDays = ({ test }: World, days: number): string => test.services.clock.now().add({ hours: 24 * days }).toString()
const toSuspend = then(handling, 'property_staff', 'ask-suspension', (world) => ({ resumeAt: inDays(world, 5), text: '等总部的账' }))
const returned = (before: (world: World) => Promise<Subject>) => then(then(before, 'property_manager', 'dispatch', repairer), 'property_staff', 'return', () => ({ text: '不归我们' }))
const returnedTwice = returned(returned(accepted))
const acceptedByOffice = then(reported(OFFICE_LED), 'office_worker', 'accept')
const helpedByCompany = then(acceptedByOffice, 'office_worker', 'dispatch', ({ test, own }) => ({ assigneeId: own.office_worker.member.personId, supportingIds: [test.city.a.organisations.company] }))

async function twoOfOneMatter(world: World): Promise<Subject> {
  const into = await reported()(world)
  return { ...(await reported()(world)), intoId: into['id'] ?? '' }
}

async function urged(world: World): Promise<Subject> {
  const subject = await reported()(world)
  await answered(world.own.owner.caller, `/api/v1/communities/${subject['communityId']}/requests/${subject['id']}/urge`, {})
  return subject
}

const idOf = ({ communityId = '', id = '' }: Subject) => ({ communityId, id })
const changing = (subject: (world: World) => Promise<Subject>, body: (world: World) => object = () => ({})): Question => ({
  subject,
  ask: (world, found) => ({ params: idOf(found), body: { version: Number(found['version']), ...body(world) } }),
})
/** Words beside the cycle change no state, so that they name no version. */
const saying = (subject: (world: World) => Promise<Subject>, body: object): Question => ({ subject, ask: (_world, found) => ({ params: idOf(found), body }) })

async function photographed(world: World): Promise<Subject> {
  const { app } = world.test
  const { cookie } = world.own.owner.caller
  const uploaded = await app.inject({ method: 'POST', url: '/api/v1/photos', payload: PNG, headers: { 'x-lifang': '1', cookie, 'content-type': 'image/png' } })
  const fileId = uploaded.json<{ id: string }>().id
  return { ...(await reported({ ...COMPANY_LED, photoIds: [fileId] })(world)), fileId }
}

const report = (body: (world: World) => object): Question => ({
  ask: (world) => ({ params: { communityId: world.test.city.a.community }, body: { ...COMPANY_LED, ...body(world) }, headers: once() }),
})
const ownersHome = ({ test }: World) => ({ place: { kind: 'home', homeId: test.city.a.homes[0] } })

const FILTER = { name: '今天到期', list: 'ours', filter: { group: 'today' } }
const filtered =
  (more: object) =>
  async ({ own }: World): Promise<Subject> => ({ filterId: String((await answered(own.property_manager.caller, '/api/v1/requests/filters', { ...FILTER, ...more }))['id']) })
const TEMPLATE = { verb: 'reply', title: '已收到', text: '{编号} 已收到' }
const templated =
  (role: FixtureRole) =>
  async ({ own }: World): Promise<Subject> => ({ templateId: String((await answered(own[role].caller, '/api/v1/requests/templates', TEMPLATE))['id']) })

// Places, sessions, appointments.
const at = (find: (side: TestCity['city']['a']) => Readonly<Record<string, string>>): Question => ({ ask: ({ test }) => ({ params: find(test.city.a) }) })

async function sessionOf(caller: Caller): Promise<string> {
  const { items } = (await caller.get('/api/v1/access/sessions?limit=100')).json<{ items: { id: string; current: boolean }[] }>()
  return items.find(({ current }) => current)?.id ?? ''
}

const captaincy = ({ test, own }: World) => {
  const { name, phone } = own.tenant.member
  const { community, building } = test.city.a
  return { name, phone, role: 'building_captain', placeId: community, buildingId: building }
}

async function appointed(world: World): Promise<Subject> {
  const { id } = await answered(world.own.system_admin.caller, '/api/v1/access/appointments', captaincy(world))
  return { appointmentId: String(id) }
}

const aBrowser = () => ({ endpoint: `https://push.example.org/${newId()}`, p256dh: 'B'.repeat(87), auth: 'A'.repeat(22) })

/** A browser of whoever asks. */
async function subscribed({ test }: World, { member }: Asker): Promise<string> {
  const id = newId()
  if (!member) return id
  await test.services.database.pool.query('insert into notices.subscription (id, person_id, sealed, endpoint_index, created_at) values ($1, $2, $3, $3, now())', [id, member.personId, Buffer.from(id)])
  return id
}

/** Something told to whoever asks. */
async function noticed({ test }: World, { member, caller }: Asker): Promise<string> {
  if (!member) return newId()
  const { commands, clock } = test.services
  const said = { personIds: [member.personId], kind: 'work-due-today', subject: { kind: 'queue', id: member.personId, communityId: null }, said: { count: 3 } } as const
  await commands.run({ name: 'test', actor: null, at: clock.now(), httpRequestId: null }, (tx) => tell(tx, [said], clock.now()))
  const { items } = (await caller.get('/api/v1/notices?unread=true')).json<{ items: { id: string }[] }>()
  return items[0]?.id ?? ''
}

const step = (body: (world: World) => object, ...beyond: string[]): Question => ({ ask: (world) => ({ body: body(world) }), beyond })
const lists = (list: string): Question => ({ ask: () => ({ query: { list } }) })

let unloadedYear = 2_100

// 剔除
const EXCLUSION = { figures: ['on-time'], ground: 'in-court', text: '已起诉' }
const exclusionOf = ({ communityId = '', exclusionId = '' }: Subject) => ({ communityId, exclusionId })
async function exclusionAsked(world: World): Promise<Subject> {
  const subject = await reported()(world)
  const { id } = await answered(world.own.property_manager.caller, `/api/v1/communities/${subject['communityId']}/requests/${subject['id']}/exclusions`, EXCLUSION)
  return { ...subject, exclusionId: String(id) }
}
async function exclusionRefused(world: World): Promise<Subject> {
  const subject = await exclusionAsked(world)
  await answered(world.own.street_officer.caller, `/api/v1/communities/${subject['communityId']}/exclusions/${subject['exclusionId']}/decision`, { granted: false, text: '不属实' })
  return subject
}

export const questions: Readonly<Record<RowKey, Question>> = {
  'GET /api/v1/calendar': {},
  'PUT /api/v1/calendar/years/:year': {
    // Each time a year that nobody has loaded.
    subject: () => Promise.resolve({ year: String(unloadedYear++) }),
    ask: (_world, { year = '' }) => ({ params: { year }, body: { version: 0, days: Array.from({ length: 7 }, (_, day) => ({ date: `${year}-10-0${day + 1}`, kind: 'off', name: '国庆节', sourceUrl: '' })) } }),
  },

  'GET /api/v1/register/places': {},
  'GET /api/v1/register/places/:placeId': at(({ community }) => ({ placeId: community })),
  'GET /api/v1/register/communities/:communityId': at(({ community }) => ({ communityId: community })),
  'GET /api/v1/register/communities/:communityId/buildings/:buildingId': at(({ community, building }) => ({ communityId: community, buildingId: building })),
  'GET /api/v1/register/communities/:communityId/homes/:homeId # of the owner and family': at(({ community, homes }) => ({ communityId: community, homeId: homes[0] })),
  'GET /api/v1/register/communities/:communityId/homes/:homeId # in another unit': at(({ community, homes }) => ({ communityId: community, homeId: homes[2] })),
  'GET /api/v1/register/places/:placeId/export': at(({ community }) => ({ placeId: community })),
  'GET /api/v1/register/communities/:communityId/buildings/export': at(({ community }) => ({ communityId: community })),
  'GET /api/v1/register/communities/:communityId/homes/export': at(({ community }) => ({ communityId: community })),
  'GET /api/v1/register/home': {},
  'GET /api/v1/register/search': { ask: () => ({ query: { q: '小区' } }) },

  'GET /api/v1/access/login': {},
  'POST /api/v1/access/code': step(({ own }) => ({ phone: own.owner.member.phone }), 'access/too-many-codes'),
  'POST /api/v1/access/login/phone': step(({ own }) => ({ phone: own.owner.member.phone, code: '000000' }), 'access/wrong-code', 'access/locked'),
  'POST /api/v1/access/login/password': step(({ own }) => ({ phone: own.owner.member.phone, password: '不是这个' }), 'access/wrong-password', 'access/locked'),
  'POST /api/v1/access/login/second-factor': step(() => ({ code: '000000' }), 'common/not-signed-in', 'access/wrong-code', 'access/locked'),
  'POST /api/v1/access/second-factor/enrol': step(() => ({}), 'common/not-signed-in'),
  'POST /api/v1/access/second-factor/confirm': step(() => ({ code: '000000' }), 'common/not-signed-in', 'access/wrong-code', 'access/locked'),
  'POST /api/v1/access/password': step(() => ({ code: '000000', password: '弱' }), 'common/not-signed-in', 'access/weak-password'),
  'POST /api/v1/access/logout': { ask: () => ({ body: {} }), ownSession: true },
  'GET /api/v1/access/demo-accounts': {},
  'POST /api/v1/access/demo-login': { ask: (_world, _subject, { member }) => ({ body: { role: member?.role ?? 'owner' } }), ownSession: true },
  'GET /api/v1/access/me': {},
  'POST /api/v1/access/role': { ask: (_world, _subject, { member }) => ({ body: { standingId: member?.standingId ?? newId() } }) },
  'GET /api/v1/access/sessions # mine': {},
  'GET /api/v1/access/sessions # of all': { ask: () => ({ query: { of: 'all' } }) },
  'DELETE /api/v1/access/sessions/:sessionId # mine': { ask: async (_world, _subject, { member, caller }) => ({ params: { sessionId: member ? await sessionOf(caller) : newId() } }), ownSession: true },
  'DELETE /api/v1/access/sessions/:sessionId # another’s': {
    // The landlord's, who is nobody in the matrix.
    subject: async ({ test }) => ({ sessionId: await sessionOf(await test.signIn({ personId: test.city.a.landlord, standingId: newId() })) }),
    ask: (_world, { sessionId = '' }) => ({ params: { sessionId } }),
  },
  'GET /api/v1/access/roles': {},
  'PUT /api/v1/access/roles/:code': { ask: () => ({ params: { code: 'cashier' }, body: { actions: ['requests.report-for-another', 'register.browse', 'register.read-home'], secondFactor: false } }) },
  'GET /api/v1/access/appointments': { ask: ({ test }) => ({ query: { placeId: test.city.a.community } }) },
  'GET /api/v1/access/organisations': { ask: ({ test }) => ({ query: { placeId: test.city.a.community } }) },
  'POST /api/v1/access/appointments': { ask: (world) => ({ body: captaincy(world) }) },
  'DELETE /api/v1/access/appointments/:appointmentId # another’s': { subject: appointed, ask: (_world, { appointmentId = '' }) => ({ params: { appointmentId } }) },
  'DELETE /api/v1/access/appointments/:appointmentId # the system administrator’s own': { ask: ({ own }) => ({ params: { appointmentId: own.system_admin.member.standingId } }) },
  'POST /api/v1/access/second-factor/reset': step(() => ({ phone: '15400000000', name: '没有这个人', reason: '当面认清' }), 'access/no-such-person'),
  'GET /api/v1/access/audit': {},
  'GET /api/v1/access/roles/export': {},
  'GET /api/v1/access/appointments/export': { ask: ({ test }) => ({ query: { placeId: test.city.a.community } }) },
  'GET /api/v1/access/sessions/export # mine': {},
  'GET /api/v1/access/sessions/export # of all': { ask: () => ({ query: { of: 'all' } }) },
  'GET /api/v1/access/audit/export': {},

  'GET /api/v1/notices': {},
  'POST /api/v1/notices/:noticeId/read': { ask: async (world, _subject, who) => ({ params: { noticeId: await noticed(world, who) }, body: {} }) },
  'POST /api/v1/notices/read': { ask: ({ test }) => ({ body: { until: test.services.clock.now().toString() } }) },

  'GET /api/v1/notices/choices': {},
  'PUT /api/v1/notices/choices': { ask: () => ({ body: { language: 'zh', email: ['mine'], push: [], quiet: 'off', digest: 'off' } }) },
  'POST /api/v1/notices/address': step(() => ({ email: 'chen@example.org' }), 'notices/no-mail'),
  'POST /api/v1/notices/address/verify': step(() => ({ code: '000000' }), 'notices/wrong-code'),
  'DELETE /api/v1/notices/address': {},
  'POST /api/v1/notices/browsers': step(() => aBrowser(), 'notices/push-service-unknown'),
  'DELETE /api/v1/notices/browsers/:browserId': { ask: async (world, _subject, who) => ({ params: { browserId: await subscribed(world, who) } }) },
  'GET /api/v1/notices/unsubscribe/:token': { ask: ({ test, own }) => ({ params: { token: noticeTokens(test.services.keys).unsubscribe(own.owner.member.personId, 'mine') } }) },
  'POST /api/v1/notices/unsubscribe/:token': {
    ask: ({ test, own }) => ({ params: { token: noticeTokens(test.services.keys).unsubscribe(own.owner.member.personId, 'mine') }, headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
  },

  'GET /api/v1/requests/categories': {},
  'POST /api/v1/communities/:communityId/requests # for the commons': report(() => ({})),
  'POST /api/v1/communities/:communityId/requests # for the owner’s home': report(ownersHome),
  'POST /api/v1/communities/:communityId/requests # on behalf, for the owner’s home': report((world) => ({ ...ownersHome(world), forAnother: { consent: true } })),
  'GET /api/v1/requests/phrases': {},
  'PUT /api/v1/requests/phrases': {
    subject: async ({ own }) => ({ version: String((await own.bureau_officer.caller.get('/api/v1/requests/phrases')).json<{ version: number }>().version) }),
    ask: (_world, { version = '' }) => ({ body: { version: Number(version), name: 'L-LIGHT', lines: ['8 路灯'] } }),
  },
  'POST /api/v1/requests/phrases/try': { ask: () => ({ body: { name: 'L-LIGHT', lines: ['8 路灯'], text: '路灯坏了' } }) },
  'POST /api/v1/requests/suggest': { ask: () => ({ body: { text: '电梯又坏了' } }) },
  'GET /api/v1/requests/mine': {},
  'GET /api/v1/requests/queue # ours': lists('ours'),
  'GET /api/v1/requests/queue # mine': lists('mine'),
  'GET /api/v1/requests/queue # to check': lists('to-check'),
  'GET /api/v1/requests/queue # scope': lists('scope'),
  'GET /api/v1/requests/queue # where we help': lists('supporting'),
  'GET /api/v1/requests/queue # climbed to us': lists('climbed'),
  'GET /api/v1/requests/queue # to approve': lists('to-approve'),
  'GET /api/v1/requests/queue # without a lead': lists('stranded'),
  'GET /api/v1/requests/units': { ask: ({ test }) => ({ query: { communityId: test.city.a.community } }) },
  'GET /api/v1/requests/queue/export # ours': lists('ours'),
  'GET /api/v1/requests/queue/export # to check': lists('to-check'),
  'GET /api/v1/requests/queue/export # scope': lists('scope'),
  'GET /api/v1/requests/mine/export': {},
  'GET /api/v1/requests/categories/export': {},
  'GET /api/v1/requests/queue/communities': {},
  'GET /api/v1/requests/filters': {},
  'POST /api/v1/requests/filters': { ask: () => ({ body: FILTER }) },
  'PUT /api/v1/requests/filters/:filterId # the manager’s': { subject: filtered({ shared: false }), ask: (_world, { filterId = '' }) => ({ params: { filterId }, body: FILTER }) },
  'DELETE /api/v1/requests/filters/:filterId # the manager’s, shared': { subject: filtered({ shared: true }), ask: (_world, { filterId = '' }) => ({ params: { filterId } }) },
  'POST /api/v1/requests/bulk/dispatch': { subject: reported(), ask: (_world, found) => ({ body: { cases: [{ ...idOf(found), version: Number(found['version']) }] }, headers: once() }) },
  'GET /api/v1/requests/templates': {},
  'POST /api/v1/requests/templates': { ask: () => ({ body: TEMPLATE }) },
  'PUT /api/v1/requests/templates/:templateId # the company’s': { subject: templated('property_manager'), ask: (_world, { templateId = '' }) => ({ params: { templateId }, body: { ...TEMPLATE, version: 1 } }) },
  'PUT /api/v1/requests/templates/:templateId # the city’s': { subject: templated('bureau_officer'), ask: (_world, { templateId = '' }) => ({ params: { templateId }, body: { ...TEMPLATE, version: 1 } }) },
  'DELETE /api/v1/requests/templates/:templateId # the company’s': { subject: templated('property_manager'), ask: (_world, { templateId = '' }) => ({ params: { templateId } }) },
  'POST /api/v1/communities/:communityId/requests/:id/exclusions': { subject: reported(), ask: (_world, found) => ({ params: idOf(found), body: EXCLUSION }) },
  'POST /api/v1/communities/:communityId/exclusions/:exclusionId/decision': { subject: exclusionAsked, ask: (_world, found) => ({ params: exclusionOf(found), body: { granted: true, text: '属实' } }) },
  'POST /api/v1/communities/:communityId/exclusions/:exclusionId/appeal': { subject: exclusionRefused, ask: (_world, found) => ({ params: exclusionOf(found), body: { text: '请再看' } }) },
  'GET /api/v1/requests/exclusions': {},
  'GET /api/v1/requests/duty': { ask: () => ({ query: { month: '2026-03' } }) },
  'PUT /api/v1/requests/duty/:month': { ask: () => ({ params: { month: '2026-03' }, body: { shifts: [] } }) },
  'GET /api/v1/requests/pending-calendar': {},
  'GET /api/v1/requests/assignees': { ask: ({ test }) => ({ query: { communityId: test.city.a.community } }) },
  'GET /api/v1/communities/:communityId/requests/:id # led by the company': { subject: reported(), ask: (_world, found) => ({ params: idOf(found) }) },
  'GET /api/v1/communities/:communityId/requests/:id # a complaint about the company': { subject: reported(OFFICE_LED), ask: (_world, found) => ({ params: idOf(found) }) },
  'GET /api/v1/communities/:communityId/requests/:id/notices': { subject: reported(), ask: (_world, found) => ({ params: idOf(found) }) },
  'GET /api/v1/communities/:communityId/requests/:id/photos/:fileId': { subject: photographed, ask: (_world, found) => ({ params: { ...idOf(found), fileId: found['fileId'] ?? '' } }) },
  'POST /api/v1/communities/:communityId/requests/:id/accept # led by the company': changing(reported()),
  'POST /api/v1/communities/:communityId/requests/:id/accept # led by the office': changing(reported(OFFICE_LED)),
  'POST /api/v1/communities/:communityId/requests/:id/dispatch # to a colleague': changing(accepted, repairer),
  'POST /api/v1/communities/:communityId/requests/:id/dispatch # to another unit': changing(acceptedByOffice, ({ test }) => ({ leadOrganisationId: test.city.a.organisations.company })),
  'POST /api/v1/communities/:communityId/requests/:id/sign': changing(dispatched),
  'POST /api/v1/communities/:communityId/requests/:id/return': changing(dispatched, () => ({ text: '不归我们' })),
  'POST /api/v1/communities/:communityId/requests/:id/feedback': changing(handling, () => ({ text: '已解释' })),
  'POST /api/v1/communities/:communityId/requests/:id/reply': saying(reported(), { text: '明天给您回话' }),
  'POST /api/v1/communities/:communityId/requests/:id/note': saying(reported(), { text: '先查账' }),
  'POST /api/v1/communities/:communityId/requests/:id/confirm': changing(checking, () => ({ resolved: true })),
  'POST /api/v1/communities/:communityId/requests/:id/rate': changing(closed, () => ({ resolved: true, satisfaction: 'good' })),
  'POST /api/v1/communities/:communityId/requests/:id/reopen': changing(closed, () => ({ text: '还是没讲清楚' })),
  'POST /api/v1/communities/:communityId/requests/:id/add': saying(reported(), { text: '是去年的账' }),
  'POST /api/v1/communities/:communityId/requests/:id/urge': saying(reported(), {}),
  'POST /api/v1/communities/:communityId/requests/:id/check': changing((world) => world.longAgo(() => checking(world)), () => ({ passed: true, text: '已上门核实' })),
  'POST /api/v1/communities/:communityId/requests/:id/reject': changing(reported(), () => ({ text: '不归物业管' })),
  'POST /api/v1/communities/:communityId/requests/:id/contest': changing(then(reported(), 'property_manager', 'reject', () => ({ text: '不归物业管' })), () => ({ text: '就归物业管' })),
  'POST /api/v1/communities/:communityId/requests/:id/ask': changing(handling, () => ({ text: '是哪一年的账' })),
  'POST /api/v1/communities/:communityId/requests/:id/ask-extension': changing(handling, (world) => ({ until: inDays(world, 20), text: '等总部的账' })),
  'POST /api/v1/communities/:communityId/requests/:id/ask-suspension': changing(handling, (world) => ({ resumeAt: inDays(world, 5), text: '等总部的账' })),
  'POST /api/v1/communities/:communityId/requests/:id/ask-void': changing(handling, () => ({ text: '查无此事' })),
  'POST /api/v1/communities/:communityId/requests/:id/approve': changing(toSuspend, () => ({ text: '同意' })),
  'POST /api/v1/communities/:communityId/requests/:id/decline': changing(toSuspend, () => ({ text: '抓紧办' })),
  'POST /api/v1/communities/:communityId/requests/:id/resume': changing(then(toSuspend, 'office_worker', 'approve')),
  'POST /api/v1/communities/:communityId/requests/:id/assign': changing(returnedTwice, ({ test }) => ({ leadOrganisationId: test.city.a.organisations.office, text: '社区来办' })),
  'POST /api/v1/communities/:communityId/requests/:id/merge': { subject: twoOfOneMatter, ask: (_world, found) => ({ params: idOf(found), body: { version: Number(found['version']), intoId: found['intoId'] } }) },
  'POST /api/v1/communities/:communityId/requests/:id/escalate': changing((world) => world.longAgo(() => urged(world)), () => ({ text: '没人管' })),
  'POST /api/v1/communities/:communityId/requests/:id/support-done': saying(helpedByCompany, { text: '我们的办好了' }),

  'GET /api/v1/city/communities/:communityId/requests': at(({ community }) => ({ communityId: community })),
  'GET /api/v1/city/communities/:communityId/requests/:number': { subject: reported(), ask: (_world, { communityId = '', number = '' }) => ({ params: { communityId, number } }) },

  'GET /api/v1/city/overview': {},
  'GET /api/v1/city/wards': {},
  'GET /api/v1/city/places/:placeId/trend': at(({ community }) => ({ placeId: community })),

  'POST /api/v1/photos': { ask: () => ({ body: PNG, headers: { 'content-type': 'image/png' } }) },
  'GET /api/v1/events': {},
  'GET /health/live': {},
  'GET /health/ready': {},
  'GET /metrics # from this machine': {},
  'GET /metrics # from elsewhere': { ask: () => ({ remoteAddress: '203.0.113.9' }) },
  'GET /api/openapi.json': {},
}
