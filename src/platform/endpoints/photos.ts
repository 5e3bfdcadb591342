import { z } from 'zod'
import type { CommandOrigin } from '../audit.ts'
import { contract, id } from '../contract.ts'
import { anySession } from '../policy.ts'
import type { Pictures } from '../pictures.ts'
import { bindRoutes, type Bound } from '../routes.ts'
import type { Services } from '../services.ts'

const photosContract = contract({
  'POST /api/v1/photos': {
    summary: 'Takes a photo to attach to a record within a day: re-encoded, without its metadata',
    bodyBytes: { types: ['image/*', 'application/octet-stream'], limit: 20 * 1024 * 1024 },
    perMinute: 30,
    replies: { 201: z.object({ id: id('file'), width: z.int(), height: z.int() }) },
    problems: ['files/kind-not-taken', 'files/unreadable', 'files/too-many-pixels', 'files/busy', 'files/encoder-failed', 'files/no-space'],
  },
})

export const photoRoutes = ({ files }: Pick<Services, 'files'>, pictures: Pictures): readonly Bound[] =>
  bindRoutes(photosContract, (on) => {
    on.effect('POST /api/v1/photos', {
      may: anySession,
      handle: async ({ actor, body, now, http }) => {
        const origin: CommandOrigin = { name: 'POST /api/v1/photos', actor, at: now, httpRequestId: http.requestId }
        const picture = await pictures.reencode(body)
        return { id: await files.store(picture, actor.accountId, origin), width: picture.width, height: picture.height }
      },
    })
  })
