/**
 * Heads of the audit chain, published outside the database: one JSON line each, appended and on disk before anything else is sealed. Whoever
 * cuts the trail off, or writes it anew, would have to change this file too; copies of it belong on another machine.
 */
import { createReadStream } from 'node:fs'
import { open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const FILE = 'audit-heads.log'
/** The file itself and what rotation made of it: audit-heads.log.1, audit-heads-2026.log, … */
const FILES = /^audit-heads.*\.log(\.\d+)?$/

const NEWLINE = 0x0a

export interface Head {
  /** Number of the link that it stands after. */
  readonly no: number
  readonly head: Buffer
  readonly at: string
}

export async function publishHead(dataDirectory: string, { no, head, at }: Head): Promise<void> {
  // Opened each time: after a rotation the next line begins a new file.
  const file = await open(join(dataDirectory, FILE), 'a+', 0o640)
  try {
    const { size } = await file.stat()
    const { bytesRead, buffer } = await file.read(Buffer.alloc(1), 0, 1, Math.max(size - 1, 0))
    // A crash may have left half a line.
    const begin = bytesRead === 1 && buffer[0] !== NEWLINE ? '\n' : ''
    await file.write(`${begin}${JSON.stringify({ no, head: head.toString('hex'), at })}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Every published head, in no particular order. A last line that a crash cut short is left out. */
export async function* publishedHeads(dataDirectory: string): AsyncGenerator<Head> {
  const names = await readdir(dataDirectory)
  for (const name of names.filter((each) => FILES.test(each)).toSorted()) {
    for await (const line of createInterface({ input: createReadStream(join(dataDirectory, name)), crlfDelay: Infinity })) {
      const found = parse(line)
      if (found) yield found
    }
  }
}

function parse(line: string): Head | null {
  const match = /^\{"no":(\d+),"head":"([0-9a-f]{64})","at":"([^"]+)"\}$/.exec(line)
  const [, no, head, at] = match ?? []
  return no !== undefined && head !== undefined && at !== undefined ? { no: Number(no), head: Buffer.from(head, 'hex'), at } : null
}

/** The number of the last line, without reading the rest; 0 when there is none. */
export async function lastPublished(dataDirectory: string): Promise<number> {
  const file = await open(join(dataDirectory, FILE), 'r').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  })
  if (!file) return 0
  try {
    const { size } = await file.stat()
    const tail = Buffer.alloc(Math.min(size, 1_024))
    await file.read(tail, 0, tail.length, size - tail.length)
    const lines = tail.toString('latin1').split('\n')
    return lines.reduce((last, line) => parse(line)?.no ?? last, 0)
  } finally {
    await file.close()
  }
}
