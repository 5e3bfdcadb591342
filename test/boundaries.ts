/** Runs the boundary rules of .dependency-cruiser.cjs over one source tree. */
import { createRequire } from 'node:module'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { cruise } from 'dependency-cruiser'
import type { ICruiseOptions, ICruiseResult, IFlattenedRuleSet } from 'dependency-cruiser'

export interface BoundaryReport {
  /** Files of ours that were read; a check that read none proves nothing. */
  readonly modules: number
  /** `rule: from → to`, sorted, each once. */
  readonly violations: readonly string[]
}

interface Config {
  readonly forbidden: NonNullable<IFlattenedRuleSet['forbidden']>
  readonly options: ICruiseOptions
}

const CONFIG = join(import.meta.dirname, '../.dependency-cruiser.cjs')

/** The working directory must be the root of the tree: the rules name paths relative to it. */
export async function checkBoundaries(): Promise<BoundaryReport> {
  const config = createRequire(import.meta.url)(CONFIG) as Config
  const reaches = (rule: Config['forbidden'][number]) => 'to' in rule && 'reachable' in rule.to
  const reaching = config.forbidden.filter(reaches)
  const direct = config.forbidden.filter((rule) => !reaches(rule))
  const written = await run(config.options, direct, true)
  const loaded = await run(config.options, reaching, false)
  const violations = [...written.summary.violations, ...loaded.summary.violations].map((found) => {
    const way = (found.cycle ?? found.via)?.map((step) => step.name).join(' → ')
    return `${found.rule.name}: ${found.from} → ${way ?? found.to}`
  })
  const modules = written.modules.filter((module) => !module.source.includes('node_modules/') && module.coreModule !== true).length
  return { modules, violations: [...new Set(violations)].toSorted() }
}

async function run(options: ICruiseOptions, forbidden: Config['forbidden'], typeOnlyToo: boolean): Promise<ICruiseResult> {
  const folders = ['src', 'test', 'demo', 'bench'].filter((folder) => existsSync(folder))
  const { output } = await cruise(
    folders,
    { ...options, validate: true, ruleSet: { forbidden }, tsPreCompilationDeps: typeOnlyToo },
    options.enhancedResolveOptions ?? {},
    // As for Node, every import survives to run time that is not `import type`. No `jsx` here: it would make JSX of a generic arrow in a .ts file.
    { tsConfig: { options: { verbatimModuleSyntax: true, target: 99, module: 99 } } },
  )
  if (typeof output === 'string') throw new Error(`dependency-cruiser answered with text: ${output}`)
  return output
}

/** Fewer files than this and the rules were not looking at the house. */
const LEAST_MODULES = 8

if (import.meta.main) {
  const { modules, violations } = await checkBoundaries()
  for (const violation of violations) console.log(violation)
  console.log(`${modules} modules`)
  if (modules < LEAST_MODULES) console.log(`fewer than ${LEAST_MODULES} modules read: the rules saw nothing`)
  process.exitCode = violations.length > 0 || modules < LEAST_MODULES ? 1 : 0
}
