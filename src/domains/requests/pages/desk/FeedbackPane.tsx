import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { useDraft, useDrafts } from '../../../../web/drafts.ts'
import { useText } from '../../../../web/i18n.ts'
import { useKeys } from '../../../../web/keys.ts'
import { Button } from '../../../../web/kit/Button.tsx'
import { Pane } from '../../../../web/kit/Pane.tsx'
import { PhotoPicker } from '../../../../web/kit/PhotoPicker.tsx'
import { Problem } from '../../../../web/kit/Problem.tsx'
import { Status } from '../../../../web/kit/Status.tsx'
import { TextArea } from '../../../../web/kit/TextArea.tsx'
import { mostCharacters } from './ActForm.tsx'
import { NotThere } from './CasePane.tsx'
import { messages } from './messages.ts'
import { feedbackKind } from './outbox.ts'
import type { Feedback } from './outbox.ts'
import { isConflict, showCase, useCase } from './queries.ts'
import type { CaseRef } from './case-ref.ts'
import type { CaseView } from './queries.ts'
import { TemplateMenu } from './TemplateMenu.tsx'
import { joined, reporterName, titled } from './words.ts'

const mostPhotos = 6

interface FeedbackPaneProps {
  readonly reference: CaseRef
  readonly onClose: () => void
}

/** 做完了，报反馈: what was done, with a picture where the category asks for one. Works without a signal and is handed in once. */
export function FeedbackPane({ reference, onClose }: FeedbackPaneProps) {
  const t = useText(messages)
  const { data: view, error, refetch } = useCase(reference)
  const isWaiting = useDrafts<Feedback>(feedbackKind).some(({ about, state }) => about === reference.id && state === 'ready')
  const keys = useMemo(() => [{ key: 'Escape', label: t.keys.back, run: onClose }], [t, onClose])
  useKeys(keys)
  if (view === undefined) return <NotThere {...{ error, onClose }} onRetry={() => void refetch()} />
  if (!isWaiting) return <FeedbackForm view={view} onClose={onClose} />
  return (
    <Pane head={view.number} title={t.feedback.waitingTitle} onClose={onClose} foot={<Button className="button-wide" onClick={onClose}>{t.feedback.backToCase}</Button>}>
      <p role="status"><Status kind="offline" /> {t.feedback.waiting}</p>
    </Pane>
  )
}

function useFeedbackDraft(view: CaseView) {
  const { communityId, id, version } = view
  const opened = useDraft<Feedback>(feedbackKind, { communityId, id, version, text: '', photoIds: [] }, id)
  const { draft, change } = opened
  // What was written before another changed the case is handed in against what is on the screen now.
  const isOlder = draft !== null && draft.state !== 'ready' && draft.value.version !== version
  useEffect(() => {
    if (isOlder && draft !== null) change({ value: { ...draft.value, version } })
  }, [isOlder, draft, change, version])
  return opened
}

function FeedbackForm({ view, onClose }: { readonly view: CaseView; readonly onClose: () => void }) {
  const t = useText(messages)
  const queries = useQueryClient()
  const { draft, change, send } = useFeedbackDraft(view)
  const [isBusy, setBusy] = useState(false)
  const [isAsked, setAsked] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const text = draft?.value.text ?? ''
  const photos = draft?.photos ?? []
  const needsPhoto = view.category.photoOnFeedback && photos.length === 0
  const isComplete = text.trim() !== '' && !needsPhoto
  const submit = async (): Promise<void> => {
    if (isBusy || draft === null) return
    if (!isComplete) {
      setAsked(true)
      return
    }
    setBusy(true)
    const outcome = await send()
    setBusy(false)
    if (outcome.state === 'refused') {
      setError(outcome.error)
      if (isConflict(outcome.error)) void queries.invalidateQueries({ queryKey: ['request'] })
    }
    if (outcome.state === 'sent') {
      if (outcome.reply !== undefined) showCase(queries, outcome.reply as CaseView)
      onClose()
    }
  }
  const name = reporterName(view, t)
  return (
    <Pane
      head={<>{view.number}</>}
      title={t.feedback.title}
      subtitle={titled(view.text).title}
      onClose={onClose}
      foot={(
        <div className="stack-tight">
          <Button kind="main" className="button-wide" busy={isBusy && t.feedback.sending} onClick={() => void submit()}>{t.feedback.send({ name })}</Button>
          <p className="label">{t.feedback.after}</p>
        </div>
      )}
    >
      {view.can.feedback === true ? null : <p className="well">{t.feedback.over}</p>}
      <Problem error={error} texts={{ ...t.problems, '/problems/common/changed-meanwhile': t.act.faster }} />
      <TemplateMenu view={view} verb="feedback" onPick={(words) => { if (draft !== null) change({ value: { ...draft.value, text: joined(text, words) } }) }} />
      <TextArea
        label={t.feedback.what}
        hint={t.feedback.whatHint}
        value={text}
        maxLength={mostCharacters}
        onChange={(words) => { if (draft !== null) change({ value: { ...draft.value, text: words } }) }}
        {...(isAsked && text.trim() === '' ? { error: t.feedback.whatEmpty } : {})}
      />
      <PhotoPicker
        label={t.feedback.photos}
        hint={view.category.photoOnFeedback ? t.feedback.photosNeeded : t.feedback.photosOptional}
        photos={photos.map((blob, index) => ({ id: String(index), blob, state: 'kept' }))}
        limit={mostPhotos}
        onAdd={(added) => { if (draft !== null) change({ photos: [...photos, ...added.map(({ blob }) => blob)] }) }}
        onRemove={(gone) => { if (draft !== null) change({ value: { ...draft.value, photoIds: [] }, photos: photos.filter((_, index) => String(index) !== gone) }) }}
        error={isAsked && needsPhoto ? t.feedback.photosEmpty : undefined}
      />
      <section className="stack-tight">
        <h2>{t.feedback.preview}</h2>
        <p className="requests-preview">{text.trim() === '' ? <span className="quiet">{t.feedback.previewEmpty}</span> : text}</p>
      </section>
    </Pane>
  )
}
