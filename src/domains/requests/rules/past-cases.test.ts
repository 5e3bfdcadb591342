import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { CommunityId, OrganisationId, PersonId, RequestId } from '../../../platform/id-kinds.ts'
import { shippedYears, workCalendar } from '../../calendar/public.ts'
import { DEFAULT_RULES } from './default-rules.ts'
import { compareVerdicts, pastCase } from './past-case.ts'
import { readCategoryMap, readPastFile, type PastRow } from './past-rows.ts'

const now = Temporal.Instant.from('2026-03-16T10:00:00+08:00')
const zone = 'America/New_York'
const HEAD = 'case_id,opened_at,target_at,closed_at,on_time,status,category,type,queue,neighborhood'
const read = (...lines: string[]) => readPastFile([HEAD, ...lines].join('\n'), { zone, now })

describe('the sample of 311 cases from Boston', async () => {
  const csv = await readFile(join(import.meta.dirname, '../../../../test/data/tickets_boston311_2015_sample.csv'), 'utf8')
  const file = readPastFile(csv, { zone, now })

  it('is read whole, and what is odd in it is named', () => {
    expect(file).toMatchObject({ records: 6_094, findings: [], missing: [] })
    expect(file.rows).toHaveLength(6_094)
    expect(file.oddities.filter(({ code }) => code === 'closed-without-verdict')).toHaveLength(11)
    expect(file.oddities.filter(({ code }) => code !== 'closed-without-verdict')).toEqual([{ line: 3_389, sourceId: '101001438429', code: 'closed-before-opened' }])
  })

  it('by our own rule has the same verdict in all 3,534 rows that have one and both times', () => {
    expect(compareVerdicts(file.rows)).toEqual({ compared: 3_534, equal: 3_534, onTime: 2_825, differing: [] })
  })

  it('a verdict that is not ours is named', () => {
    const late = file.rows.find(({ onTime, targetAt, closedAt }) => onTime === false && targetAt && closedAt)
    expect(compareVerdicts([{ ...(late as PastRow), onTime: true }])).toMatchObject({ compared: 1, equal: 0, differing: [{ sourceId: late?.sourceId }] })
  })
})

describe('what is wrong is named by line and column, and left out', () => {
  it.each([
    [',2015-01-05T08:00:00,,,ONTIME,Open,Trees,Pruning,,', 'case_id', 'required'],
    ['1,2015-13-05T08:00:00,,,ONTIME,Open,Trees,Pruning,,', 'opened_at', 'not-a-time'],
    ['1,05.01.2015,,,ONTIME,Open,Trees,Pruning,,', 'opened_at', 'not-a-time'],
    ['1,2015-03-08T02:30:00,,,ONTIME,Open,Trees,Pruning,,', 'opened_at', 'no-such-time'],
    ['1,2027-01-05T08:00:00,,,ONTIME,Open,Trees,Pruning,,', 'opened_at', 'in-the-future'],
    ['1,2015-01-05T08:00:00,,,MAYBE,Open,Trees,Pruning,,', 'on_time', 'unknown-word'],
    ['1,2015-01-05T08:00:00,,,,Done,Trees,Pruning,,', 'status', 'unknown-word'],
    ['1,2015-01-05T08:00:00,,,,Closed,Trees,Pruning,,', 'closed_at', 'closed-without-time'],
    ['1,2015-01-05T08:00:00,,2015-01-06T08:00:00,,Open,Trees,Pruning,,', 'closed_at', 'open-with-time'],
    ['1,2015-01-05T08:00:00,,,,Open,Trees,,,', 'type', 'required'],
    [`1,2015-01-05T08:00:00,,,,Open,Trees,Pruning,${'长'.repeat(201)},`, 'queue', 'too-long'],
    ['1,2015-01-05T08:00:00,,,,Open,Trees,Pruning', null, 'field-count'],
    ['1,"open', null, 'not-csv'],
  ])('%s', (line, column, code) => {
    const { rows, findings } = read('0,2015-01-05T08:00:00,,,,Open,Trees,Pruning,,', line)
    expect(findings).toEqual([{ line: 3, column, code }])
    expect(rows.map(({ sourceId }) => sourceId)).toEqual(['0'])
  })

  it('an id that comes twice, and columns that are missing', () => {
    const row = '7,2015-01-05T08:00:00,,,,Open,Trees,Pruning,,'
    expect(read(row, row).findings).toEqual([{ line: 3, column: 'case_id', code: 'twice' }])
    expect(readPastFile('case_id,opened_at\n1,2', { zone, now }).missing).toEqual(['target_at', 'closed_at', 'on_time', 'status', 'category', 'type'])
  })

  it('the hour that comes twice is taken as the earlier one, and named', () => {
    const { rows, oddities } = read('7,2015-11-01T01:30:00,,,,Open,Trees,Pruning,,')
    expect(rows[0]?.openedAt.toString()).toBe('2015-11-01T05:30:00Z')
    expect(oddities).toEqual([{ line: 2, sourceId: '7', code: 'ambiguous-time' }])
  })
})

