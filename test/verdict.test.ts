import { join } from 'node:path'
import { expect, test } from 'vitest'
import { judge, type Report } from './verdict.ts'

const file = (name: string, ...statuses: Report['testResults'][number]['assertionResults'][number]['status'][]): Report['testResults'][number] => ({
  name: join(import.meta.dirname, '..', name),
  status: statuses.includes('failed') ? 'failed' : 'passed',
  assertionResults: statuses.map((status, index) => ({ status, fullName: `test ${index + 1}`, duration: 3_000 * index })),
})

test('passed and failed tests are counted, slow ones named', () => {
  const { passed, failed, remarks, slow } = judge({ testResults: [file('a.test.ts', 'passed', 'failed'), file('b.test.ts', 'passed')] }, 1, false)
  expect({ passed, failed, remarks }).toEqual({ passed: 2, failed: 1, remarks: [] })
  expect(slow).toEqual([{ name: 'a.test.ts: test 2', duration_ms: 3_000 }])
})

test.each(['skipped', 'pending', 'todo'] as const)('a test that is %s has failed', (status) => {
  expect(judge({ testResults: [file('a.test.ts', 'passed', status)] }, 0, false)).toMatchObject({ passed: 1, failed: 1, remarks: ['skipped, which counts as failed: a.test.ts: test 2'] })
})

test('a file that could not be loaded has failed', () => {
  expect(judge({ testResults: [{ ...file('a.test.ts'), status: 'failed' }] }, 1, false)).toMatchObject({ passed: 0, failed: 1, remarks: ['failed outside its tests: a.test.ts'] })
})

test('a run without report, without tests, or that ends badly after all passed has failed', () => {
  expect(judge(null, 1, false)).toMatchObject({ failed: 1 })
  expect(judge({ testResults: [] }, 0, false)).toMatchObject({ failed: 1, remarks: ['no test ran'] })
  expect(judge({ testResults: [file('a.test.ts', 'passed')] }, 1, false)).toMatchObject({ passed: 1, failed: 1 })
})

test('with a filter, a step may have nothing to run', () => {
  expect(judge({ testResults: [] }, 0, true)).toMatchObject({ passed: 0, failed: 0 })
})
