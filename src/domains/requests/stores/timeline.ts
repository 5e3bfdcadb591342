/** What happened, and the pictures. */
import { selectText, tables, type Read } from '../../../platform/database.ts'
import type { FileId, OrganisationId, PersonId } from '../../../platform/ids.ts'
import { SYSTEM, type CaseEvent, type EventData, type EventKind, type State } from '../rules/case.ts'

const requests = tables('requests')

export async function findEvents(read: Read, communityId: string, requestId: string): Promise<CaseEvent[]> {
  const rows = await requests(read).selectFrom('requests.event').selectAll().where('community_id', '=', communityId).where('request_id', '=', requestId).orderBy('no').execute()
  return rows.map((row) => ({
    no: row.no,
    at: row.at,
    kind: row.kind as EventKind,
    toState: row.to_state as State,
    by: row.actor_person_id === null ? SYSTEM : { personId: row.actor_person_id as PersonId, role: row.actor_role, title: row.actor_title, organisationId: row.organisation_id as OrganisationId | null },
    visibility: row.visibility as CaseEvent['visibility'],
    text: row.text,
    data: row.data as EventData,
  }))
}

export interface Photo {
  readonly fileId: FileId
  readonly eventNo: number
}

export async function findPhotos(read: Read, communityId: string, requestId: string): Promise<Photo[]> {
  const rows = await requests(read)
    .selectFrom('requests.photo')
    .select(['file_id', 'event_no'])
    .where('community_id', '=', communityId)
    .where('request_id', '=', requestId)
    .orderBy('event_no')
    .orderBy('sort')
    .execute()
  return rows.map((row) => ({ fileId: row.file_id as FileId, eventNo: row.event_no }))
}

const PHOTOS = `select photo.request_id, count(*) as photos from unnest($1::uuid[], $2::uuid[]) as wanted (community_id, id)
  join requests.photo photo on photo.community_id = wanted.community_id and photo.request_id = wanted.id group by photo.request_id`

export async function countPhotos(read: Read, cases: readonly { readonly communityId: string; readonly id: string }[]): Promise<ReadonlyMap<string, number>> {
  if (cases.length === 0) return new Map()
  const rows = await selectText<{ request_id: string; photos: number }>(read, PHOTOS, [cases.map(({ communityId }) => communityId), cases.map(({ id }) => id)])
  return new Map(rows.map((row) => [row.request_id, row.photos]))
}
