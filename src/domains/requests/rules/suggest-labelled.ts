/** Messages whose category and urgency somebody has said: what a new city begins with, and what the scorer is measured by. */
import { counter, type Counts } from './suggest-learn.ts'
import { spellingsOf, type PhraseSection } from './suggest-phrases.ts'
import { normaliser } from './suggest-text.ts'

export interface Labelled {
  readonly text: string
  readonly category: string
  /** Other categories that would be right as well. */
  readonly also: readonly string[]
  readonly urgent: boolean
}

/** @param csv RFC 4180, with a header row. */
export function readLabelled(csv: string): readonly Labelled[] {
  const [head = [], ...rows] = rowsOf(csv)
  const column = (name: string): number => {
    const at = head.indexOf(name)
    if (at === -1) throw new Error(`no column ${name}`)
    return at
  }
  const [text, category, also, urgency] = (['text', 'category', 'also', 'urgency'] as const).map(column) as [number, number, number, number]
  return rows.map((row) => ({ text: row[text] ?? '', category: row[category] ?? '', also: (row[also] ?? '').split('|').filter((code) => code !== ''), urgent: row[urgency] === 'urgent' }))
}

const CELL = /(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|$)/gy

function rowsOf(csv: string): string[][] {
  const plain = csv.replace(/^\uFEFF/u, '')
  const rows: string[][] = []
  let row: string[] = []
  for (const { 0: whole, 1: quoted, 2: bare = '', 3: end, index } of plain.matchAll(CELL)) {
    row.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'))
    if (end !== ',') {
      if (row.length > 1 || row[0] !== '') rows.push(row)
      row = []
    }
    if (index + whole.length >= plain.length) break
  }
  return rows
}

/** Counts as of cases: here each message is somebody else's. */
export function countLabelled(messages: readonly Labelled[], sections: readonly PhraseSection[]): Counts {
  const normalise = normaliser(spellingsOf(sections))
  const counted = counter()
  for (const { category, text } of messages) counted.add({ category, text: normalise(text), by: text })
  return counted.counts(1)
}
