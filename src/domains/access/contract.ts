import { z } from 'zod'
import { civilDate, contract, exported, exportQuery, id, instant, nothing, page, pageQuery, text, word } from '../../platform/contract.ts'

const phone = z.string().regex(/^1[0-9]{10}$/).meta({ description: 'a mobile number of eleven digits' })
const code = z.string().regex(/^[0-9]{6}$/)
/** Six digits from the app, or one of the recovery codes. */
const secondFactorCode = z.string().trim().toLowerCase().regex(/^([0-9]{6}|[a-z2-7]{5}-[a-z2-7]{5})$/)
const password = z.string().min(1).max(128)
const face = z.enum(['resident', 'desk'])
const placeKind = z.enum(['city', 'district', 'street', 'office', 'grid', 'community', 'building', 'unit', 'home'])
const roleCode = z.string().regex(/^[a-z_]{2,40}$/)
const done = z.object({})

/** `done`: signed in. Else what the login asks for next. */
const next = z.enum(['done', 'choose-person', 'set-password', 'password', 'enrol', 'second-factor'])
const signedIn = z.object({
  next,
  /** Who else has this number, masked; only with `choose-person`. */
  people: z.array(z.object({ personId: id('person'), name: z.string() })).optional(),
})

const standing = z.object({
  id: z.uuid().meta({ description: 'id of a standing: a role at a place' }),
  role: roleCode,
  face,
  title: z.string(),
  /** The place in words: 观音新村 3栋2单元201, 桂花社区. */
  place: z.string(),
  communityId: id('community').nullable(),
  homeId: id('home').nullable(),
  current: z.boolean(),
  /** What is asked before it can be worn; null when nothing. */
  needs: z.enum(['set-password', 'password', 'enrol', 'second-factor']).nullable(),
})

const roleRow = z.object({ code: roleCode, face, placeKinds: z.array(placeKind), secondFactor: z.boolean(), disjointGroup: z.string().nullable(), actions: z.array(z.string()) })
const sessionRow = z.object({ id: id('session'), name: z.string(), current: z.boolean(), signedInAt: instant, seenAt: instant, userAgent: z.string(), address: z.string() })
const appointmentRow = z.object({ id: id('appointment'), name: z.string(), role: roleCode, place: z.string(), title: z.string(), validFrom: civilDate, validTo: civilDate.nullable() })
const auditFilter = { subjectKind: word(60).optional(), subjectId: z.uuid().optional(), personId: z.uuid().optional(), command: word(120).optional(), from: instant.optional(), until: instant.optional() }
const auditRow = z.object({
  seq: z.number().int(),
  at: instant,
  commandId: z.uuid(),
  command: z.string(),
  actor: z.object({ accountId: z.uuid().nullable(), personId: z.uuid().nullable(), role: z.string().nullable(), placeId: z.uuid().nullable() }),
  subjectKind: z.string(),
  subjectId: z.uuid(),
  communityId: z.uuid().nullable(),
  before: z.unknown(),
  after: z.unknown(),
  reason: z.string().nullable(),
})

const login = {
  'GET /api/v1/access/login': {
    summary: 'How far the login of this browser has come, and which ways of logging in there are',
    public: true,
    replies: { 200: z.object({ next: z.enum(['sign-in', ...next.options]), demo: z.boolean(), codes: z.boolean() }) },
  },
  'POST /api/v1/access/code': {
    summary: 'Send a one-time code to a phone; the answer does not tell whether anybody has it',
    public: true,
    body: z.strictObject({ phone }),
    replies: { 200: z.object({ expiresAt: instant, /** In the demo only: shown on the screen instead of sent. */ demoCode: code.optional() }) },
    problems: ['access/no-sender', 'access/too-many-codes'],
  },
  'POST /api/v1/access/login/phone': {
    summary: 'Log in with the code sent to a phone; where several people share it, choose one and send the same code again',
    public: true,
    body: z.strictObject({ phone, code, personId: id('person').optional() }),
    replies: { 200: signedIn },
    problems: ['access/wrong-code', 'access/locked', 'access/no-role'],
  },
  'POST /api/v1/access/login/password': {
    summary: 'Log in with phone and password',
    public: true,
    body: z.strictObject({ phone, password }),
    replies: { 200: signedIn },
    problems: ['access/wrong-password', 'access/locked', 'access/no-role'],
  },
  'POST /api/v1/access/login/second-factor': {
    summary: 'Prove the second factor in a session begun by password: a code of the app or a recovery code',
    public: true,
    body: z.strictObject({ code: secondFactorCode }),
    replies: { 200: signedIn },
    problems: ['access/password-needed', 'access/wrong-code', 'access/locked'],
  },
  'POST /api/v1/access/second-factor/enrol': {
    summary: 'A new secret for an authenticator app; it counts from its first confirmed code on',
    public: true,
    body: nothing,
    replies: { 200: z.object({ secret: z.string(), uri: z.string() }) },
    problems: ['access/password-needed', 'access/second-factor-known'],
  },
  'POST /api/v1/access/second-factor/confirm': {
    summary: 'Confirm the secret by its first code; answers with the recovery codes, once',
    public: true,
    body: z.strictObject({ code }),
    replies: { 200: z.object({ next, recoveryCodes: z.array(z.string()) }) },
    problems: ['access/password-needed', 'access/wrong-code', 'access/locked', 'access/second-factor-known'],
  },
  'POST /api/v1/access/password': {
    summary: 'Set or change the password, with a fresh code sent to one’s own phone; every other session ends',
    public: true,
    body: z.strictObject({ code, password }),
    replies: { 200: signedIn },
    problems: ['access/wrong-code', 'access/locked', 'access/weak-password'],
  },
  'POST /api/v1/access/logout': { summary: 'End this session', public: true, body: nothing, replies: { 200: done } },
  'GET /api/v1/access/demo-accounts': {
    summary: 'One account a role, to try the demo city',
    public: true,
    replies: { 200: z.object({ items: z.array(z.object({ role: roleCode, face, name: z.string(), title: z.string(), place: z.string() })) }) },
  },
  'POST /api/v1/access/demo-login': {
    summary: 'Log in to the demo city as one of its accounts',
    public: true,
    body: z.strictObject({ role: roleCode }),
    replies: { 200: signedIn },
  },
} as const

