import type { ZodObject, ZodString } from 'zod'
import { client } from '../client.ts'
import { registerSender, useDraft, useDrafts } from '../drafts.ts'
import { Button } from '../kit/Button.tsx'
import { Page } from '../kit/Page.tsx'
import { TextArea } from '../kit/TextArea.tsx'
import { useLive } from '../live.ts'

interface GalleryApi {
  'POST /api/v1/gallery/reports': { body: ZodObject<{ text: ZodString }>; replies: { 201: ZodObject<{ id: ZodString }> } }
}

const kind = 'gallery/report'

registerSender<{ readonly text: string }>(kind, ({ value, idempotencyKey }) =>
  client<GalleryApi>()('POST /api/v1/gallery/reports', { body: value, idempotencyKey }),
)

/** A report written without a network: kept, found again, sent once. */
export function DraftScreen() {
  const { draft, change, send } = useDraft(kind, { text: '' })
  const waiting = useDrafts(kind).filter((one) => one.state === 'ready').length
  const live = useLive()
  return (
    <Page title="报事" aside={`等着发 ${waiting}`} foot={<Button kind="main" onClick={() => void send()}>发出去</Button>}>
      {draft === null ? null : <TextArea label="哪里不对劲？" value={draft.value.text} onChange={(text) => change({ value: { text } })} />}
      <p className="label">{live}</p>
    </Page>
  )
}
