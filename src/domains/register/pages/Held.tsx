import { useText } from '../../../web/i18n.ts'
import { messages } from './messages.ts'
import './Held.css'

/** ■ held, □ empty: the same marks as on the ward map, always with the word. */
export function Held({ isHeld, children }: { readonly isHeld: boolean; readonly children?: string }) {
  const t = useText(messages)
  return (
    <span className={isHeld ? 'held' : 'held held-empty'}>
      <i />
      {children ?? (isHeld ? t.seat.held : t.seat.empty)}
    </span>
  )
}
