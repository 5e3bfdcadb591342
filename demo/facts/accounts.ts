import type { DemoAccounts } from '../../src/platform/settings.ts'
import type { DemoCity } from './city.ts'
import { guanyinXincun, hexingYijing, sampleHomes, zhongyangHaoting } from './named.ts'
import type { CommunityFacts, Post, StaffRole } from './types.ts'

/** Whom a visitor can be with one tap: one person for each role, around 观音新村 and 和兴怡景. */
export function demoAccounts(city: DemoCity): DemoAccounts {
  const { plan } = city
  const facts = (name: string): CommunityFacts => city.community(found(plan.communities.find((c) => c.name === name)).ordinal)
  const [guanyin, hexing, haoting] = [facts(guanyinXincun), facts(hexingYijing), facts(zhongyangHaoting)]
  const placeId = (code: string): string => found([...plan.divisions, ...plan.grids].find((p) => p.code === code)).id
  const account = (post: { readonly id: string; readonly personId: string | null }) => ({ personId: found(post.personId), standingId: post.id })
  const at = (posts: readonly Post[], role: StaffRole, wanted: (post: Post) => boolean = () => true) => ({ [role]: account(found(posts.find((p) => p.role === role && wanted(p)))) })
  const inCity = (role: StaffRole, code: string, title?: string) => at(city.posts, role, (p) => p.placeId === placeId(code) && (title === undefined || p.title === title))
  const [own, , rented] = sampleHomes
  const stair = found(guanyin.buildings[own.building - 1]?.units[own.unit - 1])
  const tower = found(hexing.buildings[rented.building - 1])
  const enforcement = plan.organisations.find((o) => o.divisionCode === guanyin.plan.districtCode && o.unit === '城市管理综合执法')
  return {
    owner: account(found(guanyin.ownerships.find((o) => o.homeId === homeAt(guanyin, own) && o.to === null))),
    tenant: account(found(hexing.residences.find((r) => r.homeId === homeAt(hexing, rented)))),
    family: account(found(guanyin.residences.find((r) => r.kind === 'family'))),
    ...at(guanyin.posts, 'unit_steward', (p) => p.unitId === stair.id),
    ...at(hexing.posts, 'building_captain', (p) => p.buildingId === tower.id),
    ...at(guanyin.posts, 'yard_head'),
    ...inCity('grid_worker', guanyin.plan.gridCode),
    ...at(haoting.posts, 'committee_member'),
    ...at(hexing.posts, 'property_manager'),
    ...at(hexing.posts, 'property_staff'),
    ...at(hexing.posts, 'cashier'),
    ...inCity('office_worker', guanyin.plan.officeCode, '物业专干'),
    ...inCity('street_officer', guanyin.plan.streetCode),
    ...at(city.posts, 'department_officer', (p) => p.organisationId === enforcement?.id),
    ...inCity('district_officer', guanyin.plan.districtCode),
    ...inCity('bureau_officer', plan.divisions[0]?.code ?? ''),
    ...at(city.posts, 'auditor'),
    ...at(city.posts, 'system_admin'),
    ...at(city.posts, 'security_admin'),
  }
}

function homeAt({ buildings }: CommunityFacts, at: (typeof sampleHomes)[number]): string {
  return found(buildings[at.building - 1]?.units[at.unit - 1]?.homes.find((h) => h.number === at.door)).id
}

function found<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('the demo city lacks a sample account')
  return value
}
