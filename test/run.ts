/**
 * `npm test [-- words in file names]`: everything, in the order in which it fails soonest. Ends with one line `N passed, N failed`;
 * the exit code is 0 only when something ran and nothing failed. Nothing is skipped: a missing browser or server is a failure.
 */
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { check } from './check.ts'
import { judge, type Outcome, type Report, type SlowTest } from './verdict.ts'

const ROOT = join(import.meta.dirname, '..')
const MOST_SLOW = 12

interface Step {
  readonly title: string
  readonly project: 'tests' | 'journeys'
  readonly postgres: 'embedded' | 'debian'
}

const STEPS: readonly Step[] = [
  { title: 'unit and database tests on the embedded PostgreSQL 18', project: 'tests', postgres: 'embedded' },
  { title: "database tests on Debian's PostgreSQL 15", project: 'tests', postgres: 'debian' },
  { title: 'journeys in a real browser', project: 'journeys', postgres: 'embedded' },
]

const slow: SlowTest[] = []

async function runStep({ title, project, postgres }: Step, words: readonly string[], scratch: string): Promise<Outcome> {
  const start = performance.now()
  console.log(`\n── ${title}`)
  const reportFile = join(scratch, `${project}-${postgres}.json`)
  const exitCode = await new Promise<number>((resolve, reject) => {
    const options = ['run', '--config', 'test/vitest.config.ts', '--project', project, '--reporter', 'default', '--reporter', 'json', '--outputFile.json', reportFile, '--passWithNoTests']
    const child = spawn(process.execPath, [join(ROOT, 'node_modules/vitest/vitest.mjs'), ...options, ...words], {
      cwd: ROOT,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, LIFANG_TEST_POSTGRES: postgres },
    })
    const stop = (signal: NodeJS.Signals) => child.kill(signal)
    process.once('SIGTERM', stop)
    child.once('error', reject)
    child.once('close', (code) => {
      process.off('SIGTERM', stop)
      resolve(code ?? 1)
    })
  })
  const report = await readFile(reportFile, 'utf8').then((text) => JSON.parse(text) as Report, () => null)
  const outcome = judge(report, exitCode, words.length > 0)
  for (const remark of outcome.remarks) console.log(remark)
  slow.push(...outcome.slow)
  console.log(`── ${title}: ${outcome.passed} passed, ${outcome.failed} failed in ${((performance.now() - start) / 1000).toFixed(1)} s`)
  return outcome
}

async function runAll(words: readonly string[]): Promise<Outcome[]> {
  console.log('── check')
  const outcomes: Outcome[] = [await check()]
  const scratch = await mkdtemp(join(tmpdir(), 'lifang-run-'))
  try {
    for (const step of STEPS) outcomes.push(await runStep(step, words, scratch))
  } finally {
    await rm(scratch, { recursive: true })
  }
  const ran = outcomes.slice(1).reduce((sum, { passed, failed }) => sum + passed + failed, 0)
  if (ran === 0) {
    console.log(`no test file is named like ${words.join(' or ')}`)
    outcomes.push({ passed: 0, failed: 1 })
  }
  return outcomes
}

const outcomes = await runAll(process.argv.slice(2)).catch((error: unknown): Outcome[] => {
  console.error(error)
  return [{ passed: 0, failed: 1 }]
})
if (slow.length > 0) console.log('\nslowest:')
for (const { name, duration_ms } of slow.toSorted((a, b) => b.duration_ms - a.duration_ms).slice(0, MOST_SLOW)) {
  console.log(`${(duration_ms / 1000).toFixed(1).padStart(6)} s  ${name}`)
}
const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0)
const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, 0)
console.log(`\n${passed} passed, ${failed} failed`)
process.exitCode = passed > 0 && failed === 0 ? 0 : 1
