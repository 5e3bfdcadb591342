import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

test('every component in every state is clean to axe and no wider than its screen', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [join(import.meta.dirname, '../gallery.ts')]).catch((error: unknown) => error as { stdout: string })
  expect(stdout.trim().split('\n')).toEqual(['gallery: clean'])
}, 300_000)
