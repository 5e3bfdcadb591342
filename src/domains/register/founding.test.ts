import { expect, test } from 'vitest'
import { readDivisions } from './founding.ts'

const CITY = { code: '430500', name: '邵阳市' }
const csv = (...lines: string[]) => ['code,name,level,parent_code', ...lines].join('\r\n')

test('divisions come parents first, whatever the order of the file', () => {
  const read = readDivisions(CITY, csv('430502001001,兴隆社区,community,430502001', '430502001,兴隆街道,street,430502', '430502,双清区,district,430500'))
  expect(read.ok && read.value.map(({ name, kind }) => [name, kind])).toEqual([
    ['邵阳市', 'city'],
    ['双清区', 'district'],
    ['兴隆街道', 'street'],
    ['兴隆社区', 'office'],
  ])
})

test('what is wrong is said by its line or code', () => {
  expect(readDivisions(CITY, 'name,code\n双清区,430502')).toEqual({ ok: false, refusal: 'bad-columns' })
  expect(readDivisions(CITY, csv('430502,双清区,district,430500', '43050,短了,street,430502'))).toEqual({ ok: false, refusal: 'bad-row', values: { line: 3 } })
  expect(readDivisions(CITY, csv('430502,双清区,district,430500', '430502,又一个,district,430500'))).toEqual({ ok: false, refusal: 'twice', values: { code: '430502' } })
  expect(readDivisions(CITY, csv('430502001,兴隆街道,street,430502'))).toMatchObject({ ok: false, refusal: 'no-parent' })
  // A community under a district would have no street to climb to.
  expect(readDivisions(CITY, csv('430502,双清区,district,430500', '430502001001,兴隆社区,community,430502'))).toMatchObject({ ok: false, refusal: 'no-parent' })
})
