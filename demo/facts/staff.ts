import { addDays } from '../../src/platform/time.ts'
import { guanyinXincun, hexingYijing } from './named.ts'
import type { People } from './people.ts'
import { bornOf, type CityPlan } from './plan.ts'
import type { Random } from './random.ts'
import type { Building, CommunityPlan, Ownership, Person, Post, StaffRole } from './types.ts'

/** Hires people into posts; each gets a phone of their own. */
class Posts {
  readonly made: Post[] = []
  readonly #city: CityPlan
  readonly #people: People
  readonly #random: Random

  constructor(city: CityPlan, people: People, random: Random) {
    this.#city = city
    this.#people = people
    this.#random = random
  }

  hire(role: StaffRole, title: string, at: Pick<Post, 'placeId'> & Partial<Post>): void {
    this.appoint(this.#people.add(24, 57), role, title, at)
  }

  appoint(person: Person, role: StaffRole, title: string, at: Pick<Post, 'placeId'> & Partial<Post>): void {
    this.made.push({
      id: this.#random.uuid(bornOf(this.#city)), personId: person.id, role, title, buildingId: null, unitId: null, organisationId: null,
      from: addDays(this.#city.asOf, -this.#random.int(370, 2000)), ...at,
    })
  }
}

/** Everyone who works for the city, its districts, streets, 社区 and micro-grids, so that each request finds a person. */
export function cityStaff(city: CityPlan, people: People, random: Random): Post[] {
  const posts = new Posts(city, people, random)
  const served = new Set(city.communities.map((c) => c.officeCode))
  const bodies = new Map(city.organisations.filter((o) => o.unit === null && o.divisionCode !== null).map((o) => [o.divisionCode, o.id]))
  for (const division of city.divisions) {
    const at = { placeId: division.id, organisationId: bodies.get(division.code) ?? null }
    switch (division.level) {
      case 'city':
        posts.hire('bureau_officer', '物业管理科', at)
        posts.hire('bureau_officer', '诉求督办', at)
        posts.hire('auditor', '审计', { placeId: division.id })
        posts.hire('system_admin', '系统管理', { placeId: division.id })
        posts.hire('security_admin', '安全管理', { placeId: division.id })
        break
      case 'district':
        posts.hire('district_officer', '住建', at)
        posts.hire('district_officer', '诉求督办', at)
        for (const body of city.organisations.filter((o) => o.divisionCode === division.code && o.unit !== null)) {
          for (const title of ['值班', '承办']) posts.hire('department_officer', title, { placeId: division.id, organisationId: body.id })
        }
        break
      case 'street':
        posts.hire('street_officer', '物业管理', at)
        posts.hire('street_officer', '综合治理', at)
        break
      case 'office':
        if (served.has(division.code)) for (const title of ['书记', '物业专干', '网格专干']) posts.hire('office_worker', title, at)
        break
    }
  }
  const offices = new Map(city.divisions.map((d) => [d.code, d]))
  for (const grid of city.grids) posts.hire('grid_worker', '网格员', { placeId: grid.id, organisationId: bodies.get(offices.get(grid.officeCode)?.code ?? '') ?? null })
  return posts.made
}

/** Those who work in and for one community: the company's people, the committee, stewards, captains and yard heads. */
export function communityStaff(city: CityPlan, community: CommunityPlan, buildings: readonly Building[], ownerships: readonly Ownership[], people: People, random: Random): Post[] {
  const posts = new Posts(city, people, random)
  const at = { placeId: community.id }
  const owners = new Map(people.made.map((p) => [p.id, p]))
  const asOfYear = Number(city.asOf.slice(0, 4))
  const neighbours = random.shuffled([...new Set(ownerships.flatMap((o) => (o.to === null && o.personId !== null ? [o.personId] : [])))].flatMap((id) => owners.get(id) ?? []))
  if (community.companyId) {
    const firm = { ...at, organisationId: community.companyId, from: community.contractFrom ?? city.asOf }
    posts.hire('property_manager', '项目经理', firm)
    posts.hire('cashier', '收费', firm)
    for (let i = 0; i < 2 + Math.floor(community.homes / 400); i++) posts.hire('property_staff', ['维修', '客服', '秩序', '保洁'][i % 4] ?? '维修', firm)
  }
  if (community.committeeFrom) {
    for (const title of ['主任', '副主任', '委员', '委员', '委员']) {
      const member = neighbours.pop()
      if (member) posts.appoint(member, 'committee_member', title, { ...at, from: community.committeeFrom })
    }
  }
  const sample = community.name === hexingYijing || community.name === guanyinXincun
  if (sample || random.chance(0.4)) {
    for (const building of buildings.slice(0, sample ? buildings.length : 3)) {
      const captain = neighbours.pop()
      if (captain) posts.appoint(captain, 'building_captain', '楼栋长', { ...at, buildingId: building.id })
      for (const unit of sample ? building.units : building.units.slice(0, 1)) {
        const steward = neighbours.pop()
        if (steward) posts.appoint(steward, 'unit_steward', '楼门长', { ...at, buildingId: building.id, unitId: unit.id })
      }
    }
  }
  if (community.name === guanyinXincun || city.yardHeads.has(community.ordinal)) {
    const head = neighbours.find((p) => asOfYear - p.birthYear > 60) ?? neighbours[0]
    if (head) posts.appoint(head, 'yard_head', '院落长', at)
  }
  return posts.made
}
