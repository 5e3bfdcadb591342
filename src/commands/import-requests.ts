/** `import requests FILE`: the past cases of an older system. Only here may a case be older than its entry: no route takes past times. */
import { readFile, stat } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { parseArgs } from 'node:util'
import { seedCalendar } from '../domains/calendar/public.ts'
import { compareVerdicts, importRequests, NO_MAP, readCategoryMap, readPastFile, seedRuleSet, type ImportedCount, type ImportProblem } from '../domains/requests/public.ts'
import type { Configuration } from '../configuration.ts'
import { openLog } from '../platform/log.ts'
import { migrate } from '../platform/migrate.ts'
import { openPlatform } from '../platform/open.ts'
import { OperatorError } from '../platform/operator-error.ts'
import { systemClock } from '../platform/time.ts'
import { ZONE } from '../platform/zone.ts'
import { openDatabaseServer } from './database.ts'

const MOST_BYTES = 64 * 1024 * 1024
const MOST_SOURCE_CHARACTERS = 64
const USAGE = 'requests FILE --community NAME|CODE [--source NAME] [--zone ZONE] [--categories FILE] [--dry-run] [--json]'

interface Wanted {
  readonly file: string
  /** Null: a dry run that names none. */
  readonly community: string | null
  readonly source: string
  readonly zone: string
  readonly categories: string | null
  readonly dryRun: boolean
  readonly json: boolean
}

type Import = Parameters<typeof importRequests>[1]

export async function run(args: readonly string[], configuration: Configuration): Promise<number> {
  const wanted = readArguments(args)
  const now = configuration.now ?? systemClock.now()
  const map = wanted.categories === null ? NO_MAP : readMap(wanted.categories, await readText(wanted.categories))
  const past = readPastFile(await readText(wanted.file), { zone: wanted.zone, now })
  if (past.missing.length > 0) throw new OperatorError(`文件缺少这些列：${past.missing.join('、')}`, `The file lacks these columns: ${past.missing.join(', ')}`)
  const { rows, findings, oddities, records } = past
  let count: ImportedCount | null = null
  if (!wanted.dryRun && wanted.community !== null) count = await load({ community: wanted.community, source: wanted.source, zone: wanted.zone, rows, map }, configuration, now)
  const report: Report = {
    file: wanted.file,
    source: wanted.source,
    records,
    valid: rows.length,
    closed: rows.filter(({ closedAt }) => closedAt !== null).length,
    open: rows.filter(({ closedAt }) => closedAt === null).length,
    imported: count?.imported ?? null,
    known: count?.known ?? null,
    verdicts: compareVerdicts(rows),
    invalid: new Set(findings.map(({ line }) => line)).size,
    findings,
    oddities,
  }
  console.log(wanted.json ? JSON.stringify(report, null, 2) : describe(report))
  return findings.length === 0 ? 0 : 1
}

interface Report {
  readonly file: string
  readonly source: string
  readonly records: number
  readonly valid: number
  readonly closed: number
  readonly open: number
  /** Null in a dry run. */
  readonly imported: number | null
  readonly known: number | null
  readonly verdicts: ReturnType<typeof compareVerdicts>
  readonly invalid: number
  readonly findings: ReturnType<typeof readPastFile>['findings']
  readonly oddities: ReturnType<typeof readPastFile>['oddities']
}

function readArguments(args: readonly string[]): Wanted {
  const { values, positionals } = parse(args)
  const [file, ...more] = positionals
  const dryRun = values['dry-run'] ?? false
  if (file === undefined || more.length > 0 || (values.community === undefined && !dryRun)) throw new OperatorError(`参数应为：${USAGE}`, `Expected arguments: ${USAGE}`)
  const source = (values.source ?? basename(file, extname(file))).trim()
  if (source === '' || source.length > MOST_SOURCE_CHARACTERS || /\p{Cc}/u.test(source)) throw new OperatorError(`--source 应为 1 到 ${MOST_SOURCE_CHARACTERS} 个字。`, `--source must have 1 to ${MOST_SOURCE_CHARACTERS} characters.`)
  return { file, community: values.community?.trim() ?? null, source, zone: zoneNamed(values.zone ?? ZONE), categories: values.categories ?? null, dryRun, json: values.json ?? false }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { community: { type: 'string' }, source: { type: 'string' }, zone: { type: 'string' }, categories: { type: 'string' }, 'dry-run': { type: 'boolean' }, json: { type: 'boolean' } },
    })
  } catch (error) {
    throw new OperatorError(`参数应为：${USAGE}`, `Expected arguments: ${USAGE}`, { cause: error })
  }
}

function zoneNamed(name: string): string {
  try {
    return Temporal.Now.zonedDateTimeISO(name).timeZoneId
  } catch (error) {
    throw new OperatorError(`没有这个时区：${name}。应如 Asia/Shanghai。`, `No such time zone: ${name}. It should be such as Asia/Shanghai.`, { cause: error })
  }
}

