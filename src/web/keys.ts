/** Keyboard shortcuts. Single letters rest while a text field has the cursor and can be switched off (WCAG 2.1.4). */
import { useEffect, useSyncExternalStore } from 'react'
import { preferences } from './preferences.ts'

export interface Shortcut {
  /** As in KeyboardEvent.key, e.g. 'j', 'Enter', 'Escape', '/', or 'Ctrl+Enter'. */
  readonly key: string
  /** Shown in the foot of the desk and in the list of all keys. */
  readonly label: string
  readonly run: () => void
}

const registered = new Set<readonly Shortcut[]>()
const listeners = new Set<() => void>()
let listed: readonly Shortcut[] = []

function publish(): void {
  listed = [...registered].flat()
  for (const listener of listeners) listener()
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input:not([type=checkbox], [type=radio]), textarea, select'))
}

function pressed(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
  return event.ctrlKey || event.metaKey ? `Ctrl+${key}` : key
}

/** The shortcuts work while the calling component is mounted. Pass a memoised list. */
export function useKeys(shortcuts: readonly Shortcut[]): void {
  useEffect(() => {
    registered.add(shortcuts)
    publish()
    const onKey = (event: KeyboardEvent): void => {
      const key = pressed(event)
      const shortcut = shortcuts.find((one) => one.key === key)
      if (shortcut === undefined || event.altKey || event.defaultPrevented) return
      if (key.length === 1 && (isTyping(event.target) || !preferences().letterKeys)) return
      // Enter and space belong to the control that has the focus; a row that takes them prevents the default.
      if ((key === 'Enter' || key === ' ') && event.target instanceof HTMLElement && event.target.matches('a, button, summary, input, textarea, select')) return
      event.preventDefault()
      shortcut.run()
    }
    document.addEventListener('keydown', onKey)
    return () => {
      registered.delete(shortcuts)
      publish()
      document.removeEventListener('keydown', onKey)
    }
  }, [shortcuts])
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** All shortcuts of the present page, in the order in which they were registered. */
export function useListedKeys(): readonly Shortcut[] {
  return useSyncExternalStore(subscribe, () => listed)
}
