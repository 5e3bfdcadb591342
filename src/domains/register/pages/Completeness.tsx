import { useFormat } from '../../../web/format.ts'
import './Completeness.css'

/** 98.6 % with its counts; amber where something is missing. */
export function Completeness({ complete, all }: { readonly complete: number; readonly all: number }) {
  const format = useFormat()
  if (all === 0) return <span className="quiet">{format.rate(null)}</span>
  return (
    <span className="completeness">
      <b className={complete === all ? 'completeness-whole' : 'completeness-part'}>{format.rate(complete / all)}</b>
      <small>{`${format.number(complete)}／${format.number(all)}`}</small>
    </span>
  )
}
