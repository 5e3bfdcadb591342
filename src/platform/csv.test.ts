import { expect, test } from 'vitest'
import { readCsv } from './csv.ts'

const read = (csv: string) => [...readCsv(csv)].map(({ line, fields }) => [line, fields])

test('fields, quotes, commas and line ends within quotes; each record knows its line', () => {
  expect(read('\uFEFFa,b\r\n"1,5","说""好"""\n\n"两\n行",\nlast,')).toEqual([
    [1, ['a', 'b']],
    [2, ['1,5', '说"好"']],
    [4, ['两\n行', '']],
    [6, ['last', '']],
  ])
})

test('what is no CSV ends the reading, with its line', () => {
  expect(read('a,b\n1,"open\n2,3')).toEqual([[1, ['a', 'b']], [2, null]])
  expect(read('a\n1"2\nb')).toEqual([[1, ['a']], [2, null]])
  expect(read('')).toEqual([])
})
