/**
 * Who may do what: every endpoint, every role, at home and in the other district. Written by hand from the READMEs of the domains and reviewed like
 * them; matrix.test.ts asks the server and fails on every cell that it answers otherwise, and on every endpoint that has no row.
 *
 * `own`: the subject lies at 甲 and so does the role. `other`: the role is held at 乙, in the other district, by the person of the same role there;
 * left out where nothing is asked for that lies somewhere. Offices of the whole city have no other scope.
 * Without a session everything is refused (401) unless the row says `anyone`.
 */
import type { FixtureRole } from './fixture.ts'

/** `hidden`: 404, since that it exists is no business of who asks. */
export type Answer = 'allowed' | 'forbidden' | 'hidden'
type Roles = readonly FixtureRole[]
export type Rule = Answer | (Readonly<Partial<Record<Answer, Roles>>> & { readonly rest: Answer })

export interface Row {
  readonly own: Rule
  readonly other?: Rule
  /** Answers without a session as well. */
  readonly public?: true
}

const RESIDENTS: Roles = ['owner', 'tenant', 'family']
const NEIGHBOURS: Roles = ['unit_steward', 'building_captain', 'yard_head']
/** The property company's people who handle cases. */
const COMPANY: Roles = ['property_manager', 'property_staff']
const OFFICES: Roles = ['office_worker', 'street_officer', 'department_officer', 'district_officer', 'bureau_officer']
/** Offices above a community; a department does its own work and checks nobody's. */
const CHECKERS: Roles = ['office_worker', 'street_officer', 'district_officer', 'bureau_officer']
const ADMINISTRATION: Roles = ['auditor', 'system_admin', 'security_admin']

/** Knows the homes of the scope: everybody but residents in that role, and administration. */
const KNOWS_HOMES: Roles = [...NEIGHBOURS, ...COMPANY, 'cashier', 'committee_member', 'grid_worker', ...OFFICES]
/** Looks around in the register: the system administrator too, to find the place of an appointment. */
const BROWSES: Roles = [...KNOWS_HOMES, 'system_admin']
/** Reports for somebody else, who agreed. */
const REPORTS_FOR_OTHERS: Roles = [...NEIGHBOURS, ...COMPANY, 'cashier', 'grid_worker', ...OFFICES]
/** Hands out work in the own organisation. */
const DISPATCHES: Roles = ['property_manager', ...OFFICES]
/** Reads every case of the scope. */
const READS_SCOPE: Roles = ['grid_worker', ...OFFICES, 'auditor']

const anyone: Row = { own: 'allowed', public: true }
const anySession: Row = { own: 'allowed' }
const only = (...roles: Roles): Rule => ({ allowed: roles, rest: 'forbidden' })

/** A case that the owner reported and the property company answers for: who reads it is told why not, for others it does not exist. */
const aCase = (...allowed: Roles): Row => ({ own: { allowed, forbidden: ['owner', ...COMPANY, ...READS_SCOPE], rest: 'hidden' }, other: 'hidden' })
const READS_CASE = aCase('owner', ...COMPANY, ...READS_SCOPE)
const OF_THE_REPORTER = aCase('owner')
const OF_THE_COMPANY = aCase(...COMPANY)
/** A case that the office leads: for the company it does not exist. */
const LED_BY_THE_OFFICE: Row = { own: { allowed: ['office_worker'], forbidden: ['owner', ...READS_SCOPE], rest: 'hidden' }, other: 'hidden' }

/** Colleagues may look at what is shared, and change nothing of it. In 乙 there is no property company, and so no queue of one. */
const ANOTHERS_FILTER: Row = { own: { allowed: ['property_manager'], hidden: ['property_staff', ...READS_SCOPE], rest: 'forbidden' }, other: { hidden: ['grid_worker', ...OFFICES], rest: 'forbidden' } }
const THE_COMPANYS_TEMPLATE: Row = { own: { allowed: ['property_manager'], hidden: OFFICES, rest: 'forbidden' }, other: { hidden: OFFICES, rest: 'forbidden' } }

