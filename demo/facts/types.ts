import type { Case, CaseEvent } from '../../src/domains/requests/rules/case.ts'

/** What the demo city is made from. The same options give the same facts. */
export interface CityOptions {
  readonly seed: string
  /** The day (`YYYY-MM-DD`, in the city's zone) on which the city is shown. */
  readonly asOf: string
  /** Property communities; courtyards come on top. 231 is Shaoyang. */
  readonly communities: number
  /** Epoch milliseconds after which nothing has happened yet; at most the end of `asOf`, which is the default. */
  readonly until_ms?: number
}

export type CommunityKind = 'commercial' | 'resettlement' | 'old' | 'state_firm' | 'yard'
/** company: a property company serves it; office: its 社区 looks after it (courtyards); unmanaged: 失管. */
type Management = 'company' | 'office' | 'unmanaged'
export type BuildingStyle = 'yardhouse' | 'walkup' | 'eleven' | 'eighteen' | 'tower'
type OrganisationKind = 'property_company' | 'community_office' | 'street' | 'district' | 'department' | 'bureau' | 'utility' | 'developer' | 'company'

export interface Division {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly level: 'city' | 'district' | 'street' | 'office'
  readonly parentCode: string | null
}

export interface Grid {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly officeCode: string
}

export interface Organisation {
  readonly id: string
  readonly kind: OrganisationKind
  readonly name: string
  readonly creditCode: string | null
  /** Where it governs or works for; null for companies. */
  readonly divisionCode: string | null
  /** The number that residents call. */
  readonly phone: string | null
  /** The unit of the responsibility catalogue that a department stands for. */
  readonly unit: string | null
}

export interface PartyBranch {
  readonly name: string
  readonly kind: 'ordinary' | 'functional'
  readonly since: string
}

export interface CommunityPlan {
  /** Position in the city: property communities first, courtyards after them. */
  readonly ordinal: number
  readonly id: string
  /** Fifteen digits: the code of its 社区 and a running number. */
  readonly code: string
  readonly name: string
  /** Two to four letters, with a number where several would have the same: begins its case numbers. */
  readonly shortCode: string
  /** A real name: carries only the facts of mission.md, and nothing bad is invented for it. */
  readonly real: boolean
  readonly kind: CommunityKind
  readonly courtyard: boolean
  readonly management: Management
  readonly districtCode: string
  readonly streetCode: string
  readonly officeCode: string
  readonly gridCode: string
  readonly homes: number
  /** Whole buildings: homes, common parts, shops, underground. */
  readonly wholeArea_centi_m2: number
  readonly meanHomeArea_centi_m2: number
  readonly builtYear: number | null
  readonly styles: readonly BuildingStyle[]
  readonly skipsFour: boolean
  readonly buildingWord: '栋' | '幢' | '号楼'
  readonly companyId: string | null
  readonly contractFrom: string | null
  readonly contractTo: string | null
  readonly developerId: string | null
  readonly committeeTerm: number
  readonly committeeFrom: string | null
  readonly committeeTo: string | null
  readonly branch: PartyBranch | null
  /** One of the communities of 双清区 that are renovated in one batch. */
  readonly renovationBatch: boolean
  /** Where this community's block of demo phone numbers begins. */
  readonly phoneBase: number
}

export interface Building {
  readonly id: string
  readonly number: number
  /** 3栋 */
  readonly name: string
  readonly floors: number
  readonly elevator: boolean
  readonly builtYear: number
  readonly wholeArea_centi_m2: number
  readonly units: readonly Unit[]
}

export interface Unit {
  readonly id: string
  readonly number: number
  /** 2单元 */
  readonly name: string
  readonly homes: readonly HomePlace[]
}

export interface HomePlace {
  readonly id: string
  /** As people call it: some houses have no fourth floor. */
  readonly floor: number
  /** 201 */
  readonly number: string
  /** 建筑面积, with the home's share of the common parts of its building as the deed states it. */
  readonly area_centi_m2: number
  /** False: the office has not entered the area yet, so that the register shows the home as incomplete. */
  readonly isAreaRecorded: boolean
}

export type Occupancy = 'owner' | 'let' | 'vacant' | 'unsold'

export interface HomeState {
  readonly homeId: string
  readonly occupancy: Occupancy
  /** Everyone who lives there, recorded by name or not. */
  readonly residents: number
}

export interface Person {
  readonly id: string
  readonly name: string
  /** Eleven digits beginning with 154, which no operator has. */
  readonly phone: string | null
  readonly birthYear: number
}

export interface Ownership {
  readonly id: string
  readonly homeId: string
  /** Exactly one of person and organisation. */
  readonly personId: string | null
  readonly organisationId: string | null
  readonly numerator: number
  readonly denominator: number
  /** Registered in the land register, or a purchaser in lawful possession (业主 all the same), or the developer's unsold home. */
  readonly basis: 'registered' | 'purchaser' | 'developer'
  readonly from: string
  readonly to: string | null
}

/** Someone who lives in a home without owning it. */
export interface Residence {
  readonly id: string
  readonly homeId: string
  readonly personId: string
  readonly kind: 'tenant' | 'family'
  readonly from: string
  /** Of a tenant the day after the lease; of family null. */
  readonly to: string | null
}

export type StaffRole =
  | 'unit_steward' | 'building_captain' | 'yard_head' | 'grid_worker' | 'committee_member' | 'property_manager' | 'property_staff' | 'cashier'
  | 'office_worker' | 'street_officer' | 'department_officer' | 'district_officer' | 'bureau_officer' | 'auditor' | 'system_admin' | 'security_admin'

export interface Post {
  readonly id: string
  readonly personId: string
  readonly role: StaffRole
  /** City … community. */
  readonly placeId: string
  readonly buildingId: string | null
  readonly unitId: string | null
  readonly organisationId: string | null
  /** What is written on the door or in the committee's record: 主任, 副主任, 委员, 维修, 客服 … */
  readonly title: string
  readonly from: string
}

/** Everything about one community, small enough to be held whole. */
export interface CommunityFacts {
  readonly plan: CommunityPlan
  readonly buildings: readonly Building[]
  readonly homes: readonly HomeState[]
  readonly persons: readonly Person[]
  readonly ownerships: readonly Ownership[]
  readonly residences: readonly Residence[]
  readonly posts: readonly Post[]
}

/** A report and its course up to the moment at which the city is shown, as the domain's own rules made them. */
export interface RequestFacts {
  readonly case: Case
  readonly events: readonly CaseEvent[]
}
