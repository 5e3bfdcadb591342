import { problems } from '../../platform/problem.ts'

export const requestProblem = problems({
  /** The case is in another state by now; `state` says which. */
  'requests/not-in-this-state': 409,
  'requests/unknown-category': 422,
  'requests/nobody-responsible': 409,
  'requests/consent-needed': 422,
  'requests/assignee-not-of-lead': 422,
  'requests/already-assigned': 409,
  /** Returned `most` times already: the level above assigns. */
  'requests/returned-too-often': 409,
  'requests/photo-needed': 422,
  'requests/too-many-photos': 422,
  /** The resident has until `until` to answer. */
  'requests/resident-still-asked': 409,
  'requests/checker-is-handler': 403,
  'requests/own-work': 403,
  /** Reported at work: closed by a check, never by a resident's word. */
  'requests/only-a-resident': 403,
  'requests/too-late': 409,
  'requests/already-rated': 409,
  /** The case has `most` entries: no more words, only what changes its state. */
  'requests/too-many-words': 409,
  /** Urged already: again from `from`. */
  'requests/urged-already': 409,
  'requests/only-the-reporter': 403,
  'requests/only-the-lead': 403,
  /** Of one's own, `most` at once. */
  'requests/too-many-filters': 409,
  'requests/too-many-templates': 409,
  /** Without an organisation there are no colleagues. */
  'requests/nobody-to-share-with': 422,
})

export type RequestProblem = keyof typeof requestProblem.catalogue
