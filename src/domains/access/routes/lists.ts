/** The administrators' lists, page by page for the screen and as files. */
import type { z } from 'zod'
import type { Actor } from '../../../platform/actor.ts'
import { readTrail } from '../../../platform/audit-trail.ts'
import { cursorOf, cursorParts, isInstant, isNumber, isUuid } from '../../../platform/cursor.ts'
import type { Read } from '../../../platform/database.ts'
import { openExporter, whole, type ExportColumn, type Words } from '../../../platform/export.ts'
import type { Bind } from '../../../platform/routes.ts'
import { civilDate } from '../../../platform/time.ts'
import { describePlaces, findPlace, maskedNames, ownName } from '../../register/public.ts'
import type { AccessContract } from '../contract.ts'
import * as policy from '../policy.ts'
import type { Role } from '../roles.ts'
import type { Login } from '../sign-in.ts'
import { listAppointments } from '../stores/appointments.ts'
import { findRoles } from '../stores/roles.ts'
import { listSessions } from '../stores/sessions.ts'

type Query<K extends keyof AccessContract> = AccessContract[K] extends { readonly query: infer Q extends z.ZodType } ? z.output<Q> : never
type Item<K extends 'GET /api/v1/access/appointments' | 'GET /api/v1/access/sessions' | 'GET /api/v1/access/audit'> = z.input<AccessContract[K]['replies'][200]>['items'][number]
interface Asked {
  readonly read: Read
  readonly actor: Actor
  readonly now: Temporal.Instant
}

/** @param path at the place and below it. */
export async function appointmentsPage(login: Login, { read, now }: Asked, path: string, query: Pick<Query<'GET /api/v1/access/appointments'>, 'role' | 'limit' | 'cursor'>) {
  const [after] = cursorParts(query.cursor, [isUuid]) ?? []
  const rows = await listAppointments(read, { path, role: query.role ?? null, today: civilDate(now), limit: query.limit + 1, after: after ?? null })
  const shown = rows.slice(0, query.limit)
  const names = await maskedNames(read, login.keys, shown.map(({ personId }) => personId))
  const words = await describePlaces(read, shown.map((row) => ({ ...row, homeId: null })))
  return {
    items: shown.map(({ id, personId, role, title, validFrom, validTo }, index) => ({
      id,
      name: names.get(personId) ?? '',
      role,
      title,
      place: [words[index]?.place, words[index]?.part].filter(Boolean).join(' '),
      validFrom,
      validTo,
    })),
    nextCursor: rows.length > shown.length ? cursorOf(...shown.slice(-1).map((row) => row.id)) : null,
  }
}

export async function sessionsPage(login: Login, { read, actor, now }: Asked, query: Query<'GET /api/v1/access/sessions'>) {
  const [seenAt, id] = cursorParts(query.cursor, [isInstant, isUuid]) ?? []
  const after = seenAt !== undefined && id !== undefined ? { seenAt, id } : null
  const rows = await listSessions(read, { accountId: query.of === 'me' ? actor.accountId : null, now, limit: query.limit + 1, after })
  const shown = rows.slice(0, query.limit)
  const names = await maskedNames(read, login.keys, shown.map(({ personId }) => personId))
  return {
    items: shown.map((row) => ({
      id: row.id,
      name: names.get(row.personId) ?? '',
      current: row.id === actor.sessionId,
      signedInAt: row.signedInAt.toString(),
      seenAt: row.seenAt.toString(),
      userAgent: row.userAgent,
      address: row.address,
    })),
    nextCursor: rows.length > shown.length ? cursorOf(...shown.slice(-1).flatMap((row) => [row.seenAt.toString(), row.id])) : null,
  }
}

export async function auditPage(read: Read, query: Query<'GET /api/v1/access/audit'>) {
  const { cursor, limit, from, until, ...filter } = query
  const [before] = cursorParts(cursor, [isNumber]) ?? []
  const rows = await readTrail(read, {
    ...filter,
    from: from === undefined ? undefined : Temporal.Instant.from(from),
    until: until === undefined ? undefined : Temporal.Instant.from(until),
    before: before === undefined ? null : Number(before),
    limit: limit + 1,
  })
  const shown = rows.slice(0, limit)
  return {
    items: shown.map((row) => ({
      seq: row.seq,
      at: row.at.toString(),
      commandId: row.command_id,
      command: row.command,
      actor: { accountId: row.actor_account_id, personId: row.actor_person_id, role: row.actor_role, placeId: row.actor_place_id },
      subjectKind: row.subject_kind,
      subjectId: row.subject_id,
      communityId: row.community_id,
      before: row.before,
      after: row.after,
      reason: row.reason,
    })),
    nextCursor: rows.length > shown.length ? cursorOf(...shown.slice(-1).map((row) => row.seq)) : null,
  }
}

/** Of a file, at once. */
const EXPORT_PAGE = 500

const FACES: Readonly<Record<Role['face'], Words>> = { resident: { zh: '居民端', en: 'resident' }, desk: { zh: '工作台', en: 'desk' } }
const YES: Words = { zh: '是', en: 'yes' }
const NO: Words = { zh: '否', en: 'no' }