const own = {
  'GET /api/v1/access/me': {
    summary: 'Who I am, in which role, what I may do, and the roles I can switch to',
    replies: {
      200: z.object({
        personId: id('person'),
        name: z.string(),
        elder: z.boolean(),
        demo: z.boolean(),
        /** The lowest office above where the role is worn that can be called, by the name of its place; null where there is no community, or no number. */
        call: z.object({ name: z.string(), phone: z.string() }).nullable(),
        standing,
        standings: z.array(standing),
        can: z.array(z.string()),
      }),
    },
  },
  'POST /api/v1/access/role': {
    summary: 'Wear another of my roles',
    body: z.strictObject({ standingId: z.uuid() }),
    replies: { 200: done },
    problems: ['access/second-factor-needed', 'access/sign-in-again'],
  },
  'GET /api/v1/access/sessions': {
    summary: 'My living sessions; with `of=all`, everybody’s, for the security administrator',
    query: z.strictObject({ ...pageQuery, of: z.enum(['me', 'all']).default('me') }),
    replies: { 200: page(sessionRow) },
  },
  'DELETE /api/v1/access/sessions/:sessionId': {
    summary: 'End a session at once: one’s own, or any for the security administrator',
    params: z.strictObject({ sessionId: id('session') }),
    replies: { 200: done },
  },
} as const

const administration = {
  'GET /api/v1/access/roles': { summary: 'The table of roles and what each may do', replies: { 200: z.object({ items: z.array(roleRow), actions: z.array(z.string()) }) } },
  'PUT /api/v1/access/roles/:code': {
    summary: 'Change what a role may do',
    params: z.strictObject({ code: roleCode }),
    body: z.strictObject({ actions: z.array(word(60)).max(200), secondFactor: z.boolean() }),
    replies: { 200: roleRow },
    problems: ['access/unknown-action', 'access/reserved-action', 'access/indispensable-action'],
  },
  'GET /api/v1/access/appointments': {
    summary: 'Appointments that last or begin later, at a place and below it',
    query: z.strictObject({ ...pageQuery, placeId: id('place').optional(), role: roleCode.optional() }),
    replies: { 200: page(appointmentRow) },
  },
  'POST /api/v1/access/appointments': {
    summary: 'Appoint a person of the register, found by phone and name, to a role at a place',
    body: z.strictObject({
      phone,
      name: text(50),
      role: roleCode,
      placeId: id('place'),
      buildingId: id('building').optional(),
      unitId: id('unit').optional(),
      organisationId: id('organisation').optional(),
      title: text(30).optional(),
      validFrom: civilDate.optional(),
      validTo: civilDate.optional(),
    }),
    replies: { 201: z.object({ id: id('appointment') }) },
    problems: ['access/no-such-person', 'access/several-persons', 'access/unknown-role', 'access/wrong-place', 'access/disjoint-roles', 'access/not-yourself'],
  },
  'DELETE /api/v1/access/appointments/:appointmentId': {
    summary: 'End an appointment today',
    params: z.strictObject({ appointmentId: id('appointment') }),
    replies: { 200: done },
    problems: ['access/not-yourself'],
  },
  'GET /api/v1/access/organisations': {
    summary: 'Whom somebody appointed at a place can work for',
    query: z.strictObject({ placeId: id('place') }),
    replies: { 200: z.object({ items: z.array(z.object({ id: id('organisation'), kind: z.string(), name: z.string() })) }) },
  },
  'POST /api/v1/access/second-factor/reset': {
    summary: 'Somebody has lost the authenticator app and its recovery codes: they enrol another at the next login by password; every session ends',
    body: z.strictObject({ phone, name: text(50), reason: text(200) }),
    replies: { 200: done },
    problems: ['access/no-such-person', 'access/several-persons', 'access/not-yourself'],
  },
  'GET /api/v1/access/audit': {
    summary: 'The audit trail, newest first; personal fields stay encrypted',
    query: z.strictObject({ ...pageQuery, ...auditFilter }),
    replies: { 200: page(auditRow) },
  },
} as const

const exports = {
  'GET /api/v1/access/roles/export': { summary: 'The table of roles as a file', query: z.strictObject(exportQuery), ...exported },
  'GET /api/v1/access/appointments/export': { summary: 'Appointments at a place and below it, as a file', query: z.strictObject({ ...exportQuery, placeId: id('place').optional(), role: roleCode.optional() }), ...exported },
  'GET /api/v1/access/sessions/export': { summary: 'My living sessions, or for the security administrator everybody’s, as a file', query: z.strictObject({ ...exportQuery, of: z.enum(['me', 'all']).default('me') }), ...exported },
  'GET /api/v1/access/audit/export': { summary: 'The audit trail as a file, newest first', query: z.strictObject({ ...exportQuery, ...auditFilter }), ...exported },
} as const

export const accessContract = contract({ ...login, ...own, ...administration, ...exports })

export type AccessContract = typeof accessContract
