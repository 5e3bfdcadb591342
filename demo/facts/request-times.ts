import type { Random } from './random.ts'
import { hour_ms } from './calendar.ts'
import { categoryTexts, type CategoryTexts, type Hours, type Season } from './request-texts.ts'
import type { Category } from '../../src/domains/requests/rules/submit.ts'
import { categories } from './reference.ts'

/** How much more often than on average, January to December. */
const seasons: Readonly<Record<Season, readonly number[]>> = {
  even: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
  rain: [0.7, 0.8, 1, 1.4, 1.6, 1.7, 1.3, 0.9, 0.8, 0.7, 0.7, 0.6],
  heat: [0.7, 0.7, 0.8, 0.9, 1, 1.3, 1.7, 1.7, 1.2, 0.9, 0.7, 0.7],
  cold: [1.7, 1.4, 1, 0.9, 0.8, 0.7, 0.7, 0.7, 0.8, 0.9, 1.1, 1.5],
  warm: [0.5, 0.6, 0.9, 1.2, 1.3, 1.3, 1.3, 1.3, 1.2, 1.1, 0.8, 0.5],
  dark: [1.4, 1.3, 1.1, 0.9, 0.8, 0.8, 0.8, 0.8, 0.9, 1.1, 1.3, 1.4],
  newYear: [1.8, 1.3, 1.1, 0.9, 0.8, 0.8, 0.9, 0.8, 0.8, 0.8, 0.9, 1.6],
}

/** Weights of the hours from midnight on. */
const hours: Readonly<Record<Hours, readonly number[]>> = {
  day: [1, 0, 0, 0, 0, 1, 3, 8, 14, 17, 16, 12, 8, 8, 11, 14, 14, 12, 10, 11, 10, 7, 4, 2],
  evening: [3, 1, 0, 0, 0, 1, 4, 7, 7, 6, 6, 6, 7, 5, 5, 6, 7, 9, 14, 18, 18, 15, 10, 6],
  night: [11, 7, 4, 2, 1, 2, 4, 5, 5, 4, 4, 4, 6, 5, 4, 4, 5, 6, 8, 12, 16, 19, 20, 17],
  any: [3, 2, 2, 1, 1, 3, 8, 12, 12, 11, 11, 10, 9, 8, 8, 9, 10, 12, 13, 13, 12, 9, 7, 5],
}

export interface Topic {
  readonly category: Category
  readonly texts: CategoryTexts
}

const topics: readonly Topic[] = categories.map((category) => {
  const texts = categoryTexts[category.code]
  if (!texts) throw new Error(`no texts for ${category.code}`)
  return { category, texts }
})

const weightsByMonth = Array.from({ length: 12 }, (_, month) => topics.map(({ texts }) => texts.share * (seasons[texts.season][month] ?? 1)))

/** What is reported in a month (1 to 12). */
export function drawTopic(month: number, random: Random): Topic {
  const topic = topics[random.weighted(weightsByMonth[month - 1] ?? [])]
  if (!topic) throw new RangeError(`no month ${month}`)
  return topic
}

/** The time of a report, in milliseconds after midnight. */
export function drawTimeOfDay_ms(when: Hours, random: Random): number {
  return Math.floor((random.weighted(hours[when]) + random.float()) * hour_ms)
}

/** How busy a day is: fewer people write on days off, more in high summer. */
export function busyness(day: { readonly month: number; readonly worked: boolean }): number {
  return (day.worked ? 1.06 : 0.87) * (day.month === 7 || day.month === 8 ? 1.12 : day.month === 2 ? 0.85 : 0.99)
}
