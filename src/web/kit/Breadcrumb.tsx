import { Link } from 'react-router'
import { useText } from '../i18n.ts'
import { shared } from '../messages.ts'
import './Breadcrumb.css'

interface BreadcrumbProps {
  readonly places: readonly { readonly name: string; readonly to?: string }[]
  /** The title beside it names the place itself: these are only the ones above. */
  readonly above?: boolean
}

/** 全市 › 大祥区 › 学院路街道: the last one is here. */
export function Breadcrumb({ places, above = false }: BreadcrumbProps) {
  const t = useText(shared)
  return (
    <nav aria-label={t.breadcrumb}>
      <ol className="breadcrumb">
        {places.map((place, index) => {
          const isHere = !above && index === places.length - 1
          return (
            <li key={place.name} aria-current={isHere ? 'page' : undefined}>
              {place.to === undefined || isHere ? place.name : <Link to={place.to}>{place.name}</Link>}
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
