/** What is written at the desk and must arrive once, whatever the network does: kept on the device, sent by the same key until acknowledged. */
import { client, upload } from '../../../../web/client.ts'
import { registerSender } from '../../../../web/drafts.ts'
import type { Draft } from '../../../../web/drafts.ts'
import type { RequestsApi } from '../../contract.ts'
import type { CaseRef } from './case-ref.ts'

export const replyKind = 'requests/reply'
export const noteKind = 'requests/note'
export const feedbackKind = 'requests/feedback'
export const signKind = 'requests/sign'
export const reportKind = 'requests/report-for-another'

export interface Words extends CaseRef {
  readonly text: string
}

/** 签收 where there is no network. */
export interface Signing extends CaseRef {
  readonly number: string
  readonly version: number
}

/** `photoIds`: pictures that have arrived already, in the order of the draft's own. */
export interface Feedback extends Words {
  readonly version: number
  readonly photoIds: readonly string[]
}

export interface ReportPlace {
  readonly communityId: string | null
  readonly buildingId: string | null
  readonly unitId: string | null
  readonly homeId: string | null
}

export interface Report extends ReportPlace {
  readonly text: string
  readonly category: string | null
  readonly detail: string
  /** 替居民报, or what the person saw; null until chosen. */
  readonly whose: 'another' | 'seen' | null
  readonly name: string
  readonly phone: string
  readonly consent: boolean
  readonly photoIds: readonly string[]
}

const requests = client<RequestsApi>()

/** Sends the pictures that have not arrived yet and remembers each: a command sent again must be the same to the letter. */
async function sendPhotos<Value extends { readonly photoIds: readonly string[] }>(draft: Draft<Value>, keep: (value: Value) => Promise<void>): Promise<string[]> {
  const photoIds = [...draft.value.photoIds]
  for (const photo of draft.photos.slice(photoIds.length)) {
    const { id } = (await upload('/api/v1/photos', photo)) as { readonly id: string }
    photoIds.push(id)
    await keep({ ...draft.value, photoIds: [...photoIds] })
  }
  return photoIds
}

registerSender<Words>(replyKind, ({ value: { communityId, id, text }, idempotencyKey }) =>
  requests('POST /api/v1/communities/:communityId/requests/:id/reply', { params: { communityId, id }, body: { text }, idempotencyKey }),
)

registerSender<Words>(noteKind, ({ value: { communityId, id, text }, idempotencyKey }) =>
  requests('POST /api/v1/communities/:communityId/requests/:id/note', { params: { communityId, id }, body: { text }, idempotencyKey }),
)

registerSender<Signing>(signKind, ({ value: { communityId, id, version }, idempotencyKey }) =>
  requests('POST /api/v1/communities/:communityId/requests/:id/sign', { params: { communityId, id }, body: { version }, idempotencyKey }),
)

registerSender<Feedback>(feedbackKind, async (draft, keep) => {
  const { communityId, id, version, text } = draft.value
  const photoIds = await sendPhotos(draft, keep)
  return requests('POST /api/v1/communities/:communityId/requests/:id/feedback', { params: { communityId, id }, body: { version, text, photoIds }, idempotencyKey: draft.idempotencyKey })
})

registerSender<Report>(reportKind, async (draft, keep) => {
  const { communityId, text, category, whose, name, phone } = draft.value
  if (communityId === null || category === null) throw new Error('sent before it was complete')
  const photoIds = await sendPhotos(draft, keep)
  const told = { ...(name.trim() === '' ? {} : { name: name.trim() }), ...(phone === '' ? {} : { phone }) }
  return requests('POST /api/v1/communities/:communityId/requests', {
    params: { communityId },
    body: { text, category, place: placeOf(draft.value), photoIds, ...(whose === 'another' ? { forAnother: { ...told, consent: true as const } } : {}) },
    idempotencyKey: draft.idempotencyKey,
  })
})

function placeOf({ buildingId, unitId, homeId, detail }: Report) {
  if (homeId !== null) return { kind: 'home' as const, homeId, detail }
  if (unitId !== null) return { kind: 'unit' as const, unitId, detail }
  if (buildingId !== null) return { kind: 'building' as const, buildingId, detail }
  return { kind: 'community' as const, detail }
}
