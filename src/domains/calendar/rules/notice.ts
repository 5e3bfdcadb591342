/** Reads the list of a year out of what an administrator pastes: a CSV file, or the State Council's notice as it is published. Runs in the browser too. */
import type { DayKind } from './work-calendar.ts'

export interface NoticeDay {
  readonly date: string
  readonly kind: DayKind
  /** 春节 */
  readonly name: string
  /** Where the notice is published; empty when it was not told. */
  readonly sourceUrl: string
}

export interface ReadNotice {
  readonly days: readonly NoticeDay[]
  /** Lines that speak of days and could not be read. */
  readonly unread: readonly string[]
}

const CSV_LINE = /^(\d{4}-\d{2}-\d{2}),([^,]*),(off|work)(?:,(\S*))?$/u

/** `date,name,kind,notice_url`, with or without its header. */
export function daysOfCsv(text: string): ReadNotice {
  const days: NoticeDay[] = []
  const unread: string[] = []
  for (const line of linesOf(text)) {
    const [, date, name, kind, sourceUrl] = CSV_LINE.exec(line) ?? []
    if (date !== undefined) days.push({ date, kind: kind as DayKind, name: name ?? '', sourceUrl: sourceUrl ?? '' })
    else if (!line.startsWith('date,')) unread.push(line)
  }
  return { days, unread }
}

/** `一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。` What only advises (安排职工在除夕休息) stands without 放假 or 上班. */
function daysOfNotice(text: string, year: number): ReadNotice {
  const days: NoticeDay[] = []
  const unread: string[] = []
  for (const line of linesOf(text)) {
    const [, name, said] = /^(?:[一二三四五六七八九十]+、)?([^：:，。]{2,12})[：:](.+)$/u.exec(line) ?? []
    if (name === undefined || said === undefined || !/放假|上班/u.test(said)) continue
    for (const sentence of said.replaceAll(/（[^）]*）|\([^)]*\)/gu, '').split(/[。；;]/u)) {
      const kind = sentence.includes('上班') ? 'work' : sentence.includes('放假') ? 'off' : null
      if (kind === null) continue
      const dates = datesOf(sentence, year)
      if (dates.length === 0) unread.push(sentence.trim())
      days.push(...dates.map((date) => ({ date, kind, name, sourceUrl: '' }) as const))
    }
  }
  return { days, unread }
}

/** Whichever of the two it is. Days of other years are left out. */
export function readNotice(text: string, year: number): ReadNotice {
  const { days, unread } = linesOf(text).some((line) => CSV_LINE.test(line)) ? daysOfCsv(text) : daysOfNotice(text, year)
  return { days: days.filter(({ date }) => date.startsWith(`${year}-`)), unread }
}

const linesOf = (text: string): string[] => text.split(/\r?\n/u).map((line) => line.trim()).filter((line) => line !== '')

const DATE = String.raw`(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日`
const RANGE = new RegExp(String.raw`${DATE}(?:\s*(?:至|—|-|到)\s*${DATE})?`, 'gu')

/** A month or year that is not repeated is that of the date before. */
function datesOf(sentence: string, noticeYear: number): string[] {
  const dates: string[] = []
  let [year, month] = [noticeYear, 0]
  const read = (parts: readonly (string | undefined)[]): CivilDay => {
    year = parts[0] === undefined ? year : Number(parts[0])
    month = parts[1] === undefined ? month : Number(parts[1])
    return { year, month, day: Number(parts[2]) }
  }
  for (const [, ...parts] of sentence.matchAll(RANGE)) {
    const from = read(parts.slice(0, 3))
    const to = parts[5] === undefined ? from : read(parts.slice(3, 6))
    dates.push(...daysBetween(from, to))
    year = noticeYear
  }
  return dates
}

interface CivilDay {
  readonly year: number
  readonly month: number
  readonly day: number
}

/** Longer than any holiday: what is read wrongly does not run on for ever. */
const MOST_DAYS = 20

// By hand: the browser has no Temporal everywhere.
const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
const daysIn = ({ year, month }: CivilDay): number => (month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31)
const words = ({ year, month, day }: CivilDay): string => `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`

function next(of: CivilDay): CivilDay {
  if (of.day < daysIn(of)) return { ...of, day: of.day + 1 }
  return of.month < 12 ? { year: of.year, month: of.month + 1, day: 1 } : { year: of.year + 1, month: 1, day: 1 }
}

function daysBetween(from: CivilDay, to: CivilDay): string[] {
  const last = words(to)
  const dates: string[] = []
  for (let day = from; words(day) <= last && dates.length < MOST_DAYS; day = next(day)) dates.push(words(day))
  return dates
}
