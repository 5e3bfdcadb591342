/** What the desk asks the server. Keys begin with the kind of subject, so that live updates refresh them. */
import { keepPreviousData, useInfiniteQuery, useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import type { QueryClient, UseMutationResult, UseQueryResult } from '@tanstack/react-query'
import { useEffect } from 'react'
import { client, downloader } from '../../../../web/client.ts'
import type { Reply } from '../../../../web/client.ts'
import { sendOnce } from '../../../../web/drafts.ts'
import { keep, lastRead } from '../../../../web/last-read.ts'
import { ProblemError } from '../../../../web/problem.ts'
import type { RegisterContract } from '../../../register/contract.ts'
import type { RequestsApi } from '../../contract.ts'
import type { CaseRef } from './case-ref.ts'
import type { List } from './lists.ts'
import { performMore } from './more/acts.ts'
import type { MoreAct } from './more/acts.ts'
import { signKind } from './outbox.ts'
import type { Signing } from './outbox.ts'

const requests = client<RequestsApi>()
const takeList = downloader<RequestsApi>()
const register = client<RegisterContract>()

export type CaseView = Reply<RequestsApi['GET /api/v1/communities/:communityId/requests/:id']>
export type CaseEvent = CaseView['events'][number]
export type QueuePageReply = Reply<RequestsApi['GET /api/v1/requests/queue']>
export type QueueItem = QueuePageReply['items'][number]
export type CaseState = QueueItem['state']
export type Assignee = Reply<RequestsApi['GET /api/v1/requests/assignees']>['items'][number]
export type Catalogue = Reply<RequestsApi['GET /api/v1/requests/categories']>
export type PlaceView = Reply<RegisterContract['GET /api/v1/register/places/:placeId']>
export type CommunityView = Reply<RegisterContract['GET /api/v1/register/communities/:communityId']>
export type BuildingView = Reply<RegisterContract['GET /api/v1/register/communities/:communityId/buildings/:buildingId']>

export interface QueueFilter {
  readonly list: List
  readonly group: keyof QueuePageReply['counts']['groups'] | null
  readonly state: CaseState | null
  readonly category: string | null
  readonly assignee: string | null
  readonly community: string | null
  readonly q: string | null
}

const known_ms = 300_000

export function useCatalogue(): UseQueryResult<Catalogue> {
  return useQuery({ queryKey: ['requests.catalogue'], queryFn: ({ signal }) => requests('GET /api/v1/requests/categories', { signal }), staleTime: known_ms })
}

const present = (values: object) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))

/** The queue on the screen as a file, by its filters. */
export const takeQueue = ({ list, ...narrower }: QueueFilter, as: { readonly format: 'xlsx' | 'csv'; readonly language: 'zh' | 'en' }) =>
  takeList('GET /api/v1/requests/queue/export', { query: { list, ...present(narrower), ...as } })

export const rowsOfPage = 30

/** Page after page by the server's cursor; what is on screen stays while it is fetched again. */
export function useQueue(filter: QueueFilter) {
  return useInfiniteQuery({
    queryKey: ['request', 'queue', filter],
    queryFn: ({ pageParam, signal }) => {
      const { list, ...narrower } = filter
      const query = { list, limit: rowsOfPage, ...present({ ...narrower, cursor: pageParam }) }
      const read = () => requests('GET /api/v1/requests/queue', { query, signal })
      // My own jobs go with me where there is no signal.
      return list === 'mine' && Object.keys(query).length === 2 ? lastRead('requests/mine', read) : read()
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last: QueuePageReply) => last.nextCursor,
    placeholderData: keepPreviousData,
  })
}

/** How much is in each list, whatever is open and filtered. */
export function useListCounts(lists: readonly List[]): ReadonlyMap<List, QueuePageReply['counts'] | undefined> {
  const replies = useQueries({
    queries: lists.map((list) => ({
      queryKey: ['request', 'counts', list],
      queryFn: ({ signal }: { readonly signal: AbortSignal }) => requests('GET /api/v1/requests/queue', { query: { list, limit: 1 }, signal }),
    })),
  })
  return new Map(lists.map((list, index) => [list, replies[index]?.data?.counts]))
}

const mostPrinted = 100

/** One group of a list, as much as one prints. */
export const queuePart = (list: List, group: keyof QueuePageReply['counts']['groups']) => ({
  queryKey: ['request', 'part', list, group],
  queryFn: ({ signal }: { readonly signal: AbortSignal }) => requests('GET /api/v1/requests/queue', { query: { list, group, limit: mostPrinted }, signal }),
})

/** The communities where a list has open cases, whatever is on the screen. */
export function useListCommunities(list: List): UseQueryResult<readonly { readonly id: string; readonly name: string; readonly cases: number }[]> {
  return useQuery({
    queryKey: ['request', 'communities', list],
    queryFn: async ({ signal }) => (await requests('GET /api/v1/requests/queue/communities', { query: { list }, signal })).items,
    staleTime: known_ms,
  })
}

