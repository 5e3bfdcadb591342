import { expect, test } from 'vitest'
import { contributions, figureChanges, type Counted } from './figures.ts'

const start = Temporal.Instant.from('2026-03-16T01:00:00Z')
const base: Counted = {
  state: 'HANDLING', reportedAt: start, repeated: false, closedAt: null, reworks: 0, reopens: 0, dueAt: null, feedbackAt: null, contactDueAt: null, contactedAt: null, answeredAt: null, resolved: null, satisfaction: null, excluded: [],
}
const later = (hours: number) => start.add({ hours })

test('each fact counts on its own civil day, in Shanghai', () => {
  const evening = Temporal.Instant.from('2026-03-01T16:30:00Z')
  expect(contributions({ ...base, reportedAt: evening })).toMatchObject([{ day: '2026-03-02', reported: 1, open: 1 }])
})

test('on time is a feedback that nobody sent back, not after the deadline', () => {
  const dueAt = later(120)
  const onTime = (feedbackAt: Temporal.Instant | null) => contributions({ ...base, dueAt, feedbackAt }).find(({ due }) => due === 1)?.onTime
  expect([onTime(null), onTime(dueAt), onTime(dueAt.add({ seconds: 1 }))]).toEqual([0, 1, 0])
})

test('an answer counts whatever it was; only "good" is satisfied', () => {
  const answer = (resolved: boolean, satisfaction: 'good' | 'fair' | 'bad') => contributions({ ...base, answeredAt: start, resolved, satisfaction }).find(({ answered }) => answered === 1)
  expect(answer(true, 'good')).toMatchObject({ resolved: 1, satisfied: 1 })
  expect(answer(true, 'fair')).toMatchObject({ resolved: 1, satisfied: 0 })
  expect(answer(false, 'bad')).toMatchObject({ resolved: 0, satisfied: 0 })
})

test('the resident has heard in time when somebody spoke before the contact was due', () => {
  const contacted = (contactedAt: Temporal.Instant | null) => contributions({ ...base, contactDueAt: later(24), contactedAt }).find(({ contactDue }) => contactDue === 1)?.contacted
  expect([contacted(null), contacted(later(24)), contacted(later(25))]).toEqual([0, 1, 0])
})

test('a closed case that was sent back or taken up again counts as rework, once', () => {
  const reworked = (reworks: number, reopens: number) => contributions({ ...base, state: 'CLOSED', closedAt: later(30), reworks, reopens }).find(({ closed }) => closed === 1)?.reworked
  expect([reworked(0, 0), reworked(2, 0), reworked(0, 1), reworked(1, 1)]).toEqual([0, 1, 1, 1])
})

test('what a case is taken out of is counted beside, so that the raw rate stays what it was', () => {
  const judged = { ...base, dueAt: later(24), feedbackAt: later(30), answeredAt: later(40), resolved: false, satisfaction: 'bad' as const }
  expect(figureChanges(judged, { ...judged, excluded: ['on-time'] })).toEqual([{ day: '2026-03-17', excludedDue: 1 }])
  expect(figureChanges(judged, { ...judged, excluded: ['satisfied'] })).toEqual([{ day: '2026-03-18', excludedSatisfiedAnswered: 1 }])
  expect(figureChanges({ ...judged, excluded: ['on-time', 'resolved'] }, judged)).toEqual([
    { day: '2026-03-17', excludedDue: -1 },
    { day: '2026-03-18', excludedResolvedAnswered: -1 },
  ])
})

test('a change is the difference, without days on which nothing changes', () => {
  expect(figureChanges(base, base)).toEqual([])
  expect(figureChanges(base, { ...base, state: 'CLOSED', closedAt: later(24) })).toEqual([
    { day: '2026-03-16', open: -1 },
    { day: '2026-03-17', closed: 1 },
  ])
})
