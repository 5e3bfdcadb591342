/** What the queue's address says: /desk/requests?list=ours&state=…&case=<community>.<case>&step=feedback, so that every view can be linked. */
import { useCallback, useMemo, useSyncExternalStore } from 'react'
import { useSearchParams } from 'react-router'
import { GROUPS_ON_DESK, LISTS, STATES_ON_DESK } from './lists.ts'
import type { List } from './lists.ts'
import type { CaseRef } from './case-ref.ts'
import type { QueueFilter } from './queries.ts'

export const caseParameter = ({ communityId, id }: CaseRef): string => `${communityId}.${id}`

function caseOf(parameter: string): CaseRef | null {
  const [communityId = '', id = ''] = parameter.split('.')
  return communityId === '' || id === '' ? null : { communityId, id }
}

/** Where the desk finds a case, from any other page. */
export const casePath = (reference: CaseRef, list?: List): string => `/requests?${list === undefined ? '' : `list=${list}&`}case=${caseParameter(reference)}`

const narrowing = ['group', 'state', 'category', 'assignee', 'community', 'q'] as const
/** Takes every filter away. */
export const unfiltered = { group: null, state: null, category: null, assignee: null, community: null, q: null }
type Change = Readonly<Partial<Record<'list' | 'case' | 'step' | (typeof narrowing)[number], string | null>>>

export interface Address {
  readonly filter: QueueFilter
  /** The address names its list; else it is the role's first. */
  readonly isListChosen: boolean
  readonly isFiltered: boolean
  readonly caseRef: CaseRef | null
  /** The feedback is written on a page of its own. */
  readonly isFeedback: boolean
  readonly change: (change: Change, replace?: boolean) => void
  readonly linkTo: (change: Change) => string
}

function changed(parameters: URLSearchParams, change: Change): URLSearchParams {
  const next = new URLSearchParams(parameters)
  for (const [name, value] of Object.entries(change)) {
    if (value === null) next.delete(name)
    else next.set(name, value)
  }
  return next
}

export function useAddress(lists: readonly List[]): Address {
  const [parameters, setParameters] = useSearchParams()
  const change = useCallback((part: Change, replace = false) => setParameters((before) => changed(before, part), { replace }), [setParameters])
  return useMemo(() => {
    const chosen = LISTS.find((one) => one === parameters.get('list') && lists.includes(one))
    const list = chosen ?? lists[0] ?? 'ours'
    const filter: QueueFilter = {
      list,
      group: GROUPS_ON_DESK.find((group) => group === parameters.get('group')) ?? null,
      state: STATES_ON_DESK.find((state) => state === parameters.get('state')) ?? null,
      category: parameters.get('category'),
      assignee: parameters.get('assignee'),
      community: parameters.get('community'),
      q: parameters.get('q'),
    }
    return {
      filter,
      isListChosen: chosen !== undefined,
      isFiltered: narrowing.some((name) => parameters.get(name) !== null),
      caseRef: caseOf(parameters.get('case') ?? ''),
      isFeedback: parameters.get('step') === 'feedback',
      change,
      linkTo: (part) => `/requests?${changed(parameters, part).toString()}`,
    }
  }, [parameters, lists, change])
}

function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const media = window.matchMedia(query)
      media.addEventListener('change', listener)
      return () => media.removeEventListener('change', listener)
    },
    [query],
  )
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches)
}

/** The list and the case stand side by side; below that, each is a page. */
export const useIsWide = (): boolean => useMedia('(min-width: 64.01rem)')
export const useIsPhone = (): boolean => useMedia('(max-width: 43.75rem)')
