import { Link } from 'react-router'
import { useText } from '../i18n.ts'
import { shared } from '../messages.ts'
import './Breadcrumb.css'

/** 全市 › 大祥区 › 学院路街道: the last one is here. */
export function Breadcrumb({ places }: { readonly places: readonly { readonly name: string; readonly to?: string }[] }) {
  const t = useText(shared)
  return (
    <nav aria-label={t.breadcrumb}>
      <ol className="breadcrumb">
        {places.map((place, index) => (
          <li key={place.name} aria-current={index === places.length - 1 ? 'page' : undefined}>
            {place.to === undefined || index === places.length - 1 ? place.name : <Link to={place.to}>{place.name}</Link>}
          </li>
        ))}
      </ol>
    </nav>
  )
}
