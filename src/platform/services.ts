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

/** How messages leave the house. */
export interface Outside {
  /** Where people reach the platform, for links; without a slash at the end. */
  readonly publicUrl: string
  /** Null where the operator has set up no mail server. */
  readonly mail: MailServer | null
  /** Hosts of the push services (RFC 8030) that browsers may name; `*.` in front for all below. We call no others. */
  readonly pushServices: readonly string[]
}

export interface MailServer {
  /** smtps://user:password@host:465, or smtp:// with STARTTLS. */
  readonly url: string
  /** `Name <address>` */
  readonly from: string
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
  readonly outside: Outside
  /** Left out where the operator has set up no gateway: then nobody logs in by phone, but in the demo. */
  readonly codeSender?: CodeSender
}
