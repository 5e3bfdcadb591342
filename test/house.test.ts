import { expect, test } from 'vitest'
import { findHouseViolations } from './house.ts'

const said = (path: string, text: string) => findHouseViolations([{ path, text }])

test("tables('x') stands only in folder x", () => {
  expect(said('src/domains/requests/store.ts', `const at = tables('requests')`)).toEqual([])
  expect(said('src/platform/audit.ts', `const at = tables('audit')`)).toEqual([])
  expect(said('src/domains/overview/store.ts', `\nconst at = tables('requests')`)).toEqual(["src/domains/overview/store.ts:2: tables('requests') belongs in src/domains/requests/"])
  expect(said('src/platform/files.ts', `tables( 'register')`)).toHaveLength(1)
})

test('a suppression carries its reason', () => {
  expect(said('src/a.ts', '// oxlint-disable-next-line no-console -- the only way out before the log is open')).toEqual([])
  expect(said('src/a.ts', `// ${'oxlint'}-disable-next-line no-console`)).toHaveLength(1)
  expect(said('src/a.ts', `/* ${'eslint'}-disable */`)).toHaveLength(1)
})

test('Chinese for people stands in message modules', () => {
  expect(said('src/web/desk.tsx', `// 小区 is a community\nexport const a = <b>{m.queue}</b>`)).toEqual([])
  expect(said('src/domains/requests/pages/messages.zh.ts', `export const zh = {a: '诉求'}`)).toEqual([])
  expect(said('src/web/desk.tsx', `export const a = <b>诉求</b>`)).toHaveLength(1)
  expect(said('src/web/desk.tsx', "export const a = <b title='诉求' \naria-label={`第 $" + "{n} 条`} />")).toHaveLength(2)
  expect(said('src/web/gallery/components.tsx', `export const a = <b>诉求</b>`)).toEqual([])
  expect(said('src/domains/requests/pages/names.ts', `const a = '诉求'`)).toHaveLength(1)
})

test('no machine and no registry is named', () => {
  const registry = ['registry', 'example', 'org'].join('.')
  const folder = ['', 'Users', 'me'].join('/')
  expect(said('README.md', 'see `src/work/x` and https://example.org/root/')).toEqual([])
  expect(said('README.md', `cd ${folder}`)).toHaveLength(1)
  expect(said('README.md', `from ${registry}`)).toHaveLength(1)
  expect(said('.npmrc', 'registry=x')).toHaveLength(1)
  expect(said('package-lock.json', `"${'resolved'}": "https://x"`)).toHaveLength(1)
})

test('ARCHITECTURE.md fits on a page', () => {
  expect(said('ARCHITECTURE.md', 'line\n'.repeat(100))).toEqual([])
  expect(said('ARCHITECTURE.md', 'line\n'.repeat(101))).toHaveLength(1)
})
