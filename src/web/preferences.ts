/** What a person has set on this device: language, elder mode, single-letter keys. Kept in localStorage, which may be absent. */
import { useSyncExternalStore } from 'react'

export type Language = 'zh' | 'en'

export interface Preferences {
  readonly language: Language
  readonly elder: boolean
  /** Single letters as shortcuts can be switched off (WCAG 2.1.4). */
  readonly letterKeys: boolean
}

const storageKey = 'lifang.preferences'
const listeners = new Set<() => void>()
let current = read()

function read(): Preferences {
  const preset: Preferences = { language: 'zh', elder: false, letterKeys: true }
  try {
    const stored = JSON.parse(localStorage.getItem(storageKey) ?? '{}') as Partial<Preferences>
    return {
      language: stored.language === 'en' ? 'en' : 'zh',
      elder: stored.elder === true,
      letterKeys: stored.letterKeys !== false,
    }
  } catch {
    return preset
  }
}

/** Writes the preferences onto <html>, where CSS and screen readers find them. */
export function applyPreferences(): void {
  const root = document.documentElement
  root.lang = current.language === 'zh' ? 'zh-CN' : 'en'
  root.toggleAttribute('data-elder', current.elder)
}

export function preferences(): Preferences {
  return current
}

export function setPreferences(change: Partial<Preferences>): void {
  current = { ...current, ...change }
  try {
    localStorage.setItem(storageKey, JSON.stringify(current))
  } catch {
    // Private windows refuse storage: the setting then lasts as long as the page.
  }
  applyPreferences()
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, preferences)
}
