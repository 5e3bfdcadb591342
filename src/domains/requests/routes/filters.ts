import { newId } from '../../../platform/ids.ts'
import { Reply } from '../../../platform/routes.ts'
import { personNames } from '../../register/public.ts'
import * as policy from '../policy.ts'
import { requestProblem } from '../problems.ts'
import { MOST_COUNTED, MOST_FILTERS } from '../rules/templates.ts'
import { countFilters, deleteFilter, findFilters, lockFilter, saveFilter, type SavedFilter } from '../stores/filters.ts'
import { countFiltered } from '../stores/lists.ts'
import type { Context, On } from './context.ts'
import { boundsOf } from './queue.ts'

/** One's own and what a whole office shares. */
const MOST_SHOWN = 60

export function bindFilters(on: On, { keys }: Context): void {
  on.query('GET /api/v1/requests/filters', {
    may: policy.keepFilters,
    async handle({ read, actor, now }) {
      const found = (await findFilters(read, actor.personId, actor.organisationId, MOST_SHOWN)).filter(({ list }) => policy.readQueue(actor, list) === true)
      const [names, counts] = await Promise.all([
        personNames(read, keys, found.flatMap(({ personId }) => (personId === actor.personId ? [] : [personId]))),
        Promise.all(found.map(async ({ list, filter }) => countFiltered(read, await boundsOf({ read, actor, now }, { list, community: filter.community }), filter, now, MOST_COUNTED + 1))),
      ])
      return {
        items: found.map(({ id, personId, name, list, filter, shared }, index) => {
          const count = counts[index] ?? 0
          return { id, name, list, filter, shared, mine: personId === actor.personId, owner: names.get(personId) ?? null, count: Math.min(count, MOST_COUNTED), more: count > MOST_COUNTED }
        }),
      }
    },
  })
  on.command('POST /api/v1/requests/filters', {
    may: (actor, _subject, { body }) => policy.readQueue(actor, body.list),
    async handle({ tx, actor, body, now }) {
      if ((await countFilters(tx, actor.personId)) >= MOST_FILTERS) throw requestProblem('requests/too-many-filters', { values: { most: MOST_FILTERS } })
      const { organisationId } = actor
      if (body.shared && organisationId === null) throw requestProblem('requests/nobody-to-share-with')
      const made: SavedFilter = { id: newId(), personId: actor.personId, organisationId, ...body }
      await saveFilter(tx, null, made, now)
      return new Reply({ id: made.id }, { status: 201 })
    },
  })
  on.command('PUT /api/v1/requests/filters/:filterId', {
    load: (tx, { params }) => lockFilter(tx, params.filterId),
    may: policy.changeFilter,
    async handle({ tx, actor, subject, body, now }) {
      if (body.shared && actor.organisationId === null) throw requestProblem('requests/nobody-to-share-with')
      // Colleagues of the role that is worn now.
      await saveFilter(tx, subject, { ...subject, ...body, organisationId: actor.organisationId }, now)
      return {}
    },
  })
  on.command('DELETE /api/v1/requests/filters/:filterId', {
    load: (tx, { params }) => lockFilter(tx, params.filterId),
    may: policy.changeFilter,
    async handle({ tx, subject }) {
      await deleteFilter(tx, subject)
      return {}
    },
  })
}
