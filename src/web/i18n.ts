/**
 * Messages are plain modules: `messages.zh.ts` is the source of the type, `messages.en.ts` is typed by it. A value is a string, or a
 * function of named values that returns a whole sentence, so that word order and plurals stay with the language.
 */
import type { Language } from './preferences.ts'
import { usePreferences } from './preferences.ts'

export interface Messages<Text> {
  readonly zh: Text
  readonly en: Text
}

export function useLanguage(): Language {
  return usePreferences().language
}

/** `const t = useText({ zh, en })`, then `t.title` or `t.followers({ count: 2 })`. */
export function useText<Text>(messages: Messages<Text>): Text {
  return messages[useLanguage()]
}
