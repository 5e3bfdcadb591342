import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'

export type Value = string | number | boolean | null | Buffer | Temporal.Instant | Readonly<Record<string, unknown>>

/** Rows for one table in PostgreSQL's COPY text format. */
export class Rows {
  readonly table: string
  readonly #columns: readonly string[]
  #chunks: Buffer[] = []
  #lines: string[] = []

  constructor(table: string, columns: readonly string[]) {
    this.table = table
    this.#columns = columns
  }

  add(...values: readonly Value[]): void {
    if (values.length !== this.#columns.length) throw new Error(`${this.table} takes ${this.#columns.length} values, not ${values.length}`)
    let line = ''
    for (const value of values) line += line === '' ? encoded(value) : `\t${encoded(value)}`
    this.#lines.push(`${line}\n`)
    if (this.#lines.length === linesPerChunk) this.#pack()
  }

  /** Bytes weigh a fraction of the strings that they were written from. */
  #pack(): void {
    this.#chunks.push(Buffer.from(this.#lines.join('')))
    this.#lines = []
  }

  /** Sends the rows to the server and forgets them. */
  async copy(client: pg.Client): Promise<void> {
    this.#pack()
    const chunks = this.#chunks.filter((chunk) => chunk.length > 0)
    this.#chunks = []
    if (chunks.length === 0) return
    await pipeline(chunks, client.query(copyFrom(`copy ${this.table} (${this.#columns.join(', ')}) from stdin`)))
  }
}

const linesPerChunk = 200

function encoded(value: Value): string {
  if (value === null) return String.raw`\N`
  if (typeof value === 'string') return escaped(value)
  if (typeof value === 'number') return value.toString()
  if (typeof value === 'boolean') return value ? 't' : 'f'
  if (Buffer.isBuffer(value)) return String.raw`\\x${value.toString('hex')}`
  return value instanceof Temporal.Instant ? instantText(value.epochMilliseconds) : escaped(JSON.stringify(value))
}

const special: Readonly<Record<string, string>> = { '\\': String.raw`\\`, '\n': String.raw`\n`, '\r': String.raw`\r`, '\t': String.raw`\t` }
const escaped = (text: string): string => (/[\\\n\r\t]/.test(text) ? text.replaceAll(/[\\\n\r\t]/g, (character) => special[character] ?? '') : text)

const day_ms = 86_400_000
const dates = new Map<number, string>()

/** Two million instants pass here: each date is written out once. */
function instantText(at_ms: number): string {
  const day = Math.floor(at_ms / day_ms)
  const rest_ms = at_ms - day * day_ms
  let date = dates.get(day)
  if (date === undefined) {
    date = Temporal.Instant.fromEpochMilliseconds(day * day_ms).toString().slice(0, 10)
    dates.set(day, date)
  }
  const part = (unit_ms: number, below: number): string => (Math.floor(rest_ms / unit_ms) % below).toString().padStart(2, '0')
  return `${date} ${part(3_600_000, 24)}:${part(60_000, 60)}:${part(1000, 60)}.${(rest_ms % 1000).toString().padStart(3, '0')}Z`
}
