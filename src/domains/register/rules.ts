/** Pure: words and masks of the register. */

/** 张三丰 → 张**; compound surnames are not guessed. Always two stars, so that the length tells nothing. */
export const maskName = (name: string): string => `${Array.from(name)[0] ?? ''}**`

/** 15412345678 → 154****5678. */
export const maskPhone = (phone: string): string => `${phone.slice(0, 3)}****${phone.slice(-4)}`

/** Reads an address as people type it: 和兴怡景3栋2单元201, hxyj 3 201, 3-2-501. */
export interface AddressQuery {
  /** What is left of the words: a community's name, part of it, or its initials. */
  readonly words: string
  readonly building: string | null
  readonly unit: string | null
  readonly door: string | null
}

const FULL_WIDTH_OFFSET = 0xfee0
const toHalfWidth = (text: string): string => text.replaceAll(/[\uff01-\uff5e]/gu, (character) => String.fromCodePoint((character.codePointAt(0) ?? 0) - FULL_WIDTH_OFFSET)).replaceAll('\u3000', ' ')

export function readAddress(query: string): AddressQuery {
  let rest = toHalfWidth(query).trim().toLowerCase()
  const take = (pattern: RegExp): string | null => {
    const found = pattern.exec(rest)
    if (!found) return null
    rest = `${rest.slice(0, found.index)} ${rest.slice(found.index + found[0].length)}`.trim()
    return found[1] ?? null
  }
  let building = take(/(\d{1,3})\s*(?:栋|幢|号楼)/u)
  let unit = take(/(\d{1,2})\s*单元/u)
  const numbers = rest.match(/\d+/gu) ?? []
  rest = rest.replaceAll(/[\d\-室号#,，]+/gu, ' ').replaceAll(/\s+/gu, ' ').trim()
  let door: string | null = null
  const left = [...numbers]
  if (left.length > 0) door = left.pop() ?? null
  if (building === null && left.length > 0) building = left.shift() ?? null
  if (unit === null && left.length > 0) unit = left.shift() ?? null
  return { words: rest, building, unit, door }
}

export interface HomeFacts {
  readonly areaCentiM2: number | null
  readonly occupancy: 'owner' | 'let' | 'vacant' | 'unsold'
  /** Whether at least one owner's phone, or an owning organisation, is known. */
  readonly ownerReachable: boolean
}

export type HomeState = HomeFacts['occupancy'] | 'incomplete'

/** 资料齐全: the area is known and an owner can be reached; an unsold home has its developer. */
export const isComplete = (home: HomeFacts): boolean => home.areaCentiM2 !== null && (home.occupancy === 'unsold' || home.ownerReachable)

/** What the building's picture shows: the exception speaks before the usual state. */
export const homeState = (home: HomeFacts): HomeState => (isComplete(home) ? home.occupancy : 'incomplete')

/** Half a year before a term ends its successor is due to be prepared, so that no community is without a committee. */
export const TERM_ENDS_WITHIN_days = 180

/** `preparing`: elected or on the way, not yet in office; `expiring`: in office, the term ends soon and nobody follows yet. */
export type CommitteeState = 'none' | 'preparing' | 'expiring' | 'in-office'
