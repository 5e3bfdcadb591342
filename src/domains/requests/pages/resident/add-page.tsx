import { useState } from 'react'
import { useText } from '../../../../web/i18n.ts'
import { Button } from '../../../../web/kit/Button.tsx'
import { Page } from '../../../../web/kit/Page.tsx'
import { PhotoPicker } from '../../../../web/kit/PhotoPicker.tsx'
import type { Photo } from '../../../../web/kit/PhotoPicker.tsx'
import { Problem } from '../../../../web/kit/Problem.tsx'
import { TextArea } from '../../../../web/kit/TextArea.tsx'
import { ProblemError } from '../../../../web/problem.ts'
import { uploadPhoto, usePhotos } from '../../../../web/uploads.ts'
import { useAct } from './act.ts'
import { caseAddress, requests, useCasePlace } from './cases.ts'
import { messages } from './messages.ts'
import './cases.css'

interface Addition {
  readonly text: string
  readonly photos: readonly Pick<Photo, 'id' | 'blob'>[]
}

const mostPhotos = 6

/** 补充几句: more words and pictures on a case that is open. */
export function AddPage() {
  const t = useText(messages)
  const place = useCasePlace()
  const photoOf = usePhotos()
  const [text, setText] = useState('')
  const [photos, setPhotos] = useState<readonly Photo[]>([])
  const [isChecked, setChecked] = useState(false)
  const add = useAct(place, async ({ text, photos }: Addition, idempotencyKey) => {
    const photoIds = await Promise.all(photos.map(({ id, blob }) => uploadPhoto(id, blob)))
    return requests('POST /api/v1/communities/:communityId/requests/:id/add', { params: place, body: { text, photoIds }, idempotencyKey })
  })
  const worded = (error: unknown): string => (error instanceof ProblemError && error.problem.status < 500 ? t.report.photoKind : t.report.photoFailed)
  const take = (added: readonly Photo[]): void => {
    setPhotos([...photos, ...added])
    for (const { id, blob } of added) uploadPhoto(id, blob).catch(() => undefined)
  }
  const send = (): void => {
    setChecked(true)
    if (text.trim() !== '') add.mutate({ text: text.trim(), photos })
  }
  return (
    <Page title={t.add.title} backTo={caseAddress(place)} foot={<Button kind="main" busy={add.isPending && t.confirm.sending} onClick={send}>{t.add.send}</Button>}>
      <div>
        <p className="sentence">{t.add.sentence}</p>
        <p className="quiet">{t.add.help}</p>
      </div>
      <TextArea label={t.add.words} hideLabel className="report-words-short" maxLength={500} value={text} onChange={setText} error={isChecked && text.trim() === '' && t.add.needed} />
      <PhotoPicker
        label={t.report.photos}
        photos={photos.map(({ id, blob }) => photoOf(id, blob, worded))}
        limit={mostPhotos}
        onAdd={take}
        onRemove={(id) => setPhotos(photos.filter((photo) => photo.id !== id))}
        onRetry={(id) => {
          const photo = photos.find((one) => one.id === id)
          if (photo !== undefined) uploadPhoto(id, photo.blob).catch(() => undefined)
        }}
      />
      <Problem error={add.error} texts={t.problems} />
    </Page>
  )
}
