/** Which lists a role has: the server decides again on every call, by the same actions. */

export const LISTS = ['ours', 'mine', 'supporting', 'to-check', 'to-approve', 'climbed', 'stranded', 'scope'] as const
export type List = (typeof LISTS)[number]

const needs: Readonly<Record<List, readonly string[]>> = {
  ours: ['requests.dispatch'],
  mine: ['requests.sign'],
  supporting: ['requests.sign', 'requests.dispatch'],
  'to-check': ['requests.check'],
  'to-approve': ['requests.check'],
  climbed: ['requests.check'],
  stranded: ['requests.check'],
  scope: ['requests.read'],
}

/** Lists that are empty most of the time: shown while something is in them. */
export const OCCASIONAL: readonly List[] = ['supporting', 'to-approve', 'climbed', 'stranded']

/** The first one is where the role begins: whoever hands out work at the list of the unit, whoever does it at the list of the own hands. */
export function listsOf({ can }: { readonly can: readonly string[] }): readonly List[] {
  const lists = LISTS.filter((list) => needs[list].some((action) => can.includes(action)))
  return lists.includes('ours') || !lists.includes('mine') ? lists : ['mine', 'ours', ...lists.filter((list) => list !== 'mine')]
}

export const STATES_ON_DESK = ['REPORTED', 'ACCEPTED', 'DISPATCHED', 'HANDLING', 'SUSPENDED', 'CHECKING'] as const
export const GROUPS_ON_DESK = ['danger', 'overdue', 'today', 'later', 'waiting'] as const
