/** 导入: reads the file in which an older system hands over its cases. What is wrong with a row is named by its line and column; the row is left out. */
import { readCsv } from '../../../platform/csv.ts'

/** The older system's own case, its times brought from its zone to instants. */
export interface PastRow {
  readonly line: number
  readonly sourceId: string
  readonly openedAt: Temporal.Instant
  /** Its own deadline; null where its type had none. */
  readonly targetAt: Temporal.Instant | null
  /** Null: still open there. */
  readonly closedAt: Temporal.Instant | null
  /** Its own verdict. */
  readonly onTime: boolean | null
  readonly category: string
  readonly type: string
  readonly neighbourhood: string
  /** Every other column with a value, kept as it stands. */
  readonly facts: Readonly<Record<string, string>>
}

export interface Finding {
  readonly line: number
  /** Null: the row as a whole. */
  readonly column: string | null
  readonly code: 'not-csv' | 'field-count' | 'required' | 'too-long' | 'control-character' | 'not-a-time' | 'no-such-time' | 'in-the-future' | 'unknown-word' | 'twice' | 'closed-without-time' | 'open-with-time' | 'not-a-coordinate'
}

/** Imported as it stands, and named: an older system's own inconsistency. */
export interface Oddity {
  readonly line: number
  readonly sourceId: string
  readonly code: 'closed-before-opened' | 'closed-without-verdict' | 'ambiguous-time'
}

export interface PastFile {
  /** Columns that must be there and are not: nothing else was read. */
  readonly missing: readonly string[]
  /** Records below the head. */
  readonly records: number
  readonly rows: readonly PastRow[]
  readonly findings: readonly Finding[]
  readonly oddities: readonly Oddity[]
}

const REQUIRED = ['case_id', 'opened_at', 'target_at', 'closed_at', 'on_time', 'status', 'category', 'type'] as const
/** What a case's own fields take in; the other columns become its facts. */
const TAKEN: readonly string[] = ['case_id', 'opened_at', 'target_at', 'closed_at', 'on_time', 'status', 'category', 'type', 'neighborhood']
const MOST_CHARACTERS = 200
const MOST_ID_CHARACTERS = 64
const VERDICTS: Readonly<Record<string, boolean | null>> = { ONTIME: true, OVERDUE: false, '': null }
const STATUSES: readonly string[] = ['Open', 'Closed']
const TIME = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?$/
const CONTROL = /\p{Cc}/u

/** @param zone of the times in the file, which name none */
export function readPastFile(csv: string, { zone, now }: { readonly zone: string; readonly now: Temporal.Instant }): PastFile {
  const [head, ...records] = readCsv(csv)
  const columns = head?.fields ?? []
  const missing = REQUIRED.filter((column) => !columns.includes(column))
  if (missing.length > 0) return { missing, records: records.length, rows: [], findings: [], oddities: [] }
  const rows: PastRow[] = []
  const findings: Finding[] = []
  const oddities: Oddity[] = []
  const seen = new Set<string>()
  for (const { line, fields } of records) {
    if (fields === null || fields.length !== columns.length) {
      findings.push({ line, column: null, code: fields === null ? 'not-csv' : 'field-count' })
      continue
    }
    const row = new RowReader(line, Object.fromEntries(columns.map((column, index) => [column, (fields[index] ?? '').trim()])), { zone, now })
    const read = row.read()
    if (seen.has(read.sourceId)) row.wrong('case_id', 'twice')
    seen.add(read.sourceId)
    findings.push(...row.findings)
    if (row.findings.length > 0 || read.openedAt === null) continue
    rows.push({ ...read, openedAt: read.openedAt })
    oddities.push(...odditiesOf({ ...read, openedAt: read.openedAt }, row.isAmbiguous))
  }
  return { missing: [], records: records.length, rows, findings, oddities }
}

function odditiesOf({ line, sourceId, openedAt, closedAt, onTime }: PastRow, isAmbiguous: boolean): Oddity[] {
  const found: Oddity[] = []
  if (closedAt !== null && Temporal.Instant.compare(closedAt, openedAt) < 0) found.push({ line, sourceId, code: 'closed-before-opened' })
  if (closedAt !== null && onTime === null) found.push({ line, sourceId, code: 'closed-without-verdict' })
  if (isAmbiguous) found.push({ line, sourceId, code: 'ambiguous-time' })
  return found
}

/** One row: collects what is wrong with it. */
class RowReader {
  readonly findings: Finding[] = []
  /** A time of the hour that is passed twice when clocks go back: taken as the earlier. */
  isAmbiguous = false
  readonly #line: number
  readonly #values: Readonly<Record<string, string>>
  readonly #zone: string
  readonly #now: Temporal.Instant

  constructor(line: number, values: Readonly<Record<string, string>>, { zone, now }: { readonly zone: string; readonly now: Temporal.Instant }) {
    this.#line = line
    this.#values = values
    this.#zone = zone
    this.#now = now
  }

