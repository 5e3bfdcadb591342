import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

const root = join(import.meta.dirname, '..')
const time = { testTimeout: 30_000, hookTimeout: 60_000 }

export default defineConfig({
  root,
  test: {
    pool: 'forks',
    maxWorkers: 2,
    // On the older server only what speaks to a database is run again.
    ...(process.env['LIFANG_TEST_POSTGRES'] === 'debian' && { related: [join(root, 'test/database.ts')] }),
    projects: [
      {
        test: {
          name: 'tests',
          include: ['src/**/*.test.{ts,tsx}', 'test/*.test.ts', 'demo/**/*.test.ts', 'bench/**/*.test.ts'],
          globalSetup: 'test/global-setup.ts',
          setupFiles: 'test/temporal-equality.ts',
          ...time,
        },
      },
      { test: { name: 'journeys', include: ['test/e2e/*.e2e.ts'], globalSetup: 'test/e2e/city.ts', fileParallelism: false, testTimeout: 120_000, hookTimeout: 180_000 } },
    ],
  },
})
