/** A word of the reporter on a case: sent once however often it is pressed, and the case is then shown as the server answers. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { UseMutationResult } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { caseAddress, caseKey, caseKind } from './cases.ts'
import type { CasePlace, CaseView } from './cases.ts'

export function useAct<Words>(place: CasePlace, act: (words: Words, idempotencyKey: string) => Promise<CaseView>): UseMutationResult<CaseView, Error, Words> {
  const queries = useQueryClient()
  const navigate = useNavigate()
  // The same words keep their key, so that an answer that was lost is asked for again and not acted on twice.
  const [keys] = useState(() => new Map<string, string>())
  return useMutation({
    mutationFn: (words: Words) => {
      const said = JSON.stringify(words)
      const key = keys.get(said) ?? crypto.randomUUID()
      keys.set(said, key)
      return act(words, key)
    },
    onSuccess: (changed) => {
      queries.setQueryData(caseKey(place), changed)
      void queries.invalidateQueries({ queryKey: [caseKind, 'mine'] })
      void navigate(caseAddress(place), { replace: true })
    },
    onError: () => queries.invalidateQueries({ queryKey: caseKey(place) }),
  })
}
