/**
 * Tables as files for spreadsheets: CSV and XLSX, written page by page in little memory. XLSX is ECMA-376 in a ZIP, written by hand since a
 * library would want all cells at once.
 *
 * No cell is ever a formula. XLSX cells carry their type; in CSV, where a program guesses it, text that it could take for a formula gets an
 * apostrophe in front (OWASP, CSV injection).
 */
import { Readable, pipeline } from 'node:stream'
import { crc32, createDeflateRaw } from 'node:zlib'
import type { SHEET_FORMATS } from './contract.ts'
import { ZONE } from './zone.ts'

/** `moment`: an instant, shown in the platform's zone; `day`: YYYY-MM-DD. */
export type CellKind = 'text' | 'number' | 'moment' | 'day'
export type Cell = string | number | null

export interface SheetColumn {
  readonly head: string
  readonly kind: CellKind
  /** In characters. */
  readonly width: number
}

export interface Sheet {
  readonly name: string
  /** What it is, who took it when, by which filters: one line each above the heads. */
  readonly notes: readonly string[]
  /** Stands on each printed page. */
  readonly mark: string
  readonly columns: readonly SheetColumn[]
  readonly pages: AsyncIterable<readonly (readonly Cell[])[]>
}

interface SheetFormat {
  readonly mediaType: string
  write(sheet: Sheet): AsyncIterable<Uint8Array>
}

export type SheetFormatName = (typeof SHEET_FORMATS)[number]

const wallTime = (instant: string): Temporal.PlainDateTime => Temporal.Instant.from(instant).toZonedDateTimeISO(ZONE).toPlainDateTime()

// CSV (RFC 4180), with the mark by which Excel knows UTF-8.

const BYTE_ORDER_MARK = '\ufeff'
/** What a spreadsheet could take for a formula, full-width forms included; also behind blanks, which some drop. */
const FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u

const quoted = (text: string): string => `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`

function csvCell(value: Cell, kind: CellKind): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  if (kind === 'moment') return wallTime(value).toString({ smallestUnit: 'second' }).replace('T', ' ')
  return kind === 'day' ? value : quoted(value)
}

async function* writeCsv({ notes, columns, pages }: Sheet): AsyncIterable<Uint8Array> {
  const line = (cells: readonly string[]) => `${cells.join(',')}\r\n`
  yield Buffer.from(BYTE_ORDER_MARK + notes.map((note) => line([quoted(note)])).join('') + line(columns.map(({ head }) => quoted(head))))
  for await (const rows of pages) yield Buffer.from(rows.map((row) => line(row.map((value, index) => csvCell(value, columns[index]?.kind ?? 'text')))).join(''))
}

// XLSX: one sheet with inline strings, so that nothing has to be known of all rows at once.

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
/** By their place in `cellXfs` below. A quoted text stays one when somebody edits the cell. */
const STYLE = { number: 0, text: 1, bold: 2, moment: 3, day: 4, quoted: 5 } as const
const MOST_CHARACTERS_A_CELL = 32_767
const MOST_CHARACTERS_A_SHEET_NAME = 31
const MOST_CHARACTERS_A_HEADER = 250

