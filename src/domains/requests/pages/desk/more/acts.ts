/** The verbs behind 更多, as the page offers and sends them. */
import { client } from '../../../../../web/client.ts'
import type { RequestsApi } from '../../../contract.ts'

const requests = client<RequestsApi>()

export type MoreAct =
  | { readonly verb: 'reject' | 'ask' | 'support-done' | 'ask-void' | 'approve' | 'decline'; readonly text: string }
  | { readonly verb: 'resume' }
  | { readonly verb: 'give'; readonly unitId: string; readonly supportingIds: readonly string[]; readonly text: string }
  | { readonly verb: 'assign'; readonly unitId: string; readonly text: string }
  | { readonly verb: 'ask-extension' | 'ask-suspension'; readonly until: string; readonly text: string }
  | { readonly verb: 'merge'; readonly intoId: string; readonly text: string }

export function performMore({ communityId, id, version }: { readonly communityId: string; readonly id: string; readonly version: number }, act: MoreAct) {
  const params = { communityId, id }
  switch (act.verb) {
    case 'reject':
      return requests('POST /api/v1/communities/:communityId/requests/:id/reject', { params, body: { version, text: act.text } })
    case 'ask':
      return requests('POST /api/v1/communities/:communityId/requests/:id/ask', { params, body: { version, text: act.text } })
    case 'support-done':
      return requests('POST /api/v1/communities/:communityId/requests/:id/support-done', { params, body: { text: act.text } })
    case 'ask-void':
      return requests('POST /api/v1/communities/:communityId/requests/:id/ask-void', { params, body: { version, text: act.text } })
    case 'approve':
      return requests('POST /api/v1/communities/:communityId/requests/:id/approve', { params, body: { version, text: act.text } })
    case 'decline':
      return requests('POST /api/v1/communities/:communityId/requests/:id/decline', { params, body: { version, text: act.text } })
    case 'resume':
      return requests('POST /api/v1/communities/:communityId/requests/:id/resume', { params, body: { version } })
    case 'give':
      return requests('POST /api/v1/communities/:communityId/requests/:id/dispatch', { params, body: { version, leadOrganisationId: act.unitId, supportingIds: [...act.supportingIds], text: act.text } })
    case 'assign':
      return requests('POST /api/v1/communities/:communityId/requests/:id/assign', { params, body: { version, leadOrganisationId: act.unitId, text: act.text } })
    case 'ask-extension':
      return requests('POST /api/v1/communities/:communityId/requests/:id/ask-extension', { params, body: { version, until: act.until, text: act.text } })
    case 'ask-suspension':
      return requests('POST /api/v1/communities/:communityId/requests/:id/ask-suspension', { params, body: { version, resumeAt: act.until, text: act.text } })
    case 'merge':
      return requests('POST /api/v1/communities/:communityId/requests/:id/merge', { params, body: { version, intoId: act.intoId, text: act.text } })
  }
}

/** What opens a form; `resume` is done at once. */
export const FORM_VERBS = ['give', 'ask', 'support-done', 'assign', 'merge', 'ask-extension', 'ask-suspension', 'reject', 'ask-void'] as const
export type FormVerb = (typeof FORM_VERBS)[number]
export type MoreVerb = FormVerb | 'resume'

export const GROUPS = [
  { name: 'units', verbs: ['give', 'assign', 'support-done', 'ask', 'merge'] },
  { name: 'time', verbs: ['ask-extension', 'ask-suspension', 'resume'] },
  { name: 'end', verbs: ['reject', 'ask-void'] },
] as const satisfies readonly { readonly name: string; readonly verbs: readonly MoreVerb[] }[]

interface Offered {
  readonly can: Readonly<Partial<Record<string, true>>>
  readonly callsUnits: boolean
  readonly binding: boolean
}

/** What the server allows now, by the page's own names. */
export const isOffered = (verb: MoreVerb, { can, callsUnits, binding }: Offered): boolean => (verb === 'give' ? can['dispatch'] === true && callsUnits && !binding : can[verb] === true)
