import { sql } from 'kysely'
import { select, type Read } from '../../../platform/database.ts'

/** How many cases in each person's hands must be done within a stretch of time. */
export async function countDueInHand(read: Read, from: Temporal.Instant, until: Temporal.Instant): Promise<readonly { readonly personId: string; readonly cases: number }[]> {
  return select(
    read,
    sql<{ personId: string; cases: number }>`
    select assignee_person_id as "personId", count(*) as cases from requests.request
     where assignee_person_id is not null and state in ('DISPATCHED', 'HANDLING') and state not in ('CLOSED', 'REJECTED', 'MERGED', 'VOIDED')
       and stage_due_at >= ${from.toString()}::timestamptz and stage_due_at < ${until.toString()}::timestamptz
     group by assignee_person_id`,
  )
}
