import { lazy, Suspense } from 'react'
import { useLatest } from './queries.ts'

/** Its sentences come when there is something to say: most first pages need none. */
const LatestCard = lazy(async () => ({ default: (await import('./LatestCard.tsx')).LatestCard }))

export function NoticesCard() {
  const { data } = useLatest()
  return (data?.unread ?? 0) === 0 ? null : <Suspense fallback={null}><LatestCard /></Suspense>
}
