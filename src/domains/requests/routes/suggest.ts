/** 建议: what a message is probably about. */
import * as policy from '../policy.ts'
import type { Context, On } from './context.ts'

export function bindSuggestions(on: On, { database, clock, catalogues, suggestions }: Context): void {
  on.effect('POST /api/v1/requests/suggest', {
    may: policy.suggest,
    async handle({ body }) {
      const [scorer, { categories }] = await Promise.all([suggestions.current(database.read), catalogues.current(database.read, clock.now())])
      return {
        categories: scorer.categories(body.text).flatMap(({ code, because }) => {
          const category = categories.get(code)
          return category === undefined ? [] : [{ code, zh: category.zh, en: category.en, because: [...because] }]
        }),
        urgent: scorer.urgency(body.text).urgent,
        because: [...scorer.urgency(body.text).because],
      }
    },
  })
}
