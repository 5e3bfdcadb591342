import { sql, type RawBuilder, type SqlBool } from 'kysely'

/** That a relation holds on a day: not corrected away, begun, and not ended. */
export const holdsOn = (relation: string, day: string): RawBuilder<SqlBool> =>
  sql`${sql.ref(`${relation}.superseded_at`)} is null and ${sql.ref(`${relation}.valid_from`)} <= ${day}::date and (${sql.ref(`${relation}.valid_to`)} is null or ${sql.ref(`${relation}.valid_to`)} > ${day}::date)`