async function readText(file: string): Promise<string> {
  try {
    if ((await stat(file)).size > MOST_BYTES) throw new Error('too large')
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file))
  } catch (error) {
    throw new OperatorError(`读不了文件 ${file}：应为 UTF-8 编码、不超过 64 MB 的 CSV。`, `Cannot read the file ${file}: a CSV file in UTF-8 of at most 64 MB is needed.`, { cause: error })
  }
}

function readMap(file: string, csv: string): Import['map'] {
  const { map, wrongLines } = readCategoryMap(csv)
  if (wrongLines.length > 0) throw new OperatorError(`${file} 应有 category、type、code 三列，每对只出现一次；有错的行：${wrongLines.join('、')}`, `${file} needs the columns category, type and code, each pair once; wrong lines: ${wrongLines.join(', ')}`)
  return map
}

async function load(wanted: Import, configuration: Configuration, now: Temporal.Instant): Promise<ImportedCount> {
  const server = await openDatabaseServer(configuration)
  try {
    await migrate(server.url)
    const platform = await openPlatform({ url: server.url, dataDirectory: configuration.dataDirectory, environmentKey: configuration.key, clock: systemClock, log: openLog('silent'), jobs: [], connections: 2 })
    try {
      const { database } = platform.services
      await database.transaction((tx) => seedCalendar(tx, now))
      await database.transaction(seedRuleSet)
      const done = await importRequests(platform.services, wanted, now, progress(wanted.rows.length))
      if (!done.ok) throw REFUSALS[done.refusal](done.values ?? {})
      return done.value
    } finally {
      await platform.close()
    }
  } finally {
    await server.stop()
  }
}

const REFUSALS: Readonly<Record<ImportProblem, (values: Readonly<Record<string, string | number | null>>) => OperatorError>> = {
  'no-community': () => new OperatorError('没有这个名称或代码的小区。', 'No community has this name or code.'),
  'several-communities': ({ names }) => new OperatorError(`有几个小区叫这个名字，请用代码：${names}`, `Several communities have this name; use the code: ${names}`),
  'unknown-category': ({ code }) => new OperatorError(`权责清单里没有类别 ${code}。`, `The catalogue has no category ${code}.`),
  'nobody-responsible': () => new OperatorError('这个小区还没有人负责：请先登记社区居委会或街道。', 'Nobody is responsible for this community: enter its community office or street first.'),
  'other-zone': ({ zone }) => new OperatorError(`这个来源上次是按时区 ${zone} 导入的。`, `This source was imported in the time zone ${zone} before.`),
}

const TENTHS = 10

/** A line every tenth; what it counts has been committed. */
function progress(total: number): (done: ImportedCount) => void {
  let shown = 0
  return ({ imported, known }) => {
    const tenth = Math.floor(((imported + known) / total) * TENTHS)
    if (tenth > shown) console.error(`已处理 ${imported + known} / ${total} 条 / ${imported + known} of ${total} rows done`)
    shown = tenth
  }
}

/** A person reads so many; `--json` has them all. */
const MOST_NAMED = 50

function describe({ records, valid, invalid, closed, open, imported, known, verdicts, findings, oddities }: Report): string {
  return [
    `${records} 行，${valid} 行可用（${closed} 件已办结，${open} 件未办结），${invalid} 行有错 / ${records} rows, ${valid} usable (${closed} closed, ${open} open), ${invalid} wrong`,
    `按期结论：${verdicts.equal} / ${verdicts.compared} 件与本平台的规则一致，其中按期 ${verdicts.onTime} 件 / verdicts: ${verdicts.equal} of ${verdicts.compared} equal by our own rule, ${verdicts.onTime} of them on time`,
    ...verdicts.differing.slice(0, MOST_NAMED).map(({ line, sourceId }) => `  第 ${line} 行 ${sourceId} / line ${line}: ${sourceId}`),
    imported === null ? '只检查，没有导入 / Checked only: nothing was imported' : `导入 ${imported} 件，${known} 件以前已导入 / ${imported} imported, ${known} were here already`,
    ...named('有错的行（未导入）', 'wrong rows (not imported)', findings.map(({ line, column, code }) => `${line} · ${column ?? '—'} · ${code}`)),
    ...named('原系统自相矛盾之处（照原样导入）', 'oddities of the older system (imported as they stand)', oddities.map(({ line, sourceId, code }) => `${line} · ${sourceId} · ${code}`)),
  ].join('\n')
}

function named(chinese: string, english: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return []
  const more = lines.length - MOST_NAMED
  return [`${chinese}：${lines.length} / ${english}: ${lines.length}`, ...lines.slice(0, MOST_NAMED).map((line) => `  ${line}`), ...(more > 0 ? [`  另有 ${more} 处，见 --json / and ${more} more, see --json`] : [])]
}
