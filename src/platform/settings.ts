import { tables, type Read, type Tx } from './database.ts'

const platform = tables('platform')
const audit = tables('audit')

/** That this database holds the demo city: shown on every page, print, export and in the API. */
export interface DemoSetting {
  readonly seed: number
  readonly asOf: string
  readonly communities: number
  /** Null while loading: an unfinished load is emptied and begun again. */
  readonly completedAt: string | null
}

export async function demoSetting(read: Read): Promise<DemoSetting | null> {
  return (await readSetting(read, 'demo')) as DemoSetting | null
}

/** Whether nobody has ever worked in this database: every command leaves its audit rows. */
export async function isUntouched(read: Read): Promise<boolean> {
  const entry = await audit(read).selectFrom('audit.entry').select('seq').limit(1).executeTakeFirst()
  return entry === undefined
}

/** Whom to try the demo city as: by role, a person and the right that they begin with. */
export type DemoAccounts = Readonly<Record<string, { readonly personId: string; readonly standingId: string }>>

/** Null unless this is a complete demo city. */
export async function demoAccounts(read: Read): Promise<DemoAccounts | null> {
  if (!(await demoSetting(read))?.completedAt) return null
  return ((await readSetting(read, 'demo-accounts')) as DemoAccounts | null) ?? {}
}

/** What a domain's `saveSetting` left there; null when nothing has. */
export async function readSetting(read: Read, name: string): Promise<unknown> {
  const row = await platform(read).selectFrom('platform.setting').select('value').where('name', '=', name).executeTakeFirst()
  return row?.value ?? null
}

export async function saveSetting(tx: Tx, name: string, value: object): Promise<void> {
  const json = JSON.stringify(value)
  await platform(tx)
    .insertInto('platform.setting')
    .values({ name, value: json })
    .onConflict((on) => on.column('name').doUpdateSet({ value: json }))
    .execute()
}
