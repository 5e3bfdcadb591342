import { availableParallelism } from 'node:os'
import pg from 'pg'

/** What a figure depends on, printed with it. */
export interface Settings {
  readonly fsync: string
  readonly synchronous_commit: string
  readonly full_page_writes: string
  readonly server: string
}

export function printFigure(bench: string, figure: string, value: number, unit: string, more: Readonly<Record<string, unknown>> = {}): void {
  console.log(JSON.stringify({ bench, figure, value: Math.round(value * 100) / 100, unit, cores: availableParallelism(), ...more }))
}

/** The value below which a share of the sorted-by-us samples lies. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

/** @throws when the database would forget what it acknowledged: such a figure means nothing. */
export async function databaseSettings(url: string): Promise<Settings> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<Settings>(`select current_setting('fsync') as fsync, current_setting('synchronous_commit') as synchronous_commit,
      current_setting('full_page_writes') as full_page_writes, 'PostgreSQL ' || current_setting('server_version') as server`)
    const [settings] = rows
    if (!settings) throw new Error('no settings')
    if (settings.fsync !== 'on' || settings.synchronous_commit !== 'on' || settings.full_page_writes !== 'on') throw new Error(`not measured with a database that forgets: ${JSON.stringify(settings)}`)
    return settings
  } finally {
    await client.end()
  }
}