it('categories are mapped by category and type, else by category, else to no category', () => {
  const { map, wrongLines } = readCategoryMap('category,type,code\nTrees,,06045\nTrees,Pruning,L-LIGHT\nTrees,Pruning,L-OTHER\n')
  expect(wrongLines).toEqual([4])
  expect([map.of({ category: 'Trees', type: 'Pruning' }), map.of({ category: 'Trees', type: 'Planting' }), map.of({ category: 'Noise', type: 'Dogs' })]).toEqual(['L-LIGHT', '06045', 'L-OTHER'])
  expect(readCategoryMap('a,b\n').wrongLines).toEqual([1])
})

describe('what becomes of it here', async () => {
  const calendar = workCalendar(await shippedYears())
  const category = { code: 'L-OTHER', deadlineClass: 'NORMAL', responsibleKind: 'community_office', safety: false, photoOnFeedback: true } as const
  const by = { personId: 'p' as PersonId, role: 'import', title: 'boston', organisationId: 'o' as OrganisationId }
  const responsible = { companyId: null, officeId: 'office' as OrganisationId, streetId: null }
  const importing = { communityId: 'c' as CommunityId, responsible, source: 'boston', by, now, rules: DEFAULT_RULES, calendar }
  const landed = (line: string) => {
    const [row] = read(line).rows
    const decision = pastCase(row as PastRow, 'r' as RequestId, category, importing)
    if (!decision.ok) throw new Error(decision.refusal)
    return decision.value
  }

  it('closed there: closed here at its own times, by nobody’s word but the older system’s', () => {
    const { after, events } = landed('7,2015-01-05T08:00:00,2015-01-12T08:00:00,2015-01-13T08:00:00,OVERDUE,Closed,Trees,Pruning,,Dorchester')
    expect(after).toMatchObject({ state: 'CLOSED', text: 'Pruning (Trees)', leadOrganisationId: 'office', reporterOrganisationId: 'o', handlerPersonId: null, answeredAt: null, resolved: null, satisfaction: null, stageDueAt: null, climbAt: null })
    expect(after.place.detail).toBe('Dorchester')
    expect([after.reportedAt, after.dueAt, after.feedbackAt, after.closedAt].map(String)).toEqual(['2015-01-05T13:00:00Z', '2015-01-12T13:00:00Z', '2015-01-13T13:00:00Z', '2015-01-13T13:00:00Z'])
    expect(events.map(({ no, kind, toState, visibility }) => [no, kind, toState, visibility])).toEqual([[1, 'reported', 'REPORTED', 'resident'], [2, 'noted', 'CLOSED', 'internal']])
    expect(events[1]?.text).toContain('7')
  })

  it('open there: open here on its own deadline, which when past climbs one step from now', () => {
    const { after } = landed('7,2015-01-05T08:00:00,2015-01-12T08:00:00,,OVERDUE,Open,Trees,Pruning,,')
    expect(after).toMatchObject({ state: 'ACCEPTED', assigneePersonId: null, closedAt: null, feedbackAt: null })
    expect([after.stageDueAt, after.dueAt].map(String)).toEqual(['2015-01-12T13:00:00Z', '2015-01-12T13:00:00Z'])
    expect(String(after.climbAt)).toBe('2026-03-18T07:45:00Z')
  })

  it('open there without a deadline: that of its class from now, since no open case is without a clock', () => {
    const { after } = landed('7,2015-01-05T08:00:00,,,ONTIME,Open,Trees,Pruning,,')
    expect([after.stageDueAt, after.dueAt, after.climbAt].map(String)).toEqual(Array.from({ length: 3 }, () => '2026-03-23T02:00:00Z'))
  })

  it('without anybody who answers nothing lands', () => {
    const [row] = read('7,2015-01-05T08:00:00,,,,Open,Trees,Pruning,,').rows
    expect(pastCase(row as PastRow, 'r' as RequestId, category, { ...importing, responsible: { companyId: null, officeId: null, streetId: null } })).toEqual({ ok: false, refusal: 'requests/nobody-responsible' })
  })
})
