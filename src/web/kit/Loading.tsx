import { useText } from '../i18n.ts'
import { shared } from '../messages.ts'
import './Loading.css'

/** Words, never a bare spinner: 正在取账单… */
export function Loading({ children }: { readonly children?: string }) {
  const t = useText(shared)
  return <p className="loading" role="status">{children ?? t.loading}</p>
}

/** Long work shows how far it is, in words and figures. `done` and `total` are counts. */
export function Progress({ label, done, total }: { readonly label: string; readonly done: number; readonly total: number }) {
  return (
    <div className="progress">
      <p className="row">
        <span className="grow">{label}</span>
        <span className="number">{done} / {total}</span>
      </p>
      <progress value={done} max={total} aria-label={label} />
    </div>
  )
}
