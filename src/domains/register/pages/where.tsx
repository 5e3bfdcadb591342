/** Where a place stands: its links and its way down from the city. Places above the asker's scope are named, not linked. */
import { useEffect } from 'react'
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

export function Where({ above, name }: { readonly above: readonly Named[]; readonly name: string }) {
  const scope = useScope().data
  const first = above.findIndex(({ id }) => id === scope?.id)
  return <Breadcrumb places={[...above.map((place, index) => (first === -1 || index < first ? { name: place.name } : { name: place.name, to: placePath(place) })), { name }]} />
}

export function useTitle(name: string | undefined): void {
  const t = useText(messages)
  useEffect(() => {
    if (name !== undefined) document.title = t.title({ name })
  }, [name, t])
}
