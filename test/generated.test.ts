import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { freshDatabase } from './database.ts'
import { generate } from './generate.ts'

/** Run on both PostgreSQL versions, so that both must write the same. */
test('every generated file is what `npm run generate` writes today', async () => {
  const database = await freshDatabase()
  for (const [path, content] of await generate(database.url)) {
    expect(await readFile(join(import.meta.dirname, '..', path), 'utf8'), `${path}: run npm run generate`).toBe(content)
  }
  await database.drop()
})
