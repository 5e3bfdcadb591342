/** The server's clock as this page knows it. Deadlines are counted against it, so a wrong clock on a phone shows no wrong time left. */
import { useEffect, useState } from 'react'

let offset_ms = 0

/** Called with the moment the server stamped on a reply. */
export function learnServerTime(instant: string): void {
  const server_ms = Date.parse(instant)
  if (Number.isFinite(server_ms)) offset_ms = server_ms - Date.now()
}

export function serverNow(): Date {
  return new Date(Date.now() + offset_ms)
}

/** The present moment, refreshed every `every_ms` (30 seconds unless told otherwise). */
export function useNow(every_ms = 30_000): Date {
  const [now, setNow] = useState(serverNow)
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), every_ms)
    return () => clearInterval(timer)
  }, [every_ms])
  return now
}