export type SavedFilter = Reply<RequestsApi['GET /api/v1/requests/filters']>['items'][number]

export function useSavedFilters(): UseQueryResult<readonly SavedFilter[]> {
  return useQuery({ queryKey: ['request', 'filters'], queryFn: async ({ signal }) => (await requests('GET /api/v1/requests/filters', { signal })).items })
}

export function useFilterChange() {
  const queries = useQueryClient()
  const onSuccess = () => queries.invalidateQueries({ queryKey: ['request', 'filters'] })
  const save = useMutation({
    mutationFn: ({ name, shared, filter: { list, q: _q, ...narrower } }: { readonly name: string; readonly shared: boolean; readonly filter: QueueFilter }) =>
      requests('POST /api/v1/requests/filters', { body: { name, list, shared, filter: present(narrower) } }),
    onSuccess,
  })
  const remove = useMutation({ mutationFn: (filterId: string) => requests('DELETE /api/v1/requests/filters/:filterId', { params: { filterId } }), onSuccess })
  return { save, remove }
}

export type Template = Reply<RequestsApi['GET /api/v1/requests/templates']>['items'][number]

export function useTemplates(isWanted = true): UseQueryResult<readonly Template[]> {
  return useQuery({ queryKey: ['template'], queryFn: async ({ signal }) => (await requests('GET /api/v1/requests/templates', { signal })).items, staleTime: known_ms, enabled: isWanted })
}

export type TemplateWords = Pick<Template, 'category' | 'verb' | 'title' | 'text'>

export function useTemplateChange() {
  const queries = useQueryClient()
  const onSuccess = () => queries.invalidateQueries({ queryKey: ['template'] })
  const save = useMutation({
    mutationFn: async ({ before, words: { category, ...words } }: { readonly before: Template | null; readonly words: TemplateWords }) => {
      const body = { ...words, ...(category === null ? {} : { category }) }
      if (before === null) await requests('POST /api/v1/requests/templates', { body })
      else await requests('PUT /api/v1/requests/templates/:templateId', { params: { templateId: before.id }, body: { ...body, version: before.version } })
    },
    onSuccess,
  })
  const remove = useMutation({ mutationFn: (templateId: string) => requests('DELETE /api/v1/requests/templates/:templateId', { params: { templateId } }), onSuccess })
  return { save, remove }
}

export type BulkResult = Reply<RequestsApi['POST /api/v1/requests/bulk/dispatch']>['results'][number]

/** In small parts, so that one sees how far it is; each with a key of its own, so that a part that is sent again is done once. */
const bulkAtOnce = 10

export function useBulk(onProgress: (done: number) => void) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async ({ items, assigneeId }: { readonly items: readonly QueueItem[]; readonly assigneeId: string | null }) => {
      const results: BulkResult[] = []
      for (let from = 0; from < items.length; from += bulkAtOnce) {
        const cases = items.slice(from, from + bulkAtOnce).map(({ communityId, id, version }) => ({ communityId, id, version }))
        const reply = await requests('POST /api/v1/requests/bulk/dispatch', { body: { cases, ...(assigneeId === null ? {} : { assigneeId }) }, idempotencyKey: crypto.randomUUID() })
        results.push(...reply.results)
        onProgress(results.length)
      }
      return results
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['request'] }),
  })
}

/** Cases by the beginning of their number, closed ones too. */
export function useCasesByNumber(list: List | undefined, q: string): UseQueryResult<QueuePageReply> {
  return useQuery({
    queryKey: ['request', 'number', list, q],
    queryFn: ({ signal }) => requests('GET /api/v1/requests/queue', { query: { list: list ?? 'ours', q, limit: 20 }, signal }),
    enabled: list !== undefined && isNumberBegin(q),
  })
}

export const isNumberBegin = (q: string): boolean => /^[A-Za-z0-9-]{2,20}$/.test(q)

const caseKey = (id: string) => ['request', 'case', id] as const

export function useCase({ communityId, id }: CaseRef): UseQueryResult<CaseView> {
  return useQuery(caseQuery({ communityId, id }))
}

const keptCase = (id: string): string => `requests/case/${id}`
/** What somebody has to do at the spot. */
const isJob = ({ can }: Pick<CaseView, 'can'>): boolean => can.sign === true || can.feedback === true

const caseQuery = ({ communityId, id }: CaseRef) => ({
  queryKey: caseKey(id),
  queryFn: ({ signal }: { readonly signal: AbortSignal }) => lastRead(keptCase(id), () => requests('GET /api/v1/communities/:communityId/requests/:id', { params: { communityId, id }, signal }), isJob),
})

const mostTakenAlong = 20

