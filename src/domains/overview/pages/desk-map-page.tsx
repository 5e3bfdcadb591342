import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { client } from '../../../web/client.ts'
import { useText } from '../../../web/i18n.ts'
import { Loading } from '../../../web/kit/Loading.tsx'
import { Problem } from '../../../web/kit/Problem.tsx'
import type { RegisterContract } from '../../register/contract.ts'
import { messages } from './messages.ts'
import { CityWards } from './ward-map/CityWards.tsx'
import type { Ward } from './ward-map/city.ts'

/** The same picture within the role's own scope; from a ward to its cases in the queue. */
export function DeskMapPage() {
  const t = useText(messages)
  const { data: top, error, refetch } = useQuery({ queryKey: ['register.places', 'top'], queryFn: ({ signal }) => client<RegisterContract>()('GET /api/v1/register/places', { signal }) })
  const scope = top === undefined ? undefined : scopeOf([...top.above, top])
  const title = scope === undefined ? t.deskMap.tab : scope.kind === 'city' ? t.deskMap.whole : t.deskMap.scope({ place: scope.name })
  useEffect(() => {
    document.title = title
  }, [title])
  return (
    <main id="content" className="desk-main desk-map">
      <h1>{title}</h1>
      {scope === undefined ? (error === null ? <Loading /> : <Problem error={error} onRetry={() => void refetch()} />) : <CityWards within={scope.id} casesOf={casesOf} />}
    </main>
  )
}

interface Scope {
  readonly id: string
  readonly kind: string
  readonly name: string
}

/** An office or a community is shown in its street: the smallest part that has a picture of its own. */
const scopeOf = (above: readonly Scope[]): Scope | undefined => above.findLast(({ kind }) => kind === 'street' || kind === 'district' || kind === 'city')

const casesOf = ({ id }: Ward): string => `/requests?community=${id}`
