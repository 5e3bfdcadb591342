import type { Configuration } from '../configuration.ts'
import { verifyAudit, type AuditFinding } from '../platform/audit-verify.ts'
import { openDatabase } from '../platform/database.ts'
import { systemClock } from '../platform/time.ts'
import { positional } from './command.ts'
import { openDatabaseServer } from './database.ts'
import { OperatorError } from '../platform/operator-error.ts'

/** `audit verify`: exit code 1 when anything is wrong. */
export async function run(args: readonly string[], configuration: Configuration): Promise<number> {
  const { ACTION: action } = positional(args, 'ACTION')
  if (action !== 'verify') throw new OperatorError('用法：audit verify', 'Usage: audit verify')
  const server = await openDatabaseServer(configuration)
  const database = openDatabase({ url: server.url, connections: 2 })
  try {
    const now = configuration.now ?? systemClock.now()
    const { entries, links, published, findings, more } = await verifyAudit(database, configuration.dataDirectory, now)
    for (const finding of findings) console.log(describe(finding))
    if (more > 0) console.log(`另有 ${more} 处 / and ${more} more`)
    const counts = `${entries} 条记录，${links} 个链节，${published} 个已公布链头 / ${entries} entries, ${links} links, ${published} published heads`
    console.log(findings.length === 0 ? `审计链完好 / The audit trail is intact: ${counts}` : `审计链有问题 / The audit trail is damaged: ${counts}`)
    return findings.length === 0 ? 0 : 1
  } finally {
    await database.close()
    await server.stop()
  }
}

function describe(finding: AuditFinding): string {
  switch (finding.kind) {
    case 'row-changed':
      return `记录被改动 / row changed: seq ${finding.seq} (${finding.subjectKind} ${finding.subjectId})`
    case 'row-reordered':
      return `记录被调换 / row reordered: what was seq ${finding.seq} now stands at seq ${finding.now}`
    case 'row-deleted':
      return `记录被删除 / row deleted: seq ${finding.seq}`
    case 'link-changed':
      return `链节被改动 / link changed: no ${finding.no} (seq ${finding.seq})`
    case 'links-missing':
      return `链节被删除 / links deleted: no ${finding.from}–${finding.to}`
    case 'cut-off':
      return `末尾被截断 / cut off at the end: no ${finding.from}–${finding.to} are gone, published ${finding.publishedAt}`
    case 'rewritten':
      return `链被重写 / chain written anew at or before no ${finding.no}: another head was published ${finding.publishedAt}`
    case 'unsealed':
      return `有未封存的记录 / rows not sealed: ${finding.rows}, the oldest from ${finding.since}`
  }
}