/** The jobs of the list are read before they are opened, so that they are there in the cellar too; one after the other, on a slow line. */
export function useTakeAlong(items: readonly QueueItem[], isWanted: boolean): void {
  const queries = useQueryClient()
  const wanted = isWanted ? items.filter(isJob).slice(0, mostTakenAlong) : []
  const key = wanted.map(({ id, version }) => `${id} ${version}`).join()
  useEffect(() => {
    const leaving = new AbortController()
    void (async () => {
      for (const item of wanted) if (!leaving.signal.aborted) await queries.prefetchQuery(caseQuery(item))
    })()
    return () => leaving.abort()
    // oxlint-disable-next-line react/exhaustive-deps -- the rows are made anew at every render; which they are is told by their ids and versions
  }, [key, queries])
}

/** 签收 by way of the outbox: in a cellar the job goes on, and the server hears of it later, once. */
async function sign(view: CaseView): Promise<CaseView> {
  const { communityId, id, number, version } = view
  const outcome = await sendOnce<Signing>(signKind, id, { communityId, id, number, version })
  if (outcome.state === 'refused') throw outcome.error
  if (outcome.state === 'sent' && outcome.reply !== undefined) return outcome.reply as CaseView
  const { sign: _sign, return: _return, dispatch: _dispatch, ...can } = view.can
  const signed: CaseView = { ...view, state: 'HANDLING', version: version + 1, can: { ...can, feedback: true } }
  await keep(keptCase(id), signed)
  return signed
}

export function useAssignees(communityId: string | null, isWanted: boolean): UseQueryResult<readonly Assignee[]> {
  return useQuery({
    queryKey: ['request', 'assignees', communityId],
    queryFn: async ({ signal }) => (await requests('GET /api/v1/requests/assignees', { query: { communityId: communityId ?? '' }, signal })).items,
    enabled: isWanted && communityId !== null,
  })
}

/** What can be done to a case from its action block; words and feedback travel as drafts. */
export type Act =
  | { readonly verb: 'accept'; readonly assigneeId?: string }
  | { readonly verb: 'dispatch'; readonly assigneeId: string; readonly text: string }
  | { readonly verb: 'sign' }
  | { readonly verb: 'return'; readonly text: string }
  | { readonly verb: 'check'; readonly passed: boolean; readonly text: string }
  | MoreAct

/** Names the version on the screen: another's being faster is told, not overwritten. */
function perform(view: CaseView, act: Exclude<Act, { readonly verb: 'sign' }>): Promise<CaseView> {
  const { communityId, id, version } = view
  const params = { communityId, id }
  switch (act.verb) {
    case 'accept':
      return requests('POST /api/v1/communities/:communityId/requests/:id/accept', { params, body: { version, ...(act.assigneeId === undefined ? {} : { assigneeId: act.assigneeId }) } })
    case 'dispatch':
      return requests('POST /api/v1/communities/:communityId/requests/:id/dispatch', { params, body: { version, assigneeId: act.assigneeId, text: act.text } })
    case 'return':
      return requests('POST /api/v1/communities/:communityId/requests/:id/return', { params, body: { version, text: act.text } })
    case 'check':
      return requests('POST /api/v1/communities/:communityId/requests/:id/check', { params, body: { version, passed: act.passed, text: act.text } })
    default:
      return performMore(view, act)
  }
}

export const isConflict = (error: unknown): boolean => error instanceof ProblemError && error.problem.status === 409

/** Puts a command's answer on the screen and fetches the lists it moved in. */
export function showCase(queries: QueryClient, view: CaseView): void {
  queries.setQueryData(caseKey(view.id), view)
  void queries.invalidateQueries({ queryKey: ['request'], predicate: ({ queryKey }) => queryKey[1] !== 'case' })
}

export function useAct(view: CaseView): UseMutationResult<CaseView, Error, Act> {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (act: Act) => (act.verb === 'sign' ? sign(view) : perform(view, act)),
    onSuccess: (after) => showCase(queries, after),
    onError: (error) => (isConflict(error) ? queries.invalidateQueries({ queryKey: ['request'] }) : undefined),
  })
}

/** One place of the tree; null is the top of what the role worn may see. */
export function usePlace(placeId: string | null): UseQueryResult<PlaceView> {
  return useQuery({
    queryKey: ['register.place', placeId ?? 'scope'],
    queryFn: ({ signal }) => (placeId === null ? register('GET /api/v1/register/places', { signal }) : register('GET /api/v1/register/places/:placeId', { params: { placeId }, signal })),
  })
}

export function useCommunity(communityId: string | null): UseQueryResult<CommunityView> {
  return useQuery({
    queryKey: ['register.community', communityId],
    queryFn: ({ signal }) => register('GET /api/v1/register/communities/:communityId', { params: { communityId: communityId ?? '' }, signal }),
    enabled: communityId !== null,
  })
}

export function useBuilding(communityId: string | null, buildingId: string | null): UseQueryResult<BuildingView> {
  return useQuery({
    queryKey: ['register.building', communityId, buildingId],
    queryFn: ({ signal }) => register('GET /api/v1/register/communities/:communityId/buildings/:buildingId', { params: { communityId: communityId ?? '', buildingId: buildingId ?? '' }, signal }),
    enabled: communityId !== null && buildingId !== null,
  })
}
