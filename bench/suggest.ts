/**
 * `npm run bench -- suggest [FILE]`: how often the suggestions are right, on a file with the columns of labelled_reports.csv. Needs no database: it
 * scores as a new city would, with the shipped phrases and what is learned from the shipped messages. Messages of the file that are among the shipped
 * ones are never learned from while they are scored: they are dealt into parts, and each part is scored by what the others teach.
 */
import { readFile } from 'node:fs/promises'
import { openScorer } from '../src/domains/requests/rules/suggest.ts'
import { countLabelled, readLabelled, type Labelled } from '../src/domains/requests/rules/suggest-labelled.ts'
import { learn } from '../src/domains/requests/rules/suggest-learn.ts'
import { LABELLED, shippedPhrases } from '../src/domains/requests/stores/suggestions.ts'
import { printFigure } from './figure.ts'

const PARTS = 10
/** Of the processor, not of the clock, which others share; timed again and again, so that one stutter of the machine is not the figure. */
const TIMED = 5

interface Scored {
  readonly first: boolean
  readonly hit: boolean
  readonly urgent: boolean
  readonly foundUrgent: boolean
}

export async function run(options: readonly string[]): Promise<void> {
  const file = options.find((option) => !option.startsWith('--')) ?? LABELLED
  const learns = !options.includes('--phrases-only')
  const [sections, shipped, messages] = await Promise.all([shippedPhrases(), readFile(LABELLED, 'utf8').then(readLabelled), readFile(file, 'utf8').then(readLabelled)])
  const withheld = shipped.filter(({ text }) => messages.some((message) => message.text === text))
  const leftOut = new Set(withheld.map(({ text }) => text))
  const scorerWithout = (part: number | null) => {
    const teaching = part === null ? shipped : shipped.filter(({ text }) => !leftOut.has(text) || partOf(text) !== part)
    return openScorer(sections, learns ? learn([countLabelled(teaching, sections)]) : null)
  }
  const scorers = new Map<number | null, ReturnType<typeof scorerWithout>>()
  const scorerOf = ({ text }: Labelled) => {
    const part = leftOut.has(text) ? partOf(text) : null
    const scorer = scorers.get(part) ?? scorerWithout(part)
    scorers.set(part, scorer)
    return scorer
  }
  const scored = messages.map((message): Scored => {
    const scorer = scorerOf(message)
    const codes = scorer.categories(message.text).map(({ code }) => code)
    const right = (code: string | undefined) => code !== undefined && (code === message.category || message.also.includes(code))
    return { first: right(codes[0]), hit: codes.some(right), urgent: message.urgent, foundUrgent: scorer.urgency(message.text).urgent }
  })
  const share = (of: readonly Scored[], is: (one: Scored) => boolean) => (of.length === 0 ? Number.NaN : of.filter(is).length / of.length)
  const urgent = scored.filter((one) => one.urgent)
  const found = scored.filter((one) => one.foundUrgent)
  const more = {
    messages: messages.length,
    urgent: urgent.length,
    learned: learns ? 'shipped messages' : 'nothing',
    leftOutOfLearning: learns ? withheld.length : 0,
    parts: learns && withheld.length > 0 ? PARTS : 0,
    processes: 1,
  }
  printFigure('suggest', 'right among the first three', share(scored, ({ hit }) => hit), 'share', { ...more, target: 0.8 })
  printFigure('suggest', 'right first', share(scored, ({ first }) => first), 'share', more)
  printFigure('suggest', 'urgent recognised', share(urgent, ({ foundUrgent }) => foundUrgent), 'share', { ...more, target: 0.95 })
  printFigure('suggest', 'of those called urgent are', share(found, (one) => one.urgent), 'share', { ...more, target: 0.6 })
  printFigure('suggest', 'false alarms', found.filter((one) => !one.urgent).length, 'messages', more)
  const scorer = scorerWithout(null)
  printFigure('suggest', 'processor time for the categories', timed(messages, ({ text }) => scorer.categories(text)), 'µs a message', more)
  printFigure('suggest', 'processor time for the urgency', timed(messages, ({ text }) => scorer.urgency(text)), 'µs a message', { ...more, target: 100 })
}

/** By the text itself, so that the order of a file changes nothing. */
function partOf(text: string): number {
  let sum = 0
  for (const character of text) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003
  return sum % PARTS
}

function timed(messages: readonly Labelled[], score: (message: Labelled) => unknown): number {
  const rounds = Array.from({ length: TIMED }, () => {
    const from = process.cpuUsage()
    for (const message of messages) score(message)
    const { user, system } = process.cpuUsage(from)
    return (user + system) / messages.length
  })
  return rounds.toSorted((a, b) => a - b)[Math.floor(TIMED / 2)] as number
}
