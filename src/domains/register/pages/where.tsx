/** Where a place stands: its links and its way down from the city. Places above the asker's scope are named, not linked. */
import { useEffect } from 'react'
import { useFormat } from '../../../web/format.ts'
import { useText } from '../../../web/i18n.ts'
import { Breadcrumb } from '../../../web/kit/Breadcrumb.tsx'
import { messages } from './messages.ts'
import { useScope } from './queries.ts'
import type { PlaceView } from './queries.ts'

type Named = PlaceView['above'][number]

export const placePath = (place: Pick<Named, 'id' | 'kind'>): string => (place.kind === 'community' ? `/register/communities/${place.id}` : `/register/places/${place.id}`)

export function homePath(communityId: string, homeId: string): string {
  return `/register/communities/${communityId}?home=${homeId}`
}

/** 930 户, the unit small. */
export function HomeCount({ count }: { readonly count: number }) {
  const t = useText(messages)
  const format = useFormat()
  return <span className="nowrap">{format.number(count)}<span className="unit">{t.building.homesUnit}</span></span>
}

/** A grid is named after its office: below that, 观音庵社区第4微网格 is 第4微网格. */
export function nameBelow(name: string, parent: string | undefined): string {
  return parent !== undefined && name !== parent && name.startsWith(parent) ? name.slice(parent.length) : name
}

export function Where({ above }: { readonly above: readonly Named[] }) {
  const scope = useScope().data
  const top = above.findIndex(({ id }) => id === scope?.id)
  if (above.length === 0) return null
  return (
    <Breadcrumb
      above
      places={above.map((place, index) => {
        const name = nameBelow(place.name, above[index - 1]?.name)
        return top === -1 || index < top ? { name } : { name, to: placePath(place) }
      })}
    />
  )
}

export function useTitle(name: string | undefined): void {
  const t = useText(messages)
  useEffect(() => {
    if (name !== undefined) document.title = t.title({ name })
  }, [name, t])
}
