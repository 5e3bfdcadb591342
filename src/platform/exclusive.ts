import pg from 'pg'

/** Runs work that only one process may do at a time on a database; another waits for its turn. The lock ends with the process, however it ends. */
export async function exclusively<T>(url: string, lock: number, work: () => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'lifang lock' })
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [lock])
    return await work()
  } finally {
    await client.end().catch(() => {})
  }
}
