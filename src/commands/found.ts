/** A real city begins: `city CODE NAME FILE` enters its divisions, `administrator ROLE NAME PHONE` the first of each administration. */
import { readFile } from 'node:fs/promises'
import { appointFirst, FOUNDING_ROLES, seedRoles } from '../domains/access/public.ts'
import { findCity, foundCity, readDivisions, type FoundingProblem } from '../domains/register/public.ts'
import type { Configuration } from '../configuration.ts'
import { openLog } from '../platform/log.ts'
import { migrate } from '../platform/migrate.ts'
import { openPlatform, type Platform } from '../platform/open.ts'
import { OperatorError } from '../platform/operator-error.ts'
import { Problem } from '../platform/problem.ts'
import { civilDate, systemClock } from '../platform/time.ts'
import { positional, type CommandModule } from './command.ts'
import { openDatabaseServer } from './database.ts'

const REFUSALS: Readonly<Record<FoundingProblem, (values: Readonly<Record<string, string | number | null>>) => OperatorError>> = {
  'not-empty': () => new OperatorError('底册里已经有区划了：这个命令只用于空的数据库。', 'The register already holds divisions: this command is for an empty database only.'),
  'bad-columns': () => new OperatorError('文件第一行应有 code、name、level、parent_code 四列。', 'The first line of the file must name the columns code, name, level and parent_code.'),
  'bad-row': ({ line }) => new OperatorError(`第 ${line} 行看不懂：代码是 6 到 12 位数字，level 是 district、street 或 community。`, `Line ${line} cannot be read: a code has 6 to 12 digits, a level is district, street or community.`),
  'no-parent': ({ code, name }) => new OperatorError(`${name}（${code}）的上级不在文件里。`, `The parent of ${name} (${code}) is not in the file.`),
  twice: ({ code }) => new OperatorError(`代码 ${code} 出现了两次。`, `The code ${code} appears twice.`),
}

async function withPlatform(configuration: Configuration, work: (platform: Platform, now: Temporal.Instant) => Promise<void>): Promise<void> {
  const server = await openDatabaseServer(configuration)
  try {
    await migrate(server.url)
    const platform = await openPlatform({ url: server.url, dataDirectory: configuration.dataDirectory, environmentKey: configuration.key, clock: systemClock, log: openLog('silent'), jobs: [], connections: 2 })
    try {
      if (platform.services.demo !== null) throw new OperatorError('这是演示数据库。真实城市请用空的数据目录。', 'This is a demo database. Use an empty data directory for a real city.')
      await work(platform, systemClock.now())
    } finally {
      await platform.close()
    }
  } finally {
    await server.stop()
  }
}

const origin = (name: string, at: Temporal.Instant) => ({ name, actor: null, at, httpRequestId: null })

export const city: CommandModule = {
  async run(args, configuration) {
    const { CODE: code, NAME: name, FILE: file } = positional(args, 'CODE', 'NAME', 'FILE')
    const csv = await readFile(file, 'utf8').catch((error: unknown) => {
      throw new OperatorError(`读不了文件 ${file}。`, `Cannot read the file ${file}.`, { cause: error })
    })
    const read = readDivisions({ code, name }, csv)
    if (!read.ok) throw REFUSALS[read.refusal](read.values ?? {})
    await withPlatform(configuration, async ({ services: { commands } }, now) => {
      const founded = await commands.run(origin('city', now), (tx) => foundCity(tx, read.value, civilDate(now)))
      if (!founded.ok) throw REFUSALS[founded.refusal](founded.values ?? {})
      console.log(`${name}已建立：${founded.value.places} 个区划 / ${name} is founded: ${founded.value.places} divisions`)
    })
  },
}

export const administrator: CommandModule = {
  async run(args, configuration) {
    const { ROLE: given, NAME: name, PHONE: phone } = positional(args, 'ROLE', 'NAME', 'PHONE')
    const role = FOUNDING_ROLES.find((each) => each === given)
    if (!role || !/^1\d{10}$/.test(phone) || name.trim() === '') {
      throw new OperatorError(`角色是 ${FOUNDING_ROLES.join('、')} 之一，手机号是 11 位数字。`, `A role is one of ${FOUNDING_ROLES.join(', ')}; a phone number has 11 digits.`)
    }
    await withPlatform(configuration, async ({ services: { commands, database, keys } }, now) => {
      const found = await findCity(database.read)
      if (!found) throw new OperatorError('请先用 city 命令建立城市。', 'Found the city first, with the command city.')
      const appointed = await commands.run(origin('administrator', now), async (tx) => {
        await seedRoles(tx)
        return appointFirst(tx, keys, { role, name: name.trim(), phone, city: found.id }, now)
      }).catch((error: unknown) => {
        throw error instanceof Problem && error.type.endsWith('disjoint-roles') ? new OperatorError('这个人已经是三员之一：系统、安全、审计要由三个人担任。', 'This person already administrates: system, security and audit are three different people.') : error
      })
      if (!appointed.ok) throw new OperatorError('这个角色已经有人担任，由系统管理员在平台上任命。', 'Somebody already holds this role: the system administrator appoints the others.')
      console.log(`${name}已任命为 ${role}，用手机验证码登录后设密码和验证器 / ${name} is appointed ${role}: log in by phone code, then set password and authenticator`)
    })
  },
}
