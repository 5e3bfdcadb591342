/** 导入 cases of an older system: in batches, each one transaction with its audit rows, so that an import that is broken off goes on where it was. */
import type { Services } from '../../platform/services.ts'
import { newId } from '../../platform/ids.ts'
import { decided, refuse, type Decision } from '../../platform/problem.ts'
import { civilDate } from '../../platform/time.ts'
import { openWorkCalendar } from '../calendar/public.ts'
import { communitiesNamed, recordOrganisation, recordPerson, reportTarget } from '../register/public.ts'
import { pastCase, type Importing } from './rules/past-case.ts'
import type { CategoryMap, PastRow } from './rules/past-rows.ts'
import type { Category } from './rules/submit.ts'
import { fingerprints, insertCase } from './stores/cases.ts'
import { openCatalogues } from './stores/catalogue.ts'
import { insertImported, insertSource, knownOriginals, lockSource, type Imported, type ImportSource } from './stores/imports.ts'

/** Cases a transaction. */
const BATCH = 200

export interface WantedImport {
  /** Name, short code or code of the community. */
  readonly community: string
  /** What the older system is called; its ids are unique within it. */
  readonly source: string
  readonly zone: string
  readonly rows: readonly PastRow[]
  readonly map: CategoryMap
}

export type ImportProblem = 'no-community' | 'several-communities' | 'unknown-category' | 'nobody-responsible' | 'other-zone'

export interface ImportedCount {
  readonly imported: number
  /** Here already, from an earlier run. */
  readonly known: number
}

type Platform = Pick<Services, 'database' | 'commands' | 'keys'>

/** @param onProgress is told after every batch that has been committed, also of those in which all was known */
export async function importRequests({ database, commands, keys }: Platform, wanted: WantedImport, now: Temporal.Instant, onProgress: (done: ImportedCount) => void): Promise<Decision<ImportedCount, ImportProblem>> {
  const found = await communitiesNamed(database.read, wanted.community)
  const [community] = found
  if (!community) return refuse('no-community')
  if (found.length > 1) return refuse('several-communities', { names: found.map(({ shortCode, name }) => `${shortCode} ${name}`).join(', ') })
  const target = await reportTarget(database.read, { communityId: community.id, buildingId: null, unitId: null, homeId: null }, civilDate(now))
  if (!target) return refuse('no-community')
  const { rules, categories } = await openCatalogues().current(database.read, now)
  const unknown = wanted.map.codes.find((code) => !categories.has(code))
  if (unknown !== undefined) return refuse('unknown-category', { code: unknown })

  const origin = { name: 'import requests', actor: null, at: now, httpRequestId: null }
  const source = await commands.run(origin, async (tx) => {
    const known = await lockSource(tx, community.id, wanted.source)
    if (known) return known
    const personId = await recordPerson(tx, keys, { name: `旧系统导入 ${wanted.source}`, phone: null }, now)
    const organisationId = await recordOrganisation(tx, { kind: 'company', name: `旧系统：${wanted.source}` }, civilDate(now))
    const made: ImportSource = { communityId: community.id, id: newId<'import-source'>(), name: wanted.source, zone: wanted.zone, personId, organisationId }
    await insertSource(tx, made, now)
    return made
  })
  // Its times would be read anew by another clock than the first time.
  if (source.zone !== wanted.zone) return refuse('other-zone', { zone: source.zone })

  const importing: Importing = {
    communityId: community.id,
    responsible: target as unknown as Importing['responsible'],
    source: source.name,
    by: { personId: source.personId, role: 'import', title: source.name, organisationId: source.organisationId },
    now,
    rules,
    calendar: await openWorkCalendar(database)(database.read),
  }
  const fingerprint = fingerprints(keys)
  let done: ImportedCount = { imported: 0, known: 0 }
  for (let from = 0; from < wanted.rows.length; from += BATCH) {
    const batch = wanted.rows.slice(from, from + BATCH)
    const imported = await commands.run(origin, async (tx) => {
      await lockSource(tx, community.id, source.name)
      const known = await knownOriginals(tx, source, batch.map(({ sourceId }) => sourceId))
      const made: Imported[] = []
      for (const row of batch.filter(({ sourceId }) => !known.has(sourceId))) {
        const id = newId<'request'>()
        const decision = pastCase(row, id, categories.get(wanted.map.of(row)) as Category, importing)
        if (!decision.ok) return null
        await insertCase(tx, fingerprint, decision.value, [], target)
        made.push({ requestId: id, row })
      }
      if (made.length > 0) await insertImported(tx, source, made)
      return made.length
    })
    if (imported === null) return refuse('nobody-responsible')
    done = { imported: done.imported + imported, known: done.known + batch.length - imported }
    onProgress(done)
  }
  return decided(done)
}