/** By endpoint; where the answer depends on what is asked for, ` # ` and which. */
export const matrix = {
  // 工作日历 calendar
  'GET /api/v1/calendar': anySession,
  'PUT /api/v1/calendar/years/:year': { own: only('system_admin') },

  // 底册 register
  'GET /api/v1/register/places': { own: only(...BROWSES) },
  'GET /api/v1/register/places/:placeId': { own: only(...BROWSES), other: 'forbidden' },
  'GET /api/v1/register/communities/:communityId': { own: only(...BROWSES), other: 'forbidden' },
  'GET /api/v1/register/communities/:communityId/buildings/:buildingId': { own: only(...BROWSES), other: 'forbidden' },
  'GET /api/v1/register/communities/:communityId/homes/:homeId # of the owner and family': { own: { allowed: ['owner', 'family', ...KNOWS_HOMES], hidden: ['tenant'], rest: 'forbidden' }, other: 'hidden' },
  'GET /api/v1/register/communities/:communityId/homes/:homeId # in another unit': { own: { allowed: KNOWS_HOMES.filter((role) => role !== 'unit_steward'), hidden: [...RESIDENTS, 'unit_steward'], rest: 'forbidden' }, other: 'hidden' },
  'GET /api/v1/register/places/:placeId/export': { own: only(...BROWSES), other: 'forbidden' },
  'GET /api/v1/register/communities/:communityId/buildings/export': { own: only(...BROWSES), other: 'forbidden' },
  'GET /api/v1/register/communities/:communityId/homes/export': { own: only(...KNOWS_HOMES), other: 'forbidden' },
  'GET /api/v1/register/home': { own: { allowed: RESIDENTS, rest: 'hidden' } },
  'GET /api/v1/register/search': { own: only(...BROWSES) },

  // 权限与登录 access: the login, each step of which looks for the session itself
  'GET /api/v1/access/login': anyone,
  'POST /api/v1/access/code': anyone,
  'POST /api/v1/access/login/phone': anyone,
  'POST /api/v1/access/login/password': anyone,
  'POST /api/v1/access/login/second-factor': anyone,
  'POST /api/v1/access/second-factor/enrol': anyone,
  'POST /api/v1/access/second-factor/confirm': anyone,
  'POST /api/v1/access/password': anyone,
  'POST /api/v1/access/logout': anyone,
  'GET /api/v1/access/demo-accounts': anyone,
  'POST /api/v1/access/demo-login': anyone,
  // one's own
  'GET /api/v1/access/me': anySession,
  'POST /api/v1/access/role': anySession,
  'GET /api/v1/access/sessions # mine': anySession,
  'GET /api/v1/access/sessions # of all': { own: only('security_admin') },
  'DELETE /api/v1/access/sessions/:sessionId # mine': anySession,
  'DELETE /api/v1/access/sessions/:sessionId # another’s': { own: { allowed: ['security_admin'], rest: 'hidden' }, other: 'hidden' },
  // administration
  'GET /api/v1/access/roles': { own: only('system_admin', 'auditor') },
  'PUT /api/v1/access/roles/:code': { own: only('system_admin') },
  'GET /api/v1/access/appointments': { own: only('system_admin'), other: 'forbidden' },
  'GET /api/v1/access/organisations': { own: only('system_admin'), other: 'forbidden' },
  'POST /api/v1/access/appointments': { own: only('system_admin'), other: 'forbidden' },
  'DELETE /api/v1/access/appointments/:appointmentId # another’s': { own: only('system_admin'), other: 'forbidden' },
  'DELETE /api/v1/access/appointments/:appointmentId # the system administrator’s own': { own: 'forbidden', other: 'forbidden' },
  'POST /api/v1/access/second-factor/reset': { own: only('security_admin') },
  'GET /api/v1/access/audit': { own: only('auditor') },
  'GET /api/v1/access/roles/export': { own: only('system_admin', 'auditor') },
  'GET /api/v1/access/appointments/export': { own: only('system_admin'), other: 'forbidden' },
  'GET /api/v1/access/sessions/export # mine': anySession,
  'GET /api/v1/access/sessions/export # of all': { own: only('security_admin') },
  'GET /api/v1/access/audit/export': { own: only('auditor') },

  // 消息 notices: one's own, and nobody else's
  'GET /api/v1/notices': anySession,
  'POST /api/v1/notices/:noticeId/read': anySession,
  'POST /api/v1/notices/read': anySession,
  'GET /api/v1/notices/choices': anySession,
  'PUT /api/v1/notices/choices': anySession,
  'POST /api/v1/notices/address': anySession,
  'POST /api/v1/notices/address/verify': anySession,
  'DELETE /api/v1/notices/address': anySession,
  'POST /api/v1/notices/browsers': anySession,
  'DELETE /api/v1/notices/browsers/:browserId': anySession,
  // Signed links in mails.
  'GET /api/v1/notices/unsubscribe/:token': anyone,
  'POST /api/v1/notices/unsubscribe/:token': anyone,

  // 诉求 requests
  'GET /api/v1/requests/categories': anySession,
  'POST /api/v1/communities/:communityId/requests # for the commons': { own: { forbidden: ['committee_member', ...ADMINISTRATION], rest: 'allowed' }, other: 'hidden' },
  'POST /api/v1/communities/:communityId/requests # for the owner’s home': { own: { allowed: ['owner', 'family'], hidden: ['tenant'], rest: 'forbidden' }, other: 'hidden' },
  'POST /api/v1/communities/:communityId/requests # on behalf, for the owner’s home': { own: { allowed: REPORTS_FOR_OTHERS, hidden: ['tenant'], rest: 'forbidden' }, other: 'hidden' },
  'GET /api/v1/requests/phrases': { own: only('bureau_officer') },
  'PUT /api/v1/requests/phrases': { own: only('bureau_officer') },
  'POST /api/v1/requests/phrases/try': { own: only('bureau_officer') },
  'POST /api/v1/requests/suggest': { own: { forbidden: ['committee_member', ...ADMINISTRATION], rest: 'allowed' } },
  'GET /api/v1/requests/mine': anySession,
  'GET /api/v1/requests/queue # ours': { own: only(...COMPANY, ...OFFICES) },
  'GET /api/v1/requests/queue # mine': { own: only(...COMPANY, ...OFFICES) },
  'GET /api/v1/requests/queue # to check': { own: only(...CHECKERS) },
  'GET /api/v1/requests/queue # scope': { own: only(...READS_SCOPE) },
  'GET /api/v1/requests/queue # where we help': { own: only(...COMPANY, ...OFFICES) },
  'GET /api/v1/requests/queue # climbed to us': { own: only(...CHECKERS) },
  'GET /api/v1/requests/queue # to approve': { own: only(...CHECKERS) },
  'GET /api/v1/requests/queue # without a lead': { own: only(...CHECKERS) },
  'GET /api/v1/requests/units': { own: only(...OFFICES), other: { hidden: OFFICES, rest: 'forbidden' } },
  'GET /api/v1/requests/queue/export # ours': { own: only(...COMPANY, ...OFFICES) },
  'GET /api/v1/requests/queue/export # to check': { own: only(...CHECKERS) },
  'GET /api/v1/requests/queue/export # scope': { own: only(...READS_SCOPE) },
  'GET /api/v1/requests/mine/export': anySession,
  'GET /api/v1/requests/categories/export': anySession,
  'GET /api/v1/requests/queue/communities': { own: only(...COMPANY, ...OFFICES) },
  'GET /api/v1/requests/filters': { own: only(...COMPANY, ...READS_SCOPE) },
  'POST /api/v1/requests/filters': { own: only(...COMPANY, ...OFFICES) },
  'PUT /api/v1/requests/filters/:filterId # the manager’s': ANOTHERS_FILTER,
  'DELETE /api/v1/requests/filters/:filterId # the manager’s, shared': ANOTHERS_FILTER,
  // Each case is judged by itself, see bulk.test.ts.
  'POST /api/v1/requests/bulk/dispatch': { own: only(...DISPATCHES) },
  'GET /api/v1/requests/templates': { own: only(...COMPANY, ...OFFICES) },
  'POST /api/v1/requests/templates': { own: only(...DISPATCHES) },
  'PUT /api/v1/requests/templates/:templateId # the company’s': THE_COMPANYS_TEMPLATE,
  'PUT /api/v1/requests/templates/:templateId # the city’s': { own: only('bureau_officer'), other: 'forbidden' },
  'DELETE /api/v1/requests/templates/:templateId # the company’s': THE_COMPANYS_TEMPLATE,
  // 剔除: asked by who answers for the case or checks it, decided above them, objected to by who asked or reported
  'POST /api/v1/communities/:communityId/requests/:id/exclusions': aCase('property_manager', ...CHECKERS),
  'POST /api/v1/communities/:communityId/exclusions/:exclusionId/decision': aCase('street_officer', 'district_officer', 'bureau_officer'),
  'POST /api/v1/communities/:communityId/exclusions/:exclusionId/appeal': aCase('owner', ...COMPANY),
  'GET /api/v1/requests/exclusions': { own: only('property_manager', ...READS_SCOPE) },
  'GET /api/v1/requests/duty': { own: only(...COMPANY, ...OFFICES) },
  'PUT /api/v1/requests/duty/:month': { own: only(...DISPATCHES) },
  'GET /api/v1/requests/pending-calendar': { own: only('system_admin') },
  // The courtyard 乙 has no property company, so its manager has no colleagues to ask for.
  'GET /api/v1/requests/assignees': { own: only(...DISPATCHES), other: { hidden: OFFICES, rest: 'forbidden' } },
  'GET /api/v1/communities/:communityId/requests/:id # led by the company': READS_CASE,
  'GET /api/v1/communities/:communityId/requests/:id # a complaint about the company': { own: { allowed: ['owner', ...READS_SCOPE], rest: 'hidden' }, other: 'hidden' },
  'GET /api/v1/communities/:communityId/requests/:id/notices': READS_CASE,
  'GET /api/v1/communities/:communityId/requests/:id/photos/:fileId': READS_CASE,
  'POST /api/v1/communities/:communityId/requests/:id/accept # led by the company': aCase('property_manager'),
  'POST /api/v1/communities/:communityId/requests/:id/accept # led by the office': LED_BY_THE_OFFICE,
  'POST /api/v1/communities/:communityId/requests/:id/dispatch # to a colleague': aCase('property_manager'),
  'POST /api/v1/communities/:communityId/requests/:id/dispatch # to another unit': LED_BY_THE_OFFICE,
  'POST /api/v1/communities/:communityId/requests/:id/sign': OF_THE_COMPANY,
  'POST /api/v1/communities/:communityId/requests/:id/return': OF_THE_COMPANY,
  'POST /api/v1/communities/:communityId/requests/:id/feedback': OF_THE_COMPANY,
  'POST /api/v1/communities/:communityId/requests/:id/reply': OF_THE_COMPANY,
  'POST /api/v1/communities/:communityId/requests/:id/note': OF_THE_COMPANY,
  'POST /api/v1/communities/:communityId/requests/:id/confirm': OF_THE_REPORTER,
  'POST /api/v1/communities/:communityId/requests/:id/rate': OF_THE_REPORTER,
  'POST /api/v1/communities/:communityId/requests/:id/reopen': OF_THE_REPORTER,
  'POST /api/v1/communities/:communityId/requests/:id/add': OF_THE_REPORTER,
  'POST /api/v1/communities/:communityId/requests/:id/urge': OF_THE_REPORTER,
  'POST /api/v1/communities/:communityId/requests/:id/check': aCase(...CHECKERS),
  'POST /api/v1/communities/:communityId/requests/:id/reject': aCase('property_manager'),
  // Who only signs does not see what the company has rejected.
  'POST /api/v1/communities/:communityId/requests/:id/contest': { own: { allowed: ['owner'], forbidden: ['property_manager', ...READS_SCOPE], rest: 'hidden' }, other: 'hidden' },
  'POST /api/v1/communities/:communityId/requests/:id/ask': OF_THE_COMPANY,
  'POST /api/v1/communities/:communityId/requests/:id/ask-extension': OF_THE_COMPANY,
  'POST /api/v1/communities/:communityId/requests/:id/ask-suspension': OF_THE_COMPANY,
  'POST /api/v1/communities/:communityId/requests/:id/ask-void': aCase('property_manager', ...CHECKERS),
  'POST /api/v1/communities/:communityId/requests/:id/approve': aCase(...CHECKERS),
  'POST /api/v1/communities/:communityId/requests/:id/decline': aCase(...CHECKERS),
  'POST /api/v1/communities/:communityId/requests/:id/resume': OF_THE_COMPANY,
  'POST /api/v1/communities/:communityId/requests/:id/assign': aCase(...CHECKERS),
  'POST /api/v1/communities/:communityId/requests/:id/merge': aCase('property_manager', ...CHECKERS),
  'POST /api/v1/communities/:communityId/requests/:id/escalate': OF_THE_REPORTER,
  // The company helps the office that leads.
  'POST /api/v1/communities/:communityId/requests/:id/support-done': aCase(...COMPANY),

  // 公开 public
  'GET /api/v1/city/communities/:communityId/requests': anyone,
  'GET /api/v1/city/communities/:communityId/requests/:number': anyone,

  // 全市概况 overview
  'GET /api/v1/city/overview': anyone,
  'GET /api/v1/city/wards': anyone,
  'GET /api/v1/city/places/:placeId/trend': anyone,

  // The platform's own
  'POST /api/v1/photos': anySession,
  'GET /api/v1/events': anySession,
  'GET /health/live': anyone,
  'GET /health/ready': anyone,
  'GET /metrics # from this machine': anyone,
  'GET /metrics # from elsewhere': { own: 'hidden', public: true },
  'GET /api/openapi.json': anyone,
} as const satisfies Readonly<Record<string, Row>>

export type RowKey = keyof typeof matrix

/** Endpoints whose policy can refuse nobody who is logged in, beside those that the matrix opens to anyone or any session: why. */
export const NEVER_REFUSES: Readonly<Partial<Record<RowKey, string>>> = {
  'GET /api/v1/register/home': 'loads the home of the role worn, and no other',
}

/** What the matrix says of a cell. */
export function answerOf(rule: Rule, role: FixtureRole): Answer {
  if (typeof rule === 'string') return rule
  return (['allowed', 'forbidden', 'hidden'] as const).find((answer) => rule[answer]?.includes(role)) ?? rule.rest
}