  wrong(column: string, code: Finding['code']): void {
    this.findings.push({ line: this.#line, column, code })
  }

  read(): Omit<PastRow, 'openedAt'> & { readonly openedAt: Temporal.Instant | null } {
    for (const [column, value] of Object.entries(this.#values)) {
      if (CONTROL.test(value)) this.wrong(column, 'control-character')
      if (value.length > (column === 'case_id' ? MOST_ID_CHARACTERS : MOST_CHARACTERS)) this.wrong(column, 'too-long')
    }
    const sourceId = this.#needed('case_id')
    const openedAt = this.#needed('opened_at') === '' ? null : this.#past('opened_at')
    const closedAt = this.#past('closed_at')
    const verdict = VERDICTS[this.#value('on_time')]
    if (verdict === undefined) this.wrong('on_time', 'unknown-word')
    this.#status()
    for (const [column, most] of [['latitude', 90], ['longitude', 180]] as const) {
      const value = this.#value(column)
      if (value !== '' && !(/^-?\d+(\.\d+)?$/.test(value) && Math.abs(Number(value)) <= most)) this.wrong(column, 'not-a-coordinate')
    }
    return {
      line: this.#line,
      sourceId,
      openedAt,
      targetAt: this.#time('target_at'),
      closedAt,
      onTime: verdict ?? null,
      category: this.#value('category'),
      type: this.#needed('type'),
      neighbourhood: this.#value('neighborhood'),
      facts: Object.fromEntries(Object.entries(this.#values).filter(([column, value]) => value !== '' && !TAKEN.includes(column))),
    }
  }

  #value(column: string): string {
    return this.#values[column] ?? ''
  }

  #needed(column: string): string {
    const value = this.#value(column)
    if (value === '') this.wrong(column, 'required')
    return value
  }

  #status(): void {
    const status = this.#value('status')
    const isClosed = this.#value('closed_at') !== ''
    if (!STATUSES.includes(status)) this.wrong('status', 'unknown-word')
    else if ((status === 'Closed') !== isClosed) this.wrong('closed_at', isClosed ? 'open-with-time' : 'closed-without-time')
  }

  #past(column: string): Temporal.Instant | null {
    const at = this.#time(column)
    if (at !== null && Temporal.Instant.compare(at, this.#now) > 0) this.wrong(column, 'in-the-future')
    return at
  }

  #time(column: string): Temporal.Instant | null {
    const text = this.#value(column)
    if (text === '') return null
    const local = TIME.test(text) ? plainTime(text) : null
    if (local === null) {
      this.wrong(column, 'not-a-time')
      return null
    }
    const at = local.toZonedDateTime(this.#zone, { disambiguation: 'earlier' })
    if (!at.toPlainDateTime().equals(local)) {
      this.wrong(column, 'no-such-time')
      return null
    }
    if (!at.equals(local.toZonedDateTime(this.#zone, { disambiguation: 'later' }))) this.isAmbiguous = true
    return at.toInstant()
  }
}

function plainTime(text: string): Temporal.PlainDateTime | null {
  try {
    return Temporal.PlainDateTime.from(text.replace(' ', 'T'), { overflow: 'reject' })
  } catch {
    return null
  }
}

/** Which of our categories a foreign one is: by category and type, else by category alone. */
export interface CategoryMap {
  readonly of: (row: Pick<PastRow, 'category' | 'type'>) => string
  /** Every code that it names. */
  readonly codes: readonly string[]
}

/** What nobody mapped is looked at as any other. */
const OTHER = 'L-OTHER'

const mapKey = (category: string, type: string): string => JSON.stringify([category, type])

/** A CSV file with the columns category, type (may be empty: every type) and code; answers with the wrong lines. */
export function readCategoryMap(csv: string): { readonly map: CategoryMap; readonly wrongLines: readonly number[] } {
  const [head, ...records] = readCsv(csv)
  const columns = head?.fields ?? []
  const at = ['category', 'type', 'code'].map((column) => columns.indexOf(column))
  const codes = new Map<string, string>()
  const wrongLines = at.includes(-1) ? [1] : []
  if (wrongLines.length === 0) {
    for (const { line, fields } of records) {
      const [category = '', type = '', code = ''] = at.map((index) => fields?.[index]?.trim() ?? '')
      const key = mapKey(category, type)
      if (fields === null || category === '' || code === '' || codes.has(key)) wrongLines.push(line)
      else codes.set(key, code)
    }
  }
  return { map: { of: ({ category, type }) => codes.get(mapKey(category, type)) ?? codes.get(mapKey(category, '')) ?? OTHER, codes: [...new Set([...codes.values(), OTHER])] }, wrongLines }
}

export const NO_MAP: CategoryMap = { of: () => OTHER, codes: [OTHER] }
