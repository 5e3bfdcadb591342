import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '..')

/** A small house that keeps every rule. */
const LAWFUL: Record<string, string> = {
  'src/app.ts': `import { routes as requests } from './domains/requests/routes.ts'
import { routes as register } from './domains/register/routes.ts'
export const domains: readonly unknown[] = [register, requests]`,
  'src/platform/database.ts': `import { Kysely } from 'kysely'
import pg from 'pg'
export interface Tx { readonly tx: true }
export const open = () => [Kysely, pg]`,
  'src/platform/contract.ts': `import { z } from 'zod'
export const contract = () => z`,
  'src/platform/problem.ts': `export const refuse = () => false`,
  'src/domains/register/contract.ts': `import { contract } from '../../platform/contract.ts'
export const register = contract()
export type RegisterApi = typeof register`,
  'src/domains/register/public.ts': `export type { RegisterApi } from './contract.ts'
export { find } from './store.ts'`,
  'src/domains/register/store.ts': `import { sql } from 'kysely'
import type { Tx } from '../../platform/database.ts'
export const find = (tx: Tx) => [tx, sql]`,
  'src/domains/register/rules.ts': `import type { Tx } from '../../platform/database.ts'
import { refuse } from '../../platform/problem.ts'
export const rule = (_: Tx) => refuse()`,
  'src/domains/register/routes.ts': `import { register } from './contract.ts'
import { rule } from './rules.ts'
import { find } from './store.ts'
export const routes = [register, rule, find]`,
  'src/domains/requests/contract.ts': `import { contract } from '../../platform/contract.ts'
export const requests = contract()`,
  'src/domains/requests/routes.ts': `import type { Kysely } from 'kysely'
import { find } from '../register/public.ts'
export const routes = (db: Kysely<unknown>) => [find, db]`,
  'src/domains/requests/pages/queue.tsx': `import { useState } from 'react'
import type { requests } from '../contract.ts'
import type { RegisterApi } from '../../register/contract.ts'
import { Button } from '../../../web/kit/button.tsx'
export const Queue = (_: { a: typeof requests; b: RegisterApi }) => [useState, Button]`,
  'src/web/kit/button.tsx': `import './button.css'
export const Button = () => null`,
  'src/web/kit/button.css': '',
  'src/web/desk.tsx': `import { Queue } from '../domains/requests/pages/queue.tsx'
export const desk = [Queue]`,
  'test/harness.ts': 'export const harness = 1',
}

