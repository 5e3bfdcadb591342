import type { TestProject } from 'vitest/node'
import { chosenPostgres, startTestPostgres } from './postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Connection URLs with `DATABASE` for the name of one. */
    readonly postgres: { readonly owner: string; readonly superuser: string }
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestPostgres(chosenPostgres())
  project.provide('postgres', { owner: server.url('owner', 'DATABASE'), superuser: server.url('superuser', 'DATABASE') })
  return () => server.stop()
}
