import { useEffect, useState, useSyncExternalStore } from 'react'
import type { Size } from './geometry.ts'

/** A screen beyond this shows the whole larger instead of more of it. */
const WIDEST = 1920

/** The room an element has, in px of the picture; null until it is known. */
export function useSize(): readonly [(element: HTMLElement | null) => void, Size | null] {
  const [element, setElement] = useState<HTMLElement | null>(null)
  const [size, setSize] = useState<Size | null>(null)
  useEffect(() => {
    if (element === null) return
    const measure = (): void => {
      const larger = Math.max(1, innerWidth / WIDEST)
      const width = Math.floor(element.clientWidth / larger)
      const height = Math.floor(element.clientHeight / larger)
      setSize((before) => (before?.width === width && before.height === height ? before : { width, height }))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [element])
  return [setElement, size]
}

export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = matchMedia(query)
      media.addEventListener('change', listener)
      return () => media.removeEventListener('change', listener)
    },
    () => matchMedia(query).matches,
  )
}
