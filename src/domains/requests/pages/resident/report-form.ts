/** The report that is being written: every change is saved at once, photos leave while the person still writes. */
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useDraft } from '../../../../web/drafts.ts'
import type { Draft, OpenDraft } from '../../../../web/drafts.ts'
import { useText } from '../../../../web/i18n.ts'
import type { Photo } from '../../../../web/kit/PhotoPicker.tsx'
import { uploadPhoto } from '../../../../web/uploads.ts'
import { requests } from './cases.ts'
import type { CaseView } from './cases.ts'
import { messages } from './messages.ts'
import { useOrigin } from './origin.ts'
import { emptyReport, reportKind } from './report-draft.ts'
import type { ReportValue } from './report-draft.ts'

export type Category = CaseView['category']

/** In the order in which people meet them; only those that the catalogue in force has. */
export const commonCodes = ['L-LIGHT', 'L-DRAIN', 'L-WATER', '06036', '06028', '09009'] as const

const catalogue_ms = 3_600_000

export function useCatalogue() {
  return useQuery({ queryKey: ['requests.catalogue'], queryFn: ({ signal }) => requests('GET /api/v1/requests/categories', { signal }), staleTime: catalogue_ms })
}

export interface ReportForm {
  readonly draft: Draft<ReportValue>
  readonly edit: (part: Partial<ReportValue>) => void
  /** A category; its words are filled in where the person has written none. */
  readonly choose: (code: string, words: string) => void
  readonly addPhotos: (added: readonly Photo[]) => void
  readonly removePhoto: (key: string) => void
  readonly send: OpenDraft<ReportValue>['send']
}

/** A case that could not be reopened and is reported again. */
export interface Again {
  readonly number: string
  readonly category: string
  /** What was just typed. */
  readonly text: string
}

/** Null while the store is being read. A report again begins with the number of the one before, but never over something that is being written. */
export function useReportForm(again: Again | undefined): ReportForm | null {
  const t = useText(messages).report
  const beginning = again === undefined ? emptyReport : { ...emptyReport, text: `${t.again({ number: again.number })}${again.text}`, category: again.category }
  const { draft, change, send } = useDraft<ReportValue>(reportKind, beginning)
  const { data: origin } = useOrigin()
  useEffect(() => {
    // Kept with what is written, since it may go out when nothing can be asked; an empty draft is not kept.
    if (draft !== null && origin && !isEmpty(draft) && draft.value.origin?.communityId !== origin.communityId) change({ value: { ...draft.value, origin } })
  }, [draft, origin, change])
  if (draft === null) return null
  const { photos } = draft
  const value = { ...draft.value, origin: draft.value.origin ?? origin ?? null }
  return {
    draft: { ...draft, value },
    send,
    edit: (part) => change({ value: { ...value, ...part } }),
    choose: (code, words) => {
      const isOwn = value.text.trim() !== '' && value.text !== value.filled
      const { suggested: _, ...own } = value
      change({ value: { ...own, category: code, ...(isOwn ? {} : { text: words, filled: words }) } })
    },
    addPhotos: (added) => {
      change({ value: { ...value, photoKeys: [...value.photoKeys, ...added.map(({ id }) => id)] }, photos: [...photos, ...added.map(({ blob }) => blob)] })
      // What fails now is shown at its picture and tried again when the report is sent.
      for (const { id, blob } of added) uploadPhoto(id, blob).catch(() => undefined)
    },
    removePhoto: (key) => {
      const index = value.photoKeys.indexOf(key)
      change({ value: { ...value, photoKeys: value.photoKeys.filter((one) => one !== key) }, photos: photos.filter((_, at) => at !== index) })
    },
  }
}

export const isEmpty = ({ value, photos }: Draft<ReportValue>): boolean => value.text === '' && value.category === null && photos.length === 0
