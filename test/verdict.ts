/** Reads vitest's report without mercy: what was skipped, could not be read or did not run has failed. */
import { join, relative } from 'node:path'

const ROOT = join(import.meta.dirname, '..')
const SLOW_ms = 2_000

export interface Outcome {
  readonly passed: number
  readonly failed: number
}

export interface SlowTest {
  readonly name: string
  readonly duration_ms: number
}

/** The part of vitest's JSON report that is read here. */
export interface Report {
  readonly testResults: readonly {
    readonly name: string
    readonly status: 'passed' | 'failed'
    readonly assertionResults: readonly { readonly status: 'passed' | 'failed' | 'pending' | 'skipped' | 'todo'; readonly fullName: string; readonly duration?: number | null }[]
  }[]
}

export interface Verdict extends Outcome {
  /** What the report alone would not have said. */
  readonly remarks: readonly string[]
  readonly slow: readonly SlowTest[]
}

/** @param mayBeEmpty a filter was given, which need not match a file of every step. */
export function judge(report: Report | null, exitCode: number, mayBeEmpty: boolean): Verdict {
  if (!report) return { passed: 0, failed: 1, remarks: [`no report: vitest ended with code ${exitCode}`], slow: [] }
  const tests = report.testResults.flatMap((file) => file.assertionResults.map((result) => ({ ...result, file: relative(ROOT, file.name) })))
  const slow = tests.flatMap(({ file, fullName, duration }) => (duration && duration > SLOW_ms ? [{ name: `${file}: ${fullName}`, duration_ms: duration }] : []))
  const passed = tests.filter((result) => result.status === 'passed').length
  const skipped = tests.filter((result) => result.status !== 'passed' && result.status !== 'failed')
  const unreadable = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.every((result) => result.status !== 'failed'))
  const remarks = [
    ...skipped.map(({ file, fullName }) => `skipped, which counts as failed: ${file}: ${fullName}`),
    ...unreadable.map((file) => `failed outside its tests: ${relative(ROOT, file.name)}`),
  ]
  const failed = tests.length - passed + unreadable.length
  if (tests.length === 0 && failed === 0 && !mayBeEmpty) return { passed, failed: 1, remarks: ['no test ran'], slow }
  if (exitCode !== 0 && failed === 0) return { passed, failed: 1, remarks: [`all tests passed, and yet vitest ended with code ${exitCode}`], slow }
  return { passed, failed, remarks, slow }
}