const roleColumns: readonly ExportColumn<Role>[] = [
  { head: { zh: '角色', en: 'Role' }, width: 22, value: ({ code }) => code },
  { head: { zh: '端', en: 'Face' }, width: 10, value: ({ face }, language) => FACES[face][language] },
  { head: { zh: '在哪一级', en: 'Kinds of place' }, width: 24, value: ({ placeKinds }) => placeKinds.join(' ') },
  { head: { zh: '要第二因素', en: 'Second factor' }, width: 12, value: ({ secondFactor }, language) => (secondFactor ? YES : NO)[language] },
  { head: { zh: '不相容组', en: 'Disjoint group' }, value: ({ disjointGroup }) => disjointGroup },
  { head: { zh: '能做什么', en: 'Actions' }, width: 80, value: ({ actions }) => [...actions].join(' ') },
]
const appointmentColumns: readonly ExportColumn<Item<'GET /api/v1/access/appointments'>>[] = [
  { head: { zh: '姓名', en: 'Name' }, width: 10, value: ({ name }) => name },
  { head: { zh: '角色', en: 'Role' }, width: 22, value: ({ role }) => role },
  { head: { zh: '职务', en: 'Post' }, value: ({ title }) => title },
  { head: { zh: '在哪里', en: 'Place' }, width: 32, value: ({ place }) => place },
  { head: { zh: '从', en: 'From' }, kind: 'day', width: 12, value: ({ validFrom }) => validFrom },
  { head: { zh: '到', en: 'Until' }, kind: 'day', width: 12, value: ({ validTo }) => validTo },
]
const sessionColumns: readonly ExportColumn<Item<'GET /api/v1/access/sessions'>>[] = [
  { head: { zh: '姓名', en: 'Name' }, width: 10, value: ({ name }) => name },
  { head: { zh: '登录时间', en: 'Signed in' }, kind: 'moment', value: ({ signedInAt }) => signedInAt },
  { head: { zh: '最近使用', en: 'Last seen' }, kind: 'moment', value: ({ seenAt }) => seenAt },
  { head: { zh: '地址', en: 'Address' }, value: ({ address }) => address },
  { head: { zh: '设备', en: 'Device' }, width: 60, value: ({ userAgent }) => userAgent },
]
const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value))
const auditColumns: readonly ExportColumn<Item<'GET /api/v1/access/audit'>>[] = [
  { head: { zh: '序号', en: 'No' }, kind: 'number', width: 10, value: ({ seq }) => seq },
  { head: { zh: '时间', en: 'At' }, kind: 'moment', value: ({ at }) => at },
  { head: { zh: '命令', en: 'Command' }, width: 50, value: ({ command }) => command },
  { head: { zh: '谁（人）', en: 'Person' }, width: 38, value: ({ actor }) => actor.personId },
  { head: { zh: '角色', en: 'Role' }, value: ({ actor }) => actor.role },
  { head: { zh: '对象', en: 'Subject' }, value: ({ subjectKind }) => subjectKind },
  { head: { zh: '对象编号', en: 'Subject id' }, width: 38, value: ({ subjectId }) => subjectId },
  { head: { zh: '小区', en: 'Community' }, width: 38, value: ({ communityId }) => communityId },
  { head: { zh: '之前', en: 'Before' }, width: 40, value: ({ before }) => json(before) },
  { head: { zh: '之后', en: 'After' }, width: 40, value: ({ after }) => json(after) },
  { head: { zh: '理由', en: 'Reason' }, value: ({ reason }) => reason },
]

export function bindListExports(on: Bind<AccessContract>, login: Login): void {
  const exporter = openExporter(login)
  const nameOf = ({ read, actor }: Asked) => ownName(read, login.keys, actor.personId)
  on.query('GET /api/v1/access/roles/export', {
    may: policy.readRoles,
    handle: async (asked) =>
      exporter('GET /api/v1/access/roles/export', asked, await nameOf(asked), { title: { zh: '角色与权限', en: 'Roles and rights' }, columns: roleColumns, personal: false, page: whole(await findRoles(asked.read)) }),
  })
  on.query('GET /api/v1/access/appointments/export', {
    load: (read, { actor, query }) => findPlace(read, query.placeId ?? actor.place.id),
    may: policy.appoint,
    handle: async (asked) => {
      const { role } = asked.query
      return exporter('GET /api/v1/access/appointments/export', asked, await nameOf(asked), {
        title: { zh: '任命', en: 'Appointments' },
        about: asked.subject.name,
        filters: role === undefined ? [] : [{ zh: `角色 ${role}`, en: `role ${role}` }],
        columns: appointmentColumns,
        personal: true,
        page: (cursor) => appointmentsPage(login, asked, asked.subject.path, { role, limit: EXPORT_PAGE, cursor }),
      })
    },
  })
  on.query('GET /api/v1/access/sessions/export', {
    may: policy.listSessions,
    handle: async (asked) =>
      exporter('GET /api/v1/access/sessions/export', asked, await nameOf(asked), {
        title: asked.query.of === 'all' ? { zh: '全部登录', en: 'All sessions' } : { zh: '我的登录', en: 'My sessions' },
        columns: sessionColumns,
        personal: true,
        page: (cursor) => sessionsPage(login, asked, { of: asked.query.of, limit: EXPORT_PAGE, cursor }),
      }),
  })
  on.query('GET /api/v1/access/audit/export', {
    may: policy.readAudit,
    handle: async (asked) => {
      const { format: _format, language: _language, ...filter } = asked.query
      return exporter('GET /api/v1/access/audit/export', asked, await nameOf(asked), {
        title: { zh: '审计记录', en: 'Audit trail' },
        filters: Object.entries(filter).map(([name, value]) => ({ zh: `${name} ${value}`, en: `${name} ${value}` })),
        columns: auditColumns,
        personal: true,
        page: (cursor) => auditPage(asked.read, { ...filter, limit: EXPORT_PAGE, cursor }),
      })
    },
  })
}
