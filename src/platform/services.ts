import type { Commands } from './commands.ts'
import type { Database } from './database.ts'
import type { Files } from './files.ts'
import type { Keys } from './keys.ts'
import type { Live } from './live.ts'
import type { DemoSetting } from './settings.ts'
import type { Clock } from './time.ts'

/** How one-time codes reach people. */
export interface CodeSender {
  /** Hands the code over and returns at once: waiting for a gateway would tell known numbers from unknown ones. */
  send(phone: string, code: string): void
}

/** What a domain's routes and jobs are given when the program starts. */
export interface Services {
  readonly database: Database
  readonly commands: Commands
  readonly keys: Keys
  readonly live: Live
  readonly files: Files
  readonly clock: Clock
  readonly demo: DemoSetting | null
  readonly dataDirectory: string
  /** Left out where the operator has set up no gateway: then nobody logs in by phone, but in the demo. */
  readonly codeSender?: CodeSender
}