/** Files that break one rule each, and what must be said of them. */
const SEEDED: readonly { file: string; text: string; caught: readonly string[] }[] = [
  { file: 'src/platform/a.ts', text: `import { b } from './b.ts'\nexport const a = () => b`, caught: ['no-cycle: src/platform/a.ts → src/platform/b.ts → src/platform/a.ts'] },
  { file: 'src/platform/b.ts', text: `import type { a } from './a.ts'\nexport const b: typeof a = () => null`, caught: [] },
  { file: 'src/platform/lost.ts', text: `export * from './nowhere.ts'`, caught: ['resolvable: src/platform/lost.ts → ./nowhere.ts'] },
  { file: 'src/domains/requests/side-door.ts', text: `export { rule } from '../register/rules.ts'`, caught: ['domain-only-by-public: src/domains/requests/side-door.ts → src/domains/register/rules.ts'] },
  { file: 'src/domains/requests/typed-side-door.ts', text: `import type { RegisterApi } from '../register/contract.ts'\nexport type A = RegisterApi`, caught: ['domain-only-by-public: src/domains/requests/typed-side-door.ts → src/domains/register/contract.ts'] },
  { file: 'src/domains/requests/public.ts', text: 'export interface Case { readonly id: string }', caught: [] },
  { file: 'src/domains/register/upward.ts', text: `export type { Case } from '../requests/public.ts'`, caught: ['register-before-later-domains: src/domains/register/upward.ts → src/domains/requests/public.ts'] },
  { file: 'src/domains/stray/contract.ts', text: `import { contract } from '../../platform/contract.ts'\nexport const stray = contract()`, caught: ['listed-domain: src/domains/stray/contract.ts → src/platform/contract.ts'] },
  { file: 'src/platform/knows.ts', text: `export type { Case } from '../domains/requests/public.ts'`, caught: ['platform-knows-no-domain: src/platform/knows.ts → src/domains/requests/public.ts'] },
  { file: 'src/platform/shows.ts', text: `export { Button } from '../web/kit/button.tsx'`, caught: ['platform-knows-no-domain: src/platform/shows.ts → src/web/kit/button.tsx'] },
  { file: 'src/domains/register/jobs.ts', text: `export { Button } from '../../web/kit/button.tsx'`, caught: ['server-without-screens: src/domains/register/jobs.ts → src/web/kit/button.tsx'] },
  { file: 'src/web/city.tsx', text: `export { rule } from '../domains/register/rules.ts'`, caught: ['shells-import-only-pages: src/web/city.tsx → src/domains/register/rules.ts'] },
  { file: 'src/domains/requests/jobs.ts', text: `export { sql } from 'kysely'`, caught: ['sql-only-in-stores: src/domains/requests/jobs.ts → kysely'] },
  { file: 'src/domains/register/present.ts', text: `import pg from 'pg'\nexport const p = pg`, caught: ['sql-only-in-stores: src/domains/register/present.ts → pg'] },
  { file: 'src/domains/requests/rules.ts', text: `export { createHash } from 'node:crypto'`, caught: ['pure-rules: src/domains/requests/rules.ts → crypto'] },
  { file: 'src/domains/requests/policy.ts', text: `export { open } from '../../platform/database.ts'`, caught: ['', ' → kysely', ' → pg'].map((end) => `pure-rules: src/domains/requests/policy.ts → src/platform/database.ts${end}`) },
  { file: 'src/domains/requests/rules/generic.ts', text: `export const same = <V>(value: V) => value\nexport { readFile } from 'node:fs'`, caught: ['pure-rules: src/domains/requests/rules/generic.ts → fs'] },
  { file: 'src/domains/requests/rules/route.ts', text: `import { z } from 'zod'\nexport const r = z`, caught: ['pure-rules: src/domains/requests/rules/route.ts → zod'] },
  { file: 'src/domains/requests/contract.photos.ts', text: `export { readFile } from 'node:fs/promises'`, caught: ['pure-contract: src/domains/requests/contract.photos.ts → fs/promises'] },
  { file: 'src/domains/requests/pages/deep.tsx', text: `export { find } from '../../register/public.ts'`, caught: ['pages-only-by-contract: src/domains/requests/pages/deep.tsx → src/domains/register/public.ts', 'browser-without-server: src/domains/requests/pages/deep.tsx → src/domains/register/public.ts → src/domains/register/store.ts', 'browser-without-server: src/domains/requests/pages/deep.tsx → src/domains/register/public.ts → src/domains/register/store.ts → kysely'] },
  { file: 'src/domains/requests/pages/heavy.tsx', text: `export { requests } from '../contract.ts'`, caught: ['browser-without-server: src/domains/requests/pages/heavy.tsx → src/domains/requests/contract.ts → src/platform/contract.ts → zod'] },
  { file: 'src/web/process.ts', text: `export { cwd } from 'node:process'`, caught: ['browser-without-server: src/web/process.ts → process'] },
  { file: 'src/platform/tested.ts', text: `export { harness } from '../../test/harness.ts'`, caught: ['nothing-in-src-needs-tests: src/platform/tested.ts → test/harness.ts'] },
  { file: 'bench/submit.ts', text: 'export const submit = 1', caught: [] },
  { file: 'src/platform/benched.ts', text: `export { submit } from '../../bench/submit.ts'`, caught: ['bench-only-from-main: src/platform/benched.ts → bench/submit.ts'] },
]

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lifang-boundaries-'))
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
})
afterAll(() => rm(folder, { recursive: true }))

async function violations(files: Record<string, string>): Promise<string[]> {
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await writeFile(join(folder, file), text)
  }
  const ran = await promisify(execFile)(process.execPath, [join(ROOT, 'test/boundaries.ts')], { cwd: folder }).catch((error: { stdout: string }) => error)
  return ran.stdout.split('\n').filter((line) => line.includes(': '))
}

/** Packages are named as written, wherever they are installed. */
const shorten = (line: string) => line.replaceAll(/[^ ]*node_modules\/([^/ ]+)\/[^ ]*/g, '$1')

test('a lawful tree passes', async () => {
  expect(await violations(LAWFUL)).toEqual([])
})

test('each seeded violation is caught, and nothing else', async () => {
  const found = await violations({ ...LAWFUL, ...Object.fromEntries(SEEDED.map(({ file, text }) => [file, text])) })
  expect(found.map(shorten).toSorted()).toEqual(SEEDED.flatMap((seed) => seed.caught).toSorted())
})

test('a tree without files does not pass', async () => {
  const empty = await mkdtemp(join(tmpdir(), 'lifang-empty-'))
  await mkdir(join(empty, 'src'))
  const ran = promisify(execFile)(process.execPath, [join(ROOT, 'test/boundaries.ts')], { cwd: empty })
  await expect(ran).rejects.toMatchObject({ code: 1 })
  await rm(empty, { recursive: true })
})
