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
  /** After an objection another person decides than the one who rejected it. */
  'requests/decided-before': 403,
  /** Contested once: the second rejection is final. */
  'requests/contested-already': 409,
  /** The resident has until `until` to answer what was asked before. */
  'requests/asked-already': 409,
  /** The clock has stood still for as long as it may. */
  'requests/asked-enough': 409,
  /** Assigned by the level above: neither returned nor passed on. */
  'requests/binding': 409,
  /** Only what was returned too often, or whose lead is gone, is assigned from above. */
  'requests/lead-is-there': 409,
  /** Serves the community not at all, or has nobody who can take the case. */
  'requests/unit-not-here': 422,
  'requests/lead-supports-itself': 422,
  'requests/only-offices-call-units': 403,
  'requests/only-the-supporting': 403,
  'requests/support-done-already': 409,
  /** Another request (`kind`) waits for its decision. */
  'requests/asked-for-already': 409,
  'requests/nothing-asked': 409,
  'requests/own-request': 403,
  /** Pending the calendar: there is no deadline to move. */
  'requests/deadline-not-set': 409,
  /** Between `from` and `until`. */
  'requests/outside-the-limit': 422,
  /** The other case is gone, closed, being checked, of another community, or the same. */
  'requests/cannot-merge-into': 409,
  /** Urge first; from `from` on, where that is known. */
  'requests/not-yet': 409,
  'requests/at-the-top': 409,
  'requests/only-the-reporter': 403,
  'requests/only-the-lead': 403,
  /** Of one's own, `most` at once. */
  'requests/too-many-filters': 409,
  'requests/too-many-templates': 409,
  /** `errors` names the line and what is wrong with it. */
  'requests/unreadable-phrase': 422,
  /** None of the rule set's grounds for an exclusion. */
  'requests/unknown-ground': 422,
  /** Without an organisation there are no colleagues. */
  'requests/nobody-to-share-with': 422,
})

export type RequestProblem = keyof typeof requestProblem.catalogue
