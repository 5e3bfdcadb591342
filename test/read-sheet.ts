/** Reads what was exported, as programs for spreadsheets do: ZIP by its directory with its checksums, cells by type and style, CSV by RFC 4180. */
import { crc32, inflateRawSync } from 'node:zlib'

export interface ReadCell {
  readonly value: string | number
  /** As its style shows it. */
  readonly kind: 'text' | 'quoted' | 'number' | 'moment' | 'day'
}

/** @throws when the archive is damaged. */
export function unzip(file: Buffer): ReadonlyMap<string, string> {
  const end = file.lastIndexOf(Buffer.from('PK\u0005\u0006'))
  const count = file.readUInt16LE(end + 10)
  let at = file.readUInt32LE(end + 16)
  const parts = new Map<string, string>()
  for (let entry = 0; entry < count; entry++) {
    if (file.readUInt32LE(at) !== 0x02014b50) throw new Error('not an entry of the directory')
    const [crc, packed, size] = [file.readUInt32LE(at + 16), file.readUInt32LE(at + 20), file.readUInt32LE(at + 24)]
    const nameLength = file.readUInt16LE(at + 28)
    const name = file.toString('utf8', at + 46, at + 46 + nameLength)
    const local = file.readUInt32LE(at + 42)
    const begins = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28)
    const content = inflateRawSync(file.subarray(begins, begins + packed))
    if (file.readUInt32LE(local) !== 0x04034b50 || content.length !== size || crc32(content) !== crc) throw new Error(`${name} is damaged`)
    parts.set(name, content.toString('utf8'))
    at += 46 + nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32)
  }
  return parts
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' }
const plain = (xml: string): string =>
  xml.replaceAll(/\r\n?/g, '\n').replaceAll(/&(\w+);/g, (_, name: string) => ENTITIES[name] ?? '?').replaceAll(/_x([0-9A-F]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))

export function readXlsx(file: Buffer): readonly (readonly (ReadCell | null)[])[] {
  const parts = unzip(file)
  const sheet = parts.get('xl/worksheets/sheet1.xml') ?? ''
  if (/<f[ >]/u.test(sheet)) throw new Error('a formula')
  const formats = new Map(Array.from((parts.get('xl/styles.xml') ?? '').matchAll(/<numFmt numFmtId="(\d+)" formatCode="([^"]+)"/g), ([, id = '', code = '']) => [id, code]))
  const [, cellXfs = ''] = /<cellXfs[^>]*>(.*)<\/cellXfs>/u.exec(parts.get('xl/styles.xml') ?? '') ?? []
  const kinds = Array.from(cellXfs.matchAll(/<xf([^>]*)\/>/g), ([, attributes = '']): ReadCell['kind'] => {
    const [, id = ''] = /numFmtId="(\d+)"/u.exec(attributes) ?? []
    if (attributes.includes('quotePrefix="1"')) return 'quoted'
    if (id === '49') return 'text'
    return formats.get(id)?.includes('hh') ? 'moment' : formats.has(id) ? 'day' : 'number'
  })
  return Array.from(sheet.matchAll(/<row r="(\d+)">(.*?)<\/row>/gsu), ([, , cells = ''], index) => {
    const row: (ReadCell | null)[] = []
    for (const [, column = '', no, style = '0', type, inside = ''] of cells.matchAll(/<c r="([A-Z]+)(\d+)" s="(\d+)"( t="inlineStr")?>(.*?)<\/c>/gsu)) {
      if (Number(no) !== index + 1) throw new Error(`cell ${column}${no} in row ${index + 1}`)
      const at = Array.from(column).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
      while (row.length < at) row.push(null)
      const [, text = ''] = /<t xml:space="preserve">(.*)<\/t>/su.exec(inside) ?? []
      const [, value = ''] = /<v>(.*)<\/v>/u.exec(inside) ?? []
      row.push({ kind: kinds[Number(style)] ?? 'number', value: type === undefined ? Number(value) : plain(text) })
    }
    return row
  })
}

export function readCsv(file: Buffer): readonly (readonly string[])[] {
  const text = file.toString('utf8')
  if (!text.startsWith('\ufeff')) throw new Error('Excel would not know that this is UTF-8')
  const rows: string[][] = []
  let row: string[] = []
  for (const [, quoted, bare, end] of text.slice(1).matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy)) {
    row.push(quoted === undefined ? (bare ?? '') : quoted.replaceAll('""', '"'))
    if (end === ',') continue
    rows.push(row)
    row = []
  }
  return rows
}
