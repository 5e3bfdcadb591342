/** Tells people of changes, within their command. */
import type { Tx } from '../../platform/database.ts'
import { civilDate } from '../../platform/time.ts'
import { staffForEach } from '../access/public.ts'
import { tell, type Notice } from '../notices/public.ts'
import { noticesOf, type Audience, type Happened } from './rules/notices.ts'
import type { Catalogues } from './stores/catalogue.ts'

/** A change, and the path of its case's community. */
type HappenedAt = Happened & { readonly path: string }

/** To be called after every save, by a person's command. */
export const tellOf = (tx: Tx, catalogues: Catalogues, happened: Happened, { path, now }: { readonly path: string; readonly now: Temporal.Instant }): Promise<void> => tellOfAll(tx, catalogues, [{ ...happened, path }], now)

/** By a job, of many at once: one question for their people and one statement for their notices. Whoever acted knows already. */
export async function tellOfAll(tx: Tx, catalogues: Catalogues, changes: readonly HappenedAt[], now: Temporal.Instant): Promise<void> {
  const notices: { readonly to: Audience; readonly path: string; readonly acted: ReadonlySet<string | null>; readonly notice: Omit<Notice, 'personIds'> }[] = []
  for (const { path, ...happened } of changes) {
    const { after, events } = happened
    const { rules, categories } = await catalogues.version(tx, after.ruleVersion)
    const category = categories.get(after.category)
    const about = { zh: category?.zh ?? after.number, en: category?.en ?? after.number }
    const acted = new Set<string | null>(events.map(({ by }) => by.personId))
    const subject = { kind: 'request', id: after.id, communityId: after.communityId } as const
    notices.push(...noticesOf(happened, { about, rules }).map(({ to, kind, said }) => ({ to, path, acted, notice: { kind, subject, said } })))
  }
  if (notices.length === 0) return
  const people = await peopleOf(tx, notices, civilDate(now))
  await tell(tx, notices.map(({ notice, acted }, index) => ({ ...notice, personIds: (people[index] ?? []).filter((id) => !acted.has(id)) })), now)
}

const keyOf = (to: Audience, path: string): string => JSON.stringify([to, path])

/** Of each audience; those who are asked for several times are looked for once. */
async function peopleOf(tx: Tx, audiences: readonly { readonly to: Audience; readonly path: string }[], today: string): Promise<readonly (readonly string[])[]> {
  const asked = new Map(audiences.flatMap(({ to, path }) => ('personId' in to ? [] : [[keyOf(to, path), { ...to, path }] as const])))
  const found = await staffForEach(tx, [...asked.values()], today)
  const known = new Map([...asked.keys()].map((key, index) => [key, found[index] ?? []]))
  return audiences.map(({ to, path }) => ('personId' in to ? [to.personId] : (known.get(keyOf(to, path)) ?? [])))
}
