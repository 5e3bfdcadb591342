import { expect, test } from 'vitest'
import type { Actor } from './actor.ts'
import type { Commands } from './commands.ts'
import { MOST_EXPORTED_ROWS, openExporter } from './export.ts'

const actor = { title: '经理' } as Actor
const asked = { actor, now: Temporal.Instant.from('2026-03-18T02:42:00Z'), query: { format: 'csv', language: 'zh' }, http: { requestId: 'test' } } as const
const never: Commands = { run: () => Promise.reject(new Error('the trail cannot be written')) }

const list = (rows: number, size = 500) => ({
  title: { zh: '待办', en: 'Queue' },
  columns: [{ head: { zh: '数', en: 'No' }, kind: 'number' as const, value: (row: number) => row }],
  personal: true,
  page: async (cursor: string | undefined) => {
    const from = Number(cursor ?? 0)
    const next = from + size
    return { items: Array.from({ length: Math.min(size, rows - from) }, (_, index) => from + index), nextCursor: next < rows ? String(next) : null }
  },
})

test('a list that nobody could read is refused whole, with the limit, instead of being cut', async () => {
  await expect(openExporter({ commands: never, demo: null })('x', asked, '周敏', list(MOST_EXPORTED_ROWS + 1))).rejects.toMatchObject({ type: 'common/too-many-rows', details: { values: { most: MOST_EXPORTED_ROWS } } })
})

test('nothing leaves when it cannot be put on record', async () => {
  await expect(openExporter({ commands: never, demo: null })('x', asked, '周敏', list(3))).rejects.toThrow('the trail cannot be written')
})

test('a refusal gives its place back to the next', async () => {
  const exporter = openExporter({ commands: never, demo: null })
  for (let one = 0; one < 5; one++) await expect(exporter('x', asked, '周敏', list(1))).rejects.toThrow('the trail')
})
