import type { Database } from './database.ts'
import type { Keys } from './keys.ts'
import type { Live } from './live.ts'
import type { DemoSetting } from './settings.ts'
import type { Clock } from './time.ts'

/** What a domain's routes and jobs are given when the program starts. */
export interface Services {
  readonly database: Database
  readonly keys: Keys
  readonly live: Live
  readonly clock: Clock
  readonly demo: DemoSetting | null
  readonly dataDirectory: string
}
