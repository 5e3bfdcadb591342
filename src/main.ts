/** The command line: `npm run lifang -- COMMAND`. A command's code is loaded only when it is used. */
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import type { CommandModule } from './commands/command.ts'
import { OperatorError } from './platform/operator-error.ts'

interface Command {
  readonly name: string
  readonly args: string
  readonly summary_zh: string
  readonly summary_en: string
  readonly load: () => Promise<CommandModule>
}

const COMMANDS: readonly Command[] = [
  { name: 'serve', args: '', summary_zh: '启动平台（npm start）', summary_en: 'runs the platform (npm start)', load: () => import('./commands/serve.ts') },
  { name: 'migrate', args: '', summary_zh: '把数据库升级到当前版本', summary_en: 'brings the database up to this version', load: () => import('./commands/migrate.ts') },
  {
    name: 'demo',
    args: '[--communities N] [--as-of YYYY-MM-DD] [--seed N]',
    summary_zh: '把演示城市载入空的数据库',
    summary_en: 'loads the demo city into an empty database',
    load: () => import('./commands/demo.ts'),
  },
  { name: 'city', args: 'CODE NAME FILE', summary_zh: '建立真实城市：从 CSV 读入区、街道、社区', summary_en: 'founds a real city: its divisions from a CSV file', load: async () => (await import('./commands/found.ts')).city },
  { name: 'administrator', args: 'ROLE NAME PHONE', summary_zh: '任命第一位系统、安全管理员或审计员', summary_en: 'appoints the first system or security administrator or auditor', load: async () => (await import('./commands/found.ts')).administrator },
  { name: 'ward-map', args: 'cut', summary_zh: '按今天的户数重排里坊图（一年一次，事先公告）', summary_en: 'lays the ward map out anew by today’s households (once a year, announced)', load: () => import('./commands/ward-map.ts') },
  {
    name: 'import',
    args: 'requests FILE --community NAME [--dry-run]',
    summary_zh: '导入旧系统的诉求（CSV）',
    summary_en: 'takes in the past cases of an older system (CSV)',
    load: () => import('./commands/import.ts'),
  },
  { name: 'audit', args: 'verify', summary_zh: '核对审计链，指出任何改动', summary_en: 'checks the audit trail and names what was changed', load: () => import('./commands/audit.ts') },
  { name: 'keys', args: 'rotate|show', summary_zh: '更换主密钥；查看密钥是否相符（不显示密钥）', summary_en: 'replaces the master key; tells whether keys fit, never the keys', load: () => import('./commands/keys.ts') },
  { name: 'backup', args: 'FILE', summary_zh: '备份数据库和文件（不含密钥）', summary_en: 'saves database and files, without the key', load: () => import('./commands/backup.ts') },
  { name: 'restore', args: 'FILE', summary_zh: '把备份恢复到空的数据目录或数据库', summary_en: 'restores a backup into an empty data directory or database', load: () => import('./commands/restore.ts') },
]

function help(): string {
  const left = (command: Pick<Command, 'name' | 'args'>): string => `${command.name} ${command.args}`.trim()
  const width = Math.max(...COMMANDS.map((command) => left(command).length))
  const lines = COMMANDS.map((command) => `  ${left(command).padEnd(width)}  ${command.summary_zh} / ${command.summary_en}`)
  return ['用法 / Usage: npm run lifang -- COMMAND', '', ...lines, `  ${'help'.padEnd(width)}  显示本说明 / shows this`].join('\n')
}

async function run(wanted: string, args: readonly string[]): Promise<number> {
  if (wanted === 'help' || wanted === '--help') {
    console.log(help())
    return 0
  }
  const command = COMMANDS.find(({ name }) => name === wanted)
  if (!command) {
    console.error(`没有此命令 / No such command: ${wanted}\n\n${help()}`)
    return 2
  }
  const { readConfiguration } = await import('./configuration.ts')
  const module = await command.load()
  return (await module.run(args, readConfiguration(process.env))) ?? 0
}

enableCompileCache(join(import.meta.dirname, '../.cache/compile'))
const [wanted = 'help', ...args] = process.argv.slice(2)
try {
  process.exitCode = await run(wanted, args)
} catch (error) {
  console.error(error instanceof OperatorError ? error.toString() : error)
  process.exitCode = 1
}
