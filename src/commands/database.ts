import { join } from 'node:path'
import type { Configuration } from '../configuration.ts'
import { startEmbeddedPostgres, type PostgresStep } from '../platform/embedded-postgres.ts'

export interface OpenDatabase {
  /** For the role that owns the database and migrates it. */
  readonly url: string
  stop(): Promise<void>
}

const databaseDirectory = (configuration: Configuration): string => join(configuration.dataDirectory, 'postgres')

const STEPS: Readonly<Record<PostgresStep, string | null>> = {
  create: '建立数据库 / Creating the database',
  start: null,
  recover: '上次未正常结束，正在恢复数据库 / The last run ended abruptly: recovering the database',
  wait: '等待占用数据目录的另一个进程 / Waiting for another process that holds the data directory',
  attach: '使用另一个进程已启动的数据库 / Using the database that another process has started',
  restart: '数据库意外停止，重新启动 / The database stopped unexpectedly: starting it again',
}

/** The server of DATABASE_URL, else the embedded one: started here, or attached to where another command runs it. */
export async function openDatabaseServer(configuration: Configuration): Promise<OpenDatabase> {
  if (configuration.databaseUrl !== null) return { url: configuration.databaseUrl, stop: () => Promise.resolve() }
  let shown: string | undefined
  const onProgress = (step: PostgresStep): void => {
    const text = STEPS[step]
    if (text === null || text === shown) return
    console.error(text)
    shown = text
  }
  const postgres = await startEmbeddedPostgres({ directory: databaseDirectory(configuration), onProgress })
  return { url: postgres.url('postgres'), stop: () => postgres.stop() }
}