// oxlint-disable-next-line no-control-regex -- XML cannot hold these
const NOT_IN_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const xml = (text: string): string => text.toWellFormed().replaceAll(NOT_IN_XML, '').replaceAll(/[&<>"]/g, (character) => ENTITIES[character] ?? '')
/** `_x000D_` in a cell means a character, which XML would otherwise lose; somebody's own words stay as they are. */
const cellText = (text: string): string => xml(text.slice(0, MOST_CHARACTERS_A_CELL).replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')).replaceAll('\r', '_x000D_')

/** Days since the 30th of December 1899, as spreadsheets count. */
const DAY_ms = 86_400_000
const EPOCH_days = 25_569
const serial = (at: Temporal.PlainDateTime): number => at.toZonedDateTime('UTC').epochMilliseconds / DAY_ms + EPOCH_days

/** What a cell holds, without its place. */
interface Content {
  readonly style: number
  readonly inside: string
  readonly isText: boolean
}

const textOf = (text: string, style: number = FORMULA.test(text) ? STYLE.quoted : STYLE.text): Content => ({ style, isText: true, inside: `<is><t xml:space="preserve">${cellText(text)}</t></is>` })
const numberOf = (value: number, style: number): Content => ({ style, isText: false, inside: `<v>${value}</v>` })

function contentOf(value: Cell, kind: CellKind): Content | null {
  if (value === null) return null
  if (typeof value === 'number') return numberOf(value, STYLE.number)
  if (kind === 'moment') return numberOf(serial(wallTime(value)), STYLE.moment)
  return kind === 'day' ? numberOf(serial(Temporal.PlainDate.from(value).toPlainDateTime()), STYLE.day) : textOf(value)
}

/** A to Z, AA to ZZ, … */
const letters = (column: number): string => (column < 26 ? '' : letters(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26))

const rowXml = (no: number, cells: readonly (Content | null)[]): string =>
  `<row r="${no}">${cells.map((cell, column) => (cell === null ? '' : `<c r="${letters(column)}${no}" s="${cell.style}"${cell.isText ? ' t="inlineStr"' : ''}>${cell.inside}</c>`)).join('')}</row>`

async function* sheetXml({ notes, mark, columns, pages }: Sheet): AsyncIterable<string> {
  const fixed = notes.length + 1
  let no = fixed
  yield `${HEAD}<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0"><pane ySplit="${fixed}" topLeftCell="A${fixed + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${columns
    .map(({ width }, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`)
    .join('')}</cols><sheetData>${notes.map((note, index) => rowXml(index + 1, [textOf(note)])).join('')}${rowXml(fixed, columns.map(({ head }) => textOf(head, STYLE.bold)))}`
  for await (const rows of pages) yield rows.map((cells) => rowXml(++no, cells.map((value, index) => contentOf(value, columns[index]?.kind ?? 'text')))).join('')
  // & begins a command there.
  const printed = xml(mark.slice(0, MOST_CHARACTERS_A_HEADER).replaceAll('&', '&&'))
  yield `</sheetData><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/><headerFooter><oddHeader>&amp;C${printed}</oddHeader><oddFooter>&amp;C&amp;P / &amp;N</oddFooter></headerFooter></worksheet>`
}

const styles = `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="2"><font><sz val="11"/></font><font><b/><sz val="11"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="6"><xf/><xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="165" applyNumberFormat="1"/><xf numFmtId="49" applyNumberFormat="1" quotePrefix="1"/></cellXfs></styleSheet>`

const sheetName = (name: string): string => xml(name.replaceAll(/[\\/?*[\]:']/g, ' ').slice(0, MOST_CHARACTERS_A_SHEET_NAME))

const fixedParts = (name: string): Readonly<Record<string, string>> => ({
  '[Content_Types].xml': `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`,
  '_rels/.rels': `${HEAD}<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${sheetName(name)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `${HEAD}<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
  'xl/styles.xml': styles,
})

async function* writeXlsx(sheet: Sheet): AsyncIterable<Uint8Array> {
  yield* zip([...Object.entries(fixedParts(sheet.name)).map(([name, text]) => ({ name, content: [text] })), { name: 'xl/worksheets/sheet1.xml', content: sheetXml(sheet) }])
}

// ZIP (APPNOTE 6.3): each entry's sizes follow it, since they are not known before.

interface Entry {
  readonly name: string
  readonly content: AsyncIterable<string> | Iterable<string>
}

const LOCAL = 0x04034b50
const DESCRIPTOR = 0x08074b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
const VERSION = 20
/** Sizes follow; names are UTF-8. */
const FLAGS = 0x0808
const DEFLATED = 8
/** The 1st of January 1980: the format has no other way to say nothing. */
const NO_DATE = 0x0021

const u16 = (...values: readonly number[]): Buffer => Buffer.from(Uint16Array.from(values).buffer)
const u32 = (...values: readonly number[]): Buffer => Buffer.from(Uint32Array.from(values).buffer)

async function* zip(entries: readonly Entry[]): AsyncIterable<Uint8Array> {
  const central: Buffer[] = []
  let at = 0
  for (const { name, content } of entries) {
    const named = Buffer.from(name)
    const begins = at
    const head = Buffer.concat([u32(LOCAL), u16(VERSION, FLAGS, DEFLATED, 0, NO_DATE), u32(0, 0, 0), u16(named.length, 0), named])
    yield head
    const sum = { crc: 0, plain: 0, packed: 0 }
    for await (const part of deflated(content, sum)) {
      sum.packed += part.length
      yield part
    }
    const sizes = u32(sum.crc, sum.packed, sum.plain)
    yield Buffer.concat([u32(DESCRIPTOR), sizes])
    at += head.length + sum.packed + 16
    central.push(Buffer.concat([u32(CENTRAL), u16(VERSION, VERSION, FLAGS, DEFLATED, 0, NO_DATE), sizes, u16(named.length, 0, 0, 0, 0), u32(0, begins), named]))
  }
  const listed = Buffer.concat(central)
  yield Buffer.concat([listed, u32(END), u16(0, 0, entries.length, entries.length), u32(listed.length, at), u16(0)])
}

async function* deflated(content: Entry['content'], sum: { crc: number; plain: number }): AsyncIterable<Buffer> {
  const plain = async function* () {
    for await (const text of content) {
      const bytes = Buffer.from(text)
      sum.crc = crc32(bytes, sum.crc)
      sum.plain += bytes.length
      yield bytes
    }
  }
  const deflate = createDeflateRaw()
  // What goes wrong in `content` ends `deflate` with the same error, and so the loop below.
  pipeline(Readable.from(plain()), deflate, () => {})
  for await (const part of deflate) yield part as Buffer
}

export const sheetFormats: Readonly<Record<SheetFormatName, SheetFormat>> = {
  xlsx: { mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', write: writeXlsx },
  csv: { mediaType: 'text/csv; charset=utf-8', write: writeCsv },
}
