/**
 * Every list as a file. An export pages through the list's own reading under the list's own policy, so that it holds what the asker sees on the
 * screen and nothing more. Nothing leaves before its audit row is committed: who took which list, by which filters, how many rows.
 */
import { Readable } from 'node:stream'
import type { Actor } from './actor.ts'
import { recordChange } from './audit.ts'
import { openBudget } from './budget.ts'
import type { Commands } from './commands.ts'
import type { SHEET_FORMATS } from './contract.ts'
import { newId } from './ids.ts'
import { common } from './problem.ts'
import { Reply } from './routes.ts'
import { sheetFormats, type Cell, type CellKind } from './sheet.ts'
import { ZONE } from './zone.ts'

/** Beyond this nobody reads a sheet: narrow the filters, or ask by API page after page. */
export const MOST_EXPORTED_ROWS = 100_000
/** Each keeps its file in memory until it is sent. */
const EXPORTS_AT_ONCE = 2
const PATIENCE_ms = 15_000

export type Words = Readonly<Record<'zh' | 'en', string>>
type Language = keyof Words

export interface ExportColumn<Row> {
  readonly head: Words
  readonly kind?: CellKind
  /** In characters. */
  readonly width?: number
  readonly value: (row: Row, language: Language) => Cell
}

export interface ExportedList<Row> {
  readonly title: Words
  /** Where it was taken, as people name it: a place, an organisation. */
  readonly about?: string
  /** The filters in words; none for the whole list. */
  readonly filters?: readonly Words[]
  readonly columns: readonly ExportColumn<Row>[]
  /** It tells of people: each printed page names who took it. */
  readonly personal: boolean
  /** One page of the list, as the screen gets it. */
  readonly page: (cursor: string | undefined) => Promise<{ readonly items: readonly Row[]; readonly nextCursor: string | null }>
}

interface Asked {
  readonly actor: Actor
  readonly now: Temporal.Instant
  readonly query: { readonly format: (typeof SHEET_FORMATS)[number]; readonly language: Language }
  readonly http: { readonly requestId: string }
}

/** A list that is read at once. */
export const whole = <Row>(items: readonly Row[]) => async (): Promise<{ items: readonly Row[]; nextCursor: null }> => ({ items, nextCursor: null })

export type Exporter = <Row>(command: string, asked: Asked, askerName: string, list: ExportedList<Row>) => Promise<Reply<NodeJS.ReadableStream>>

const WORDS = {
  demo: { zh: '演示数据', en: 'demo data' },
  filters: { zh: '筛选', en: 'Filters' },
  none: { zh: '无', en: 'none' },
  takenBy: { zh: '导出', en: 'Exported by' },
  personal: { zh: '含个人信息，只限工作使用，不得转发', en: 'Holds personal data: for work only, not to be passed on' },
} satisfies Readonly<Record<string, Words>>

export function openExporter({ commands, demo }: { readonly commands: Commands; readonly demo: object | null }): Exporter {
  const room = openBudget(EXPORTS_AT_ONCE, PATIENCE_ms)
  return async (command, asked, askerName, list) => {
    const release = await room.take(1)
    try {
      const { format, language, ...filters } = asked.query
      const say = (words: Words): string => words[language]
      const at = asked.now.toZonedDateTimeISO(ZONE).toPlainDateTime().toString({ smallestUnit: 'minute' })
      const taken = `${say(WORDS.takenBy)} ${[askerName, asked.actor.title].filter((word) => word !== '').join(' ')} · ${at.replace('T', ' ')}`
      const marks = [...(demo === null ? [] : [say(WORDS.demo)]), taken, ...(list.personal ? [say(WORDS.personal)] : [])]
      const file = sheetFormats[format]
      let rows = 0
      const pages = async function* () {
        let cursor: string | undefined
        do {
          const { items, nextCursor } = await list.page(cursor)
          rows += items.length
          if (rows > MOST_EXPORTED_ROWS) throw common('common/too-many-rows', { values: { most: MOST_EXPORTED_ROWS } })
          yield items.map((item) => list.columns.map(({ value }) => value(item, language)))
          cursor = nextCursor ?? undefined
        } while (cursor !== undefined)
      }
      const said = (list.filters ?? []).map(say).join(language === 'zh' ? '；' : '; ')
      const parts: Uint8Array[] = []
      const sheet = {
        name: say(list.title),
        notes: [['里坊 Lifang', say(list.title), list.about ?? ''].filter((word) => word !== '').join(' · '), marks.join(' · '), `${say(WORDS.filters)} ${said === '' ? say(WORDS.none) : said}`],
        mark: marks.join(' · '),
        columns: list.columns.map(({ head, kind = 'text', width = 16 }) => ({ head: say(head), kind, width })),
        pages: pages(),
      }
      for await (const part of file.write(sheet)) parts.push(part)
      await commands.run({ name: command, actor: asked.actor, at: asked.now, httpRequestId: asked.http.requestId }, async (tx) => {
        recordChange(tx, { subjectKind: 'export', subjectId: newId(), before: null, after: { list: command, format, filters, rows } })
      })
      const name = `${say(list.title)}-${at.replaceAll(/[-:]/g, '').replace('T', '-')}.${format}`
      return new Reply(Readable.from(parts), {
        headers: {
          'content-type': file.mediaType,
          'content-length': String(parts.reduce((sum, { length }) => sum + length, 0)),
          'content-disposition': `attachment; filename="lifang.${format}"; filename*=UTF-8''${encodeURIComponent(name)}`,
        },
      })
    } finally {
      release()
    }
  }
}
