import type { CaseItem } from '../cases.ts'

/** Of the cases that I am asked to confirm, the one whose time is over first. */
export function mostUrgentToConfirm(open: readonly CaseItem[]): CaseItem | undefined {
  const due = ({ clock }: CaseItem): number => (clock.due === null ? Infinity : Date.parse(clock.due))
  return open.filter(({ can }) => can.confirm).toSorted((a, b) => due(a) - due(b))[0]
}
