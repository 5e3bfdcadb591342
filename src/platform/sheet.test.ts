import { expect, test } from 'vitest'
import { readCsv, readXlsx, unzip } from '../../test/read-sheet.ts'
import { sheetFormats, type Cell, type Sheet, type SheetFormatName } from './sheet.ts'

const COLUMNS = [
  { head: '事由', kind: 'text', width: 20 },
  { head: '件数', kind: 'number', width: 8 },
  { head: '报事时间', kind: 'moment', width: 16 },
  { head: '生效日', kind: 'day', width: 12 },
] as const

async function written(format: SheetFormatName, rows: readonly (readonly Cell[])[], more: Partial<Sheet> = {}): Promise<Buffer> {
  const pages = async function* () {
    for (let from = 0; from < rows.length; from += 2) yield rows.slice(from, from + 2)
  }
  const parts: Uint8Array[] = []
  for await (const part of sheetFormats[format].write({ name: '待办', notes: ['里坊'], mark: '周敏 & 演示数据', columns: COLUMNS, pages: pages(), ...more })) parts.push(part)
  return Buffer.concat(parts)
}

const FORMULAS = ['=1+1', '=cmd|\' /C calc\'!A0', '+86 154', '-2+3', '@SUM(A1)', '\t=1', '\r=1', '\n=1', ' =1+1', '＝1+1', '＋1', '－1', '＠x', '\u00a0=1']

test.for(FORMULAS)('%j is a text in both formats, and stays one when the cell is edited', async (words) => {
  const [, , [cell] = []] = readXlsx(await written('xlsx', [[words, 1, null, null]]))
  expect(cell).toEqual({ value: words, kind: 'quoted' })
  const [, , [value] = []] = readCsv(await written('csv', [[words, 1, null, null]]))
  expect(value).toBe(`'${words}`)
})

test('other words stay as they are, with all that XML and CSV could misread', async () => {
  const words = ['楼道灯不亮', '3栋"东"单元,201', '两行\r\n第二行', '<b>&amp;</b>', '_x0041_', "'已有撇号", '🏠']
  const xlsx = readXlsx(await written('xlsx', words.map((word) => [word, null, null, null])))
  expect(xlsx.slice(2).map(([cell]) => cell)).toEqual(words.map((value) => ({ value, kind: 'text' })))
  const csv = readCsv(await written('csv', words.map((word) => [word, null, null, null])))
  expect(csv.slice(2).map(([cell]) => cell)).toEqual(words)
})

test('numbers are numbers, also below nothing; dates are dates in the city’s own time', async () => {
  const rows: readonly Cell[][] = [['甲', -3.5, '2026-03-17T16:30:00Z', '2026-03-18']]
  const [, , cells] = readXlsx(await written('xlsx', rows))
  // 46,099 days after the 30th of December 1899, half past midnight.
  expect(cells?.slice(1)).toEqual([{ value: -3.5, kind: 'number' }, { value: expect.closeTo(46_099 + 0.5 / 24, 9) as number, kind: 'moment' }, { value: 46_099, kind: 'day' }])
  expect(readCsv(await written('csv', rows)).at(-1)).toEqual(['甲', '-3.5', '2026-03-18 00:30:00', '2026-03-18'])
})

test('what XML cannot hold is left out, and a cell never grows beyond what Excel takes', async () => {
  const [, , [cell] = []] = readXlsx(await written('xlsx', [[`a\u0000\u001bb\ud800${'字'.repeat(40_000)}`, null, null, null]]))
  expect(cell?.value).toMatch(/^ab\ufffd字+$/u)
  expect(String(cell?.value).length).toBeLessThanOrEqual(32_767)
})

test('every printed page says who took it, and a name of a sheet is one that Excel opens', async () => {
  const parts = unzip(await written('xlsx', [], { name: '待办/范围内: [全市]?' }))
  expect(parts.get('xl/worksheets/sheet1.xml')).toContain('<oddHeader>&amp;C周敏 &amp;&amp; 演示数据</oddHeader>')
  expect(parts.get('xl/workbook.xml')).toContain('<sheet name="待办 范围内   全市  "')
})

test('a reading that fails fails the export, instead of ending it early', async () => {
  const failing = async function* () {
    yield [['甲', 1, null, null]]
    throw new Error('gone')
  }
  for (const format of ['xlsx', 'csv'] as const) await expect(written(format, [], { pages: failing() })).rejects.toThrow('gone')
})

test('more columns than the alphabet has letters', async () => {
  const columns = Array.from({ length: 30 }, (_, index) => ({ head: `列${index}`, kind: 'number' as const, width: 8 }))
  const rows = [columns.map((_, index) => index)]
  const read = readXlsx(await written('xlsx', rows, { columns }))
  expect(read.at(-1)?.map((cell) => cell?.value)).toEqual(rows[0])
})
