/**
 * `npm test [-- words in file names]`: everything, in the order in which it fails soonest. Ends with one line `N passed, N failed`;
 * the exit code is 0 only when something ran and nothing failed. Nothing is skipped: a missing browser or server is a failure.
 */
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { check } from './check.ts'

const ROOT = join(import.meta.dirname, '..')
const SLOW_ms = 2_000
const MOST_SLOW = 12

interface Outcome {
  readonly passed: number
  readonly failed: number
}

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

/** The part of vitest's JSON report that is read here. */
interface Report {
  readonly testResults: readonly {
    readonly name: string
    readonly status: 'passed' | 'failed'
    readonly assertionResults: readonly { readonly status: 'passed' | 'failed' | 'pending' | 'skipped' | 'todo'; readonly fullName: string; readonly duration?: number | null }[]
  }[]
}

const slow: { readonly name: string; readonly duration_ms: number }[] = []

/** What vitest reports, and whether it ended well; a run that ends badly without a failed test has failed as a whole. */
function judge(report: Report | null, exitCode: number, mayBeEmpty: boolean): Outcome & { readonly remarks: readonly string[] } {
  if (!report) return { passed: 0, failed: 1, remarks: [`no report: vitest ended with code ${exitCode}`] }
  const tests = report.testResults.flatMap((file) => file.assertionResults.map((result) => ({ ...result, file: relative(ROOT, file.name) })))
  for (const { file, fullName, duration } of tests) {
    if (duration && duration > SLOW_ms) slow.push({ name: `${file}: ${fullName}`, duration_ms: duration })
  }
  const passed = tests.filter((result) => result.status === 'passed').length
  const skipped = tests.filter((result) => result.status !== 'passed' && result.status !== 'failed')
  const unreadable = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.every((result) => result.status !== 'failed'))
  const remarks = [
    ...skipped.map(({ file, fullName }) => `skipped, which counts as failed: ${file}: ${fullName}`),
    ...unreadable.map((file) => `failed outside its tests: ${relative(ROOT, file.name)}`),
  ]
  const failed = tests.length - passed + unreadable.length
  if (tests.length === 0 && failed === 0 && !mayBeEmpty) return { passed, failed: 1, remarks: ['no test ran'] }
  if (exitCode !== 0 && failed === 0) return { passed, failed: 1, remarks: [`all tests passed, and yet vitest ended with code ${exitCode}`] }
  return { passed, failed, remarks }
}

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
