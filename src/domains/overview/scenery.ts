/** What figures are shown of and on: the city's places, the figures' definitions, the map's layout. Changed once in a while and by a decision, so kept, and looked at again within a minute. No count is among it. */
import type { Read } from '../../platform/database.ts'
import { cityTree, type CityTree } from '../register/public.ts'
import type { Plan } from './rules/plan.ts'
import { cityDefinitions, shippedPlans, type CityDefinitions } from './stores/definitions.ts'

export interface Scenery extends CityDefinitions {
  readonly tree: CityTree
  readonly plans: Readonly<Record<string, Plan>>
}

const NOTICED_AFTER_ms = 60_000

export function openScenery(): (read: Read) => Promise<Scenery> {
  let known: Promise<Scenery> | undefined
  let lookedAt_ms = -Infinity
  const look = async (read: Read): Promise<Scenery> => {
    const [definitions, tree, plans] = await Promise.all([cityDefinitions(read), cityTree(read), shippedPlans()])
    return { ...definitions, tree, plans }
  }
  return (read) => {
    if (known === undefined || performance.now() - lookedAt_ms > NOTICED_AFTER_ms) {
      lookedAt_ms = performance.now()
      known = look(read)
      known.catch(() => (known = undefined))
    }
    return known
  }
}
