/** Tells people of a change, within its command. */
import type { Tx } from '../../platform/database.ts'
import { civilDate } from '../../platform/time.ts'
import { staffOf, staffOfLevel } from '../access/public.ts'
import { tell, type Notice } from '../notices/public.ts'
import { noticesOf, type Audience, type Happened } from './rules/notices.ts'
import type { Catalogues } from './stores/catalogue.ts'

/** To be called after every save, by a person's command and by a job's alike. Whoever acted knows already. */
export async function tellOf(tx: Tx, catalogues: Catalogues, happened: Happened, { path, now }: { readonly path: string; readonly now: Temporal.Instant }): Promise<void> {
  const { after, events } = happened
  const { rules, categories } = await catalogues.version(tx, after.ruleVersion)
  const category = categories.get(after.category)
  const about = { zh: category?.zh ?? after.number, en: category?.en ?? after.number }
  const tellings = noticesOf(happened, { about, rules })
  if (tellings.length === 0) return
  const acted = new Set<string | null>(events.map(({ by }) => by.personId))
  const subject = { kind: 'request', id: after.id, communityId: after.communityId } as const
  const notices: Notice[] = []
  for (const { to, kind, said } of tellings) {
    const personIds = (await peopleOf(tx, to, { path, now })).filter((id) => !acted.has(id))
    notices.push({ personIds, kind, subject, said })
  }
  await tell(tx, notices, now)
}

async function peopleOf(tx: Tx, to: Audience, { path, now }: { readonly path: string; readonly now: Temporal.Instant }): Promise<readonly string[]> {
  if ('personId' in to) return [to.personId]
  const today = civilDate(now)
  if ('placeKind' in to) return staffOfLevel(tx, { ...to, path, today })
  return (await staffOf(tx, { ...to, path, today })).map(({ personId }) => personId)
}
