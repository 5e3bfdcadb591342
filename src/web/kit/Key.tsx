import './Key.css'

const signs: Readonly<Record<string, string>> = { Enter: '↵', Escape: 'Esc', ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→', ' ': '␣' }

/** One key, or keys joined by +, as printed on a keyboard. */
export function Key({ name }: { readonly name: string }) {
  return (
    <span className="keys">
      {name.split('+').map((key) => (
        <kbd key={key} className="key">{signs[key] ?? (key.length === 1 ? key.toUpperCase() : key)}</kbd>
      ))}
    </span>
  )
}
