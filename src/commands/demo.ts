import { parseArgs } from 'node:util'
import { loadDemo } from '../../demo/load.ts'
import type { Configuration } from '../configuration.ts'
import { migrate } from '../platform/migrate.ts'
import { OperatorError } from '../platform/operator-error.ts'
import { civilDate, startOfDay } from '../platform/time.ts'
import { openDatabaseServer } from './database.ts'

/** The communities of Shaoyang that have a property company or should have one. */
const SHAOYANG = 231
const FEWEST = 4
const MOST = 20_000

interface Wanted {
  readonly seed: number
  readonly asOf: string
  readonly communities: number
}

/** Loads the demo city into an empty database. */
export async function run(args: readonly string[], configuration: Configuration): Promise<void> {
  const now = configuration.now ?? Temporal.Now.instant()
  const { seed, asOf, communities } = readArguments(args, civilDate(now))
  if (Temporal.Instant.compare(startOfDay(asOf), now) > 0) {
    throw new OperatorError(`--as-of ${asOf} 还没有到。`, `--as-of ${asOf} lies in the future.`)
  }
  const server = await openDatabaseServer(configuration)
  try {
    await migrate(server.url)
    const started_ms = performance.now()
    const loaded = await loadDemo({
      url: server.url,
      dataDirectory: configuration.dataDirectory,
      key: configuration.key,
      seed,
      asOf,
      communities,
      until: lastFullHour(now),
      onProgress: progress(),
    })
    const seconds = ((performance.now() - started_ms) / 1000).toFixed(1)
    console.error(`演示城市已载入：${loaded.communities} 个小区和院落、${loaded.homes} 户，${seconds} 秒 / Demo city loaded: ${loaded.communities} communities and courtyards, ${loaded.homes} homes, ${seconds} s`)
  } finally {
    await server.stop()
  }
}

/** Two loads within an hour show the same city. */
const lastFullHour = (now: Temporal.Instant): Temporal.Instant => now.round({ smallestUnit: 'hour', roundingMode: 'floor' })

function readArguments(args: readonly string[], today: string): Wanted {
  const { values } = parse(args)
  return {
    seed: wholeNumber('--seed', values.seed, 0, 2 ** 31, 1),
    asOf: values['as-of'] === undefined ? today : civilDay(values['as-of']),
    communities: wholeNumber('--communities', values.communities, FEWEST, MOST, SHAOYANG),
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: { seed: { type: 'string' }, 'as-of': { type: 'string' }, communities: { type: 'string' } } })
  } catch (error) {
    throw new OperatorError('参数应为：[--communities N] [--as-of YYYY-MM-DD] [--seed N]', 'Expected arguments: [--communities N] [--as-of YYYY-MM-DD] [--seed N]', { cause: error })
  }
}

function wholeNumber(option: string, text: string | undefined, least: number, most: number, otherwise: number): number {
  if (text === undefined) return otherwise
  const number = Number(text)
  if (!/^\d+$/.test(text) || number < least || number > most) {
    throw new OperatorError(`${option} 应为 ${least} 到 ${most} 的整数。`, `${option} must be a whole number from ${least} to ${most}.`)
  }
  return number
}

function civilDay(text: string): string {
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString()
  } catch (error) {
    throw new OperatorError('--as-of 应为日期，如 2026-11-18。', '--as-of must be a date such as 2026-11-18.', { cause: error })
  }
}

/** One line that is rewritten on a terminal, a line every tenth elsewhere; to a parent process each whole percent. */
function progress(): (percent: number) => void {
  let shown = -1
  return (exact) => {
    const percent = Math.floor(exact)
    if (percent <= shown) return
    process.send?.({ percent })
    if (process.stderr.isTTY) {
      const width = 40
      const filled = Math.round((percent / 100) * width)
      process.stderr.write(`\r演示城市 / Demo city ${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${percent}%${percent === 100 ? '\n' : ''}`)
    } else if (shown < 0 || Math.floor(percent / 10) > Math.floor(shown / 10)) {
      console.error(`演示城市 / Demo city ${percent}%`)
    }
    shown = percent
  }
}
