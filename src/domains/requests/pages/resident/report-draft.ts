/** A report while it is written, and how it is sent: once, however often it has to be tried. */
import type { Draft } from '../../../../web/drafts.ts'
import { registerSender } from '../../../../web/drafts.ts'
import { ProblemError } from '../../../../web/problem.ts'
import { forgetUploads, uploadPhoto } from '../../../../web/uploads.ts'
import { requests } from './cases.ts'

export const reportKind = 'requests/report'

/** Where the person reports from: the home of the role worn, or the community it is worn in. */
export interface Origin {
  readonly communityId: string
  readonly community: string
  /** What of it the role is worn for, where there is no home: 3栋. */
  readonly part: string
  readonly home: { readonly homeId: string; readonly buildingId: string; readonly unitId: string; readonly building: string; readonly unit: string; readonly name: string } | null
}

export type PlaceKind = 'unit' | 'building' | 'community' | 'home'

export interface ReportValue {
  readonly text: string
  /** The words that a tap on a category put there; another tap replaces them. */
  readonly filled: string
  readonly category: string | null
  /** The category that was put there because of the words; another takes its place as long as the person has not chosen. */
  readonly suggested?: string
  readonly kind: PlaceKind | null
  readonly detail: string
  readonly anonymous: boolean
  readonly origin: Origin | null
  /** One for each of the draft's photos, in their order. */
  readonly photoKeys: readonly string[]
  /** By photo key, as far as they have arrived. */
  readonly fileIds: Readonly<Record<string, string>>
}

export const emptyReport: ReportValue = { text: '', filled: '', category: null, kind: null, detail: '', anonymous: false, origin: null, photoKeys: [], fileIds: {} }

/** Without a word of the person: their stairs, else the commons. */
export const kindOf = ({ kind, origin }: Pick<ReportValue, 'kind' | 'origin'>): PlaceKind => (origin?.home ? (kind ?? 'unit') : 'community')

type ReportedPlace = { readonly detail: string } & (
  | { readonly kind: 'community' }
  | { readonly kind: 'building'; readonly buildingId: string }
  | { readonly kind: 'unit'; readonly unitId: string }
  | { readonly kind: 'home'; readonly homeId: string }
)

function placeOf(value: ReportValue): ReportedPlace {
  const home = value.origin?.home
  const detail = [value.origin?.part ?? '', value.detail.trim()].filter(Boolean).join(' ')
  const kind = kindOf(value)
  if (!home || kind === 'community') return { kind: 'community', detail }
  if (kind === 'building') return { kind, buildingId: home.buildingId, detail }
  return kind === 'unit' ? { kind, unitId: home.unitId, detail } : { kind, homeId: home.homeId, detail }
}

type Keep = (value: ReportValue) => Promise<void>

/** Every photo's id, kept with the draft before the report goes out: sent again, it must be the same report. */
async function arrived({ value, photos }: Draft<ReportValue>, keep: Keep): Promise<readonly string[]> {
  const fileIds: Record<string, string> = {}
  for (const [index, key] of value.photoKeys.entries()) {
    const picture = photos[index]
    if (picture !== undefined) fileIds[key] = value.fileIds[key] ?? (await uploadPhoto(key, picture))
  }
  await keep({ ...value, fileIds })
  return Object.values(fileIds)
}

async function post({ value, idempotencyKey }: Draft<ReportValue>, photoIds: readonly string[]) {
  if (value.origin === null || value.category === null) throw new Error('a report without place or category was marked ready')
  return requests('POST /api/v1/communities/:communityId/requests', {
    params: { communityId: value.origin.communityId },
    body: { text: value.text.trim(), category: value.category, place: placeOf(value), photoIds: [...photoIds], anonymous: value.anonymous },
    idempotencyKey,
  })
}

export type Reported = Awaited<ReturnType<typeof post>>

async function send(draft: Draft<ReportValue>, keep: Keep): Promise<Reported> {
  try {
    return await post(draft, await arrived(draft, keep))
  } catch (error) {
    const areGone = error instanceof ProblemError && error.problem.type === '/problems/files/not-yours'
    if (!areGone) throw error
    // Written days ago: photos that no record took are let go. They are here still.
    forgetUploads(draft.value.photoKeys)
    return post(draft, await arrived({ ...draft, value: { ...draft.value, fileIds: {} } }, keep))
  }
}

registerSender(reportKind, send)
