/** The SQL of a page behind an empty handler: records once what the whole server asks the database for it, then asks the same again for each request. */
import { createServer } from 'node:http'
import { join } from 'node:path'
import pg from 'pg'
import { createApp } from '../src/app.ts'
import { openLog } from '../src/platform/log.ts'
import { openPlatform } from '../src/platform/open.ts'
import { systemClock } from '../src/platform/time.ts'

export interface BareTask {
  readonly databaseUrl: string
  readonly dataDirectory: string
  readonly path: string
  readonly cookie: string
}

interface Statement {
  readonly name: string
  readonly text: string
  readonly values: unknown[]
}

/** What the pool hands to a connection, as src/platform/connection.ts makes it. */
interface Wire {
  bind: (of: { readonly values: unknown[] }) => void
}
interface Sent {
  readonly text: string
  submit: (wire: Wire) => unknown
  callback: (...answer: unknown[]) => void
}

process.once('message', (task: BareTask) => {
  serve(task).then(
    (started) => process.send?.(started),
    (error: unknown) => process.send?.({ error: String(error instanceof Error ? (error.stack ?? error.message) : error) }),
  )
})

export interface Started {
  readonly port: number
  /** How many the page asks. */
  readonly statements: number
}

async function serve(task: BareTask): Promise<Started> {
  const { waves, body } = await recorded(task)
  const pool = new pg.Pool({ connectionString: task.databaseUrl, max: 12, options: '-c role=lifang_app -c timezone=UTC' })
  const server = createServer((_request, response) => {
    void (async () => {
      for (const wave of waves) await Promise.all(wave.map((statement) => pool.query(statement)))
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }).end(body)
    })()
  })
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve({ port: (server.address() as { port: number }).port, statements: waves.flat().length })))
}

/** What was asked at once stays at once. */
async function recorded({ databaseUrl, dataDirectory, path, cookie }: BareTask): Promise<{ readonly waves: readonly (readonly Statement[])[]; readonly body: string }> {
  const waves: Statement[][] = []
  let running = 0
  let recording = false
  const { prototype } = pg.Client as unknown as { prototype: { query: (...args: unknown[]) => unknown } }
  const { query } = prototype
  prototype.query = function (this: unknown, ...args: unknown[]) {
    const asked = args[0] as Sent
    if (recording) {
      if (running++ === 0) waves.push([])
      const wave = waves.at(-1)
      const no = waves.flat().length
      const { submit, callback } = asked
      // Its values are told to the wire only.
      asked.submit = (wire) => {
        const { bind } = wire
        wire.bind = (of) => {
          wave?.push({ name: `bare ${no}`, text: asked.text, values: of.values })
          bind.call(wire, of)
        }
        const sent = submit.call(asked, wire)
        wire.bind = bind
        return sent
      }
      asked.callback = (...answer) => {
        running--
        callback(...answer)
      }
    }
    return query.apply(this, args)
  }
  const platform = await openPlatform({ url: databaseUrl, dataDirectory, environmentKey: undefined, clock: systemClock, log: openLog('silent'), jobs: [], connections: 12 })
  const app = await createApp({ platform, http: { log: openLog('silent'), trustProxy: false, requestsPerMinute: 1_000_000, version: 'bench' }, webDirectory: join(import.meta.dirname, '../dist'), metricsToken: undefined })
  const ask = () => app.inject({ url: path, headers: { cookie } })
  await ask()
  recording = true
  const { statusCode, body } = await ask()
  if (statusCode !== 200) throw new Error(`${statusCode} ${body}`)
  prototype.query = query
  await app.close()
  await platform.close()
  return { waves, body }
}
