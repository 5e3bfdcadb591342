/** 剔除 on record; the case carries what it is taken out of, and the roll-ups follow it. */
import type { Selectable } from 'kysely'
import { recordChange } from '../../../platform/audit.ts'
import { cursorOf, cursorParts, isInstant, isUuid } from '../../../platform/cursor.ts'
import { isUniqueViolation, tables, type Read, type Tx } from '../../../platform/database.ts'
import { newId } from '../../../platform/ids.ts'
import type { DB } from '../../../platform/tables.generated.ts'
import { requestProblem } from '../problems.ts'
import type { Case } from '../rules/case.ts'
import { excludedBy, type Exclusion } from '../rules/exclusion.ts'
import { columnOf, FIGURES, figureChanges } from '../rules/figures.ts'

const requests = tables('requests')

const exclusionFrom = (row: Selectable<DB['requests.exclusion']>): Exclusion => ({
  communityId: row.community_id,
  id: row.id,
  requestId: row.request_id,
  figures: row.figures as Exclusion['figures'],
  ground: row.ground,
  text: row.text,
  askedBy: row.asked_by as Exclusion['askedBy'],
  askedOrganisationId: row.asked_organisation_id as Exclusion['askedOrganisationId'],
  askedAt: row.asked_at,
  granted: row.granted,
  decidedBy: row.decided_by as Exclusion['decidedBy'],
  decidedOrganisationId: row.decided_organisation_id as Exclusion['decidedOrganisationId'],
  decidedAt: row.decided_at,
  decisionText: row.decision_text,
  appealedBy: row.appealed_by as Exclusion['appealedBy'],
  appealedAt: row.appealed_at,
  appealText: row.appeal_text,
  appealGranted: row.appeal_granted,
  appealDecidedBy: row.appeal_decided_by as Exclusion['appealDecidedBy'],
  appealDecidedAt: row.appeal_decided_at,
  appealDecisionText: row.appeal_decision_text,
})

const rowOf = (of: Exclusion) => ({
  community_id: of.communityId,
  id: of.id,
  request_id: of.requestId,
  figures: [...of.figures],
  ground: of.ground,
  text: of.text,
  asked_by: of.askedBy,
  asked_organisation_id: of.askedOrganisationId,
  asked_at: of.askedAt,
  granted: of.granted,
  decided_by: of.decidedBy,
  decided_organisation_id: of.decidedOrganisationId,
  decided_at: of.decidedAt,
  decision_text: of.decisionText,
  appealed_by: of.appealedBy,
  appealed_at: of.appealedAt,
  appeal_text: of.appealText,
  appeal_granted: of.appealGranted,
  appeal_decided_by: of.appealDecidedBy,
  appeal_decided_at: of.appealDecidedAt,
  appeal_decision_text: of.appealDecisionText,
})

/** From here to the end of the transaction nobody else decides it. */
export async function lockExclusion(tx: Tx, communityId: string, id: string): Promise<Exclusion | null> {
  const row = await requests(tx).selectFrom('requests.exclusion').selectAll().where('community_id', '=', communityId).where('id', '=', id).forUpdate().executeTakeFirst()
  return row ? exclusionFrom(row) : null
}

/** @throws Problem when one waits for its decision already. */
export async function askExclusion(tx: Tx, asked: Exclusion): Promise<void> {
  try {
    await requests(tx).insertInto('requests.exclusion').values(rowOf(asked)).execute()
  } catch (error) {
    if (isUniqueViolation(error, 'exclusion_waiting')) throw requestProblem('requests/asked-for-already', { values: { kind: 'exclusion' } })
    throw error
  }
  record(tx, null, asked)
}

/** @param of the case, locked */
export async function saveExclusion(tx: Tx, before: Exclusion, after: Exclusion, of: Case): Promise<void> {
  await requests(tx).updateTable('requests.exclusion').set(rowOf(after)).where('community_id', '=', after.communityId).where('id', '=', after.id).execute()
  record(tx, before, after)
  const rows = await requests(tx).selectFrom('requests.exclusion').selectAll().where('community_id', '=', of.communityId).where('request_id', '=', of.id).execute()
  const excluded = excludedBy(rows.map(exclusionFrom))
  const changes = figureChanges(of, { ...of, excluded })
  await requests(tx).updateTable('requests.request').set({ excluded: [...excluded] }).where('community_id', '=', of.communityId).where('id', '=', of.id).execute()
  for (const { day, ...figures } of changes) {
    const columns = Object.fromEntries(FIGURES.map((figure) => [columnOf(figure), figures[figure] ?? null]))
    await requests(tx).insertInto('requests.figure_change').values({ community_id: of.communityId, id: newId(), day, ...columns }).execute()
  }
}

function record(tx: Tx, before: Exclusion | null, after: Exclusion): void {
  // The words stand in the table itself, which nobody deletes from.
  const audited = ({ text, decisionText, appealText, appealDecisionText, ...facts }: Exclusion) => ({ ...facts, characters: [text, decisionText, appealText, appealDecisionText].map(({ length }) => length) })
  recordChange(tx, { subjectKind: 'exclusion', subjectId: after.id, communityId: after.communityId, before: before && audited(before), after: audited(after) })
}

/** The newest first, of some communities or of those that one organisation asked for. */
export async function findExclusions(read: Read, within: { readonly communityIds: readonly string[] } | { readonly askedOrganisationId: string }, { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined }) {
  const after = cursorParts(cursor, [isInstant, isUuid])
  let query = requests(read).selectFrom('requests.exclusion').innerJoin('requests.request', (join) => join.onRef('requests.request.community_id', '=', 'requests.exclusion.community_id').onRef('requests.request.id', '=', 'requests.exclusion.request_id')).selectAll('requests.exclusion').select('requests.request.number')
  query = 'communityIds' in within ? query.where('requests.exclusion.community_id', 'in', [...within.communityIds, newId()]) : query.where('asked_organisation_id', '=', within.askedOrganisationId)
  if (after) query = query.where((eb) => eb(eb.refTuple('asked_at', 'requests.exclusion.id'), '<', eb.tuple(Temporal.Instant.from(after[0]), after[1])))
  const rows = await query.orderBy('asked_at', 'desc').orderBy('requests.exclusion.id', 'desc').limit(limit + 1).execute()
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return { items: rows.slice(0, limit).map((row) => ({ ...exclusionFrom(row), number: row.number })), nextCursor: last ? cursorOf(last.asked_at.toString(), last.id) : null }
}
