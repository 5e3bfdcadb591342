/** What is looked at stands in the address, so that it can be sent to somebody: figure, month, place, ward, map or list. */
import { useCallback, useMemo } from 'react'
import { useSearchParams } from 'react-router'

export interface Selection {
  /** Null: the first that is offered. */
  readonly figure: string | null
  /** Null: now. */
  readonly month: string | null
  /** A district or street that is opened; null is the whole. */
  readonly place: string | null
  readonly ward: string | null
  readonly view: 'map' | 'list'
}

const keys = ['figure', 'month', 'place', 'ward', 'view'] as const

export type Choose = (change: Partial<Selection>) => void

export function useSelection(): readonly [Selection, Choose] {
  const [parameters, setParameters] = useSearchParams()
  const selection = useMemo(
    (): Selection => ({ figure: parameters.get('figure'), month: parameters.get('month'), place: parameters.get('place'), ward: parameters.get('ward'), view: parameters.get('view') === 'list' ? 'list' : 'map' }),
    [parameters],
  )
  const choose = useCallback(
    (change: Partial<Selection>) =>
      setParameters(
        (before) => {
          const after = new URLSearchParams(before)
          for (const key of keys) {
            const value = change[key]
            if (value === undefined) continue
            if (value === null || value === 'map') after.delete(key)
            else after.set(key, value)
          }
          return after
        },
        { replace: true, preventScrollReset: true },
      ),
    [setParameters],
  )
  return [selection, choose]
}
