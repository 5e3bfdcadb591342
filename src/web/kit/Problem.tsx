import type { ReactNode } from 'react'
import { useFormat } from '../format.ts'
import type { Format } from '../format.ts'
import { useText } from '../i18n.ts'
import { shared } from '../messages.ts'
import { OfflineError, ProblemError } from '../problem.ts'
import type { ProblemTexts, ProblemValues } from '../problem.ts'
import { Button } from './Button.tsx'
import { StatusShape } from './Status.tsx'
import './Problem.css'

interface ProblemProps {
  /** What was caught; nothing is shown for null. */
  readonly error: unknown
  /** The domain's words by problem type, e.g. { '/problems/requests/too-late': (v) => '…' }. */
  readonly texts?: ProblemTexts
  readonly onRetry?: (() => void) | undefined
  /** What can be done instead. */
  readonly children?: ReactNode
}

/** A problem in the person's words, with the server's reference small below. What was typed stays where it is. */
export function Problem({ error, texts = {}, onRetry, children }: ProblemProps) {
  const t = useText(shared)
  const format = useFormat()
  if (error === null || error === undefined) return null
  const isOffline = error instanceof OfflineError
  const problem = error instanceof ProblemError ? error.problem : null
  const known = problem === null ? undefined : texts[problem.type] ?? t.problem.byType[problem.type]
  // A refusal in plain words needs no reference; a failure of ours does, to be asked about.
  const isUnderstood = known !== undefined && problem !== null && problem.status < 500
  const words = isOffline ? t.problem.offline : problem === null ? t.problem.unexpected : worded(known ?? t.problem.unexpected, readable(problem.values, format))
  return (
    <section className={isOffline ? 'problem problem-offline' : 'problem'} role="alert">
      <p className="problem-words">
        <StatusShape kind={isOffline ? 'offline' : 'late'} />
        <span>{words}</span>
      </p>
      {children}
      {onRetry === undefined ? null : <Button compact onClick={onRetry}>{t.retry}</Button>}
      {problem === null || problem.requestId === '' || isUnderstood ? null : <p className="problem-id">{t.problem.requestId({ id: problem.requestId })}</p>}
    </section>
  )
}

const instant = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/u

/** Moments among the values are said as everywhere: 今天 18:40. */
function readable(values: ProblemValues, format: Format): ProblemValues {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeof value === 'string' && instant.test(value) ? format.moment(value) : value]))
}

function worded(text: ProblemTexts[string] | undefined, values: ProblemValues = {}): string | undefined {
  return typeof text === 'function' ? text(values) : text
}

/** The words for one field of a refused form, by JSON pointer: `useFieldError(error)('/body/phone')`. */
export function useFieldError(error: unknown, texts: ProblemTexts = {}): (pointer: string) => string | undefined {
  const t = useText(shared)
  return (pointer) => {
    const found = error instanceof ProblemError ? error.problem.errors.find((one) => one.pointer === pointer) : undefined
    if (found === undefined) return undefined
    const text = texts[`${pointer} ${found.code}`] ?? texts[found.code] ?? t.problem.byCode[found.code] ?? t.problem.byCode['invalid']
    return worded(text, found.values)
  }
}
