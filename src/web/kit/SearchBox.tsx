import { useMemo, useRef } from 'react'
import { useKeys } from '../keys.ts'
import { useText } from '../i18n.ts'
import { shared } from '../messages.ts'
import { Icon } from './Icon.tsx'
import { Key } from './Key.tsx'
import './SearchBox.css'

interface SearchBoxProps {
  readonly value?: string
  readonly placeholder?: string
  readonly onSearch: (query: string) => void
}

/** One search for everything in scope; the key / puts the cursor into it. */
export function SearchBox({ value = '', placeholder, onSearch }: SearchBoxProps) {
  const t = useText(shared)
  const input = useRef<HTMLInputElement>(null)
  const keys = useMemo(() => [{ key: '/', label: t.keys.find, run: () => input.current?.focus() }], [t])
  useKeys(keys)
  return (
    <form
      role="search"
      className="search-box"
      onSubmit={(event) => {
        event.preventDefault()
        const query = input.current?.value.trim() ?? ''
        if (query !== '') onSearch(query)
      }}
    >
      <Icon name="find" />
      <input ref={input} key={value} type="search" name="query" defaultValue={value} aria-label={t.search.label} placeholder={placeholder ?? t.search.placeholder} enterKeyHint="search" />
      <Key name="/" />
    </form>
  )
}
