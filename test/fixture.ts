/**
 * A tiny city for tests: two districts with one street, 社区, micro-grid and community each; 甲 (commercial, with a property company) and
 * 乙 (a courtyard that its 社区 looks after). One person for every role at 甲, the same again at 乙.
 */
import { seedCalendar } from '../src/domains/calendar/public.ts'
import { seedRoles } from '../src/domains/access/public.ts'
import { renewStandings } from '../src/domains/register/public.ts'
import { seedFigures } from '../src/domains/overview/public.ts'
import { seedPhrases, seedRuleSet } from '../src/domains/requests/public.ts'
import type { BuildingId, CommunityId, HomeId, OrganisationId, PersonId, PlaceId, UnitId } from '../src/platform/ids.ts'
import { newId } from '../src/platform/ids.ts'
import type { Services } from '../src/platform/services.ts'
import { civilDate } from '../src/platform/time.ts'

const ROLES_AT_COMMUNITY = ['yard_head', 'committee_member', 'property_manager', 'property_staff', 'cashier'] as const
const ROLES_OF_CITY = ['bureau_officer', 'auditor', 'system_admin', 'security_admin'] as const
const ROLES_BELOW = ['owner', 'tenant', 'family', 'unit_steward', 'building_captain', ...ROLES_AT_COMMUNITY, 'grid_worker', 'office_worker', 'street_officer', 'department_officer', 'district_officer'] as const
export type FixtureRole = (typeof ROLES_BELOW)[number] | (typeof ROLES_OF_CITY)[number]

/** A person in the one role that they hold. */
export interface Member {
  readonly personId: PersonId
  readonly standingId: string
  readonly role: FixtureRole
  readonly name: string
  readonly phone: string
}

export interface FixtureSide {
  readonly district: PlaceId
  readonly street: PlaceId
  readonly office: PlaceId
  readonly grid: PlaceId
  readonly community: CommunityId
  readonly path: string
  /** The community's building, its two units, and two homes in each. */
  readonly building: BuildingId
  readonly units: readonly [UnitId, UnitId]
  /** The owner's (with family), the landlord's (let to the tenant), one vacant, one unsold. */
  readonly homes: readonly [HomeId, HomeId, HomeId, HomeId]
  readonly organisations: { readonly district: OrganisationId; readonly department: OrganisationId; readonly street: OrganisationId; readonly office: OrganisationId; readonly company: OrganisationId | null }
  readonly people: Readonly<Record<(typeof ROLES_BELOW)[number], Member>>
  /** Owns the home that the tenant lives in. */
  readonly landlord: PersonId
}

export interface FixtureCity {
  readonly city: PlaceId
  readonly bureau: OrganisationId
  readonly people: Readonly<Record<(typeof ROLES_OF_CITY)[number], Member>>
  /** With a company. */
  readonly a: FixtureSide
  /** A courtyard in the other district. */
  readonly b: FixtureSide
}

const SINCE = '2024-01-01'
const SURNAMES = '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗'
const GIVEN = '甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥'

class Writer {
  readonly #services: Services
  #people = 0
  #places = 0
  constructor(services: Services) {
    this.#services = services
  }

  async row(table: string, values: Readonly<Record<string, unknown>>): Promise<void> {
    const names = Object.keys(values)
    await this.#services.database.pool.query(
      `insert into ${table} (${names.join(', ')}) values (${names.map((_, index) => `$${index + 1}`).join(', ')})`,
      Object.values(values).map((value) => (value instanceof Temporal.Instant ? value.toString() : value)),
    )
  }

  async relation(table: string, values: Readonly<Record<string, unknown>>): Promise<string> {
    const id = newId<'relation'>()
    await this.row(table, { id, valid_from: SINCE, recorded_at: this.#services.clock.now(), command_id: newId<'command'>(), ...values })
    return id
  }

  async place(kind: string, parent: { id: string; path: string } | null, name: string, code: string): Promise<{ id: PlaceId; path: string }> {
    this.#places += 1
    const id: PlaceId = newId<'place'>()
    const path = `${parent?.path ?? '/'}${this.#places}/`
    await this.row('register.place', { id, kind, parent_id: parent?.id ?? null, no: this.#places, path, code, name, valid_from: SINCE })
    return { id, path }
  }

  async organisation(kind: string, name: string, placeId: string | null): Promise<OrganisationId> {
    const id: OrganisationId = newId<'organisation'>()
    await this.row('register.organisation', { id, kind, name, place_id: placeId, phone: '0739-1540000', valid_from: SINCE })
    return id
  }

  /** Also reachable as a search in the communities named. */
  async person(communities: readonly string[], birthYear = 1980): Promise<{ id: PersonId; name: string; phone: string }> {
    const { keys, clock } = this.#services
    const number = (this.#people += 1)
    const name = `${SURNAMES[number % SURNAMES.length] ?? ''}${GIVEN[number % GIVEN.length] ?? ''}${GIVEN[Math.floor(number / GIVEN.length) % GIVEN.length] ?? ''}`
    const phone = `154${String(10_000_000 + number)}`
    const id: PersonId = newId<'person'>()
    const { wrapped, seal } = keys.newPersonKey(id)
    await this.row('register.person', { id, wrapped_key: wrapped, name: seal('name', name), phone: seal('phone', phone), phone_index: keys.phoneIndex(phone), birth_year: birthYear, recorded_at: clock.now() })
    for (const community of communities) {
      for (const token of keys.personTokens(community, name, phone)) await this.row('register.person_token', { community_id: community, token, person_id: id })
    }
    return { id, name, phone }
  }

  async appoint(role: FixtureRole, at: { readonly place_id: string; readonly building_id?: string; readonly unit_id?: string; readonly organisation_id?: string | null }, title = ''): Promise<Member> {
    const person = await this.person([])
    const standingId = await this.relation('access.appointment', { person_id: person.id, role, title, ...at })
    return { personId: person.id, standingId, role, name: person.name, phone: person.phone }
  }
}

/** Fills a fresh, migrated database and marks it as a demo, so that codes come back in replies and roles are one tap away. */
export async function loadFixture(services: Services): Promise<FixtureCity> {
  const write = new Writer(services)
  await services.database.transaction((tx) => seedCalendar(tx, services.clock.now()))
  await services.database.transaction(seedRoles)
  await services.database.transaction(seedRuleSet)
  await services.database.transaction((tx) => seedPhrases(tx, services.clock.now()))
  await services.database.transaction(seedFigures)
  const city = await write.place('city', null, '邵阳市', '430500')
  const bureau = await write.organisation('bureau', '市住房和城乡建设局', city.id)
  const [bureauOfficer, auditor, systemAdmin, securityAdmin] = [
    await write.appoint('bureau_officer', { place_id: city.id, organisation_id: bureau }, '物业管理科'),
    await write.appoint('auditor', { place_id: city.id }, '审计'),
    await write.appoint('system_admin', { place_id: city.id }, '系统管理'),
    await write.appoint('security_admin', { place_id: city.id }, '安全管理'),
  ]
  const a = await loadSide(write, city, '甲', true)
  const b = await loadSide(write, city, '乙', false)
  await services.database.transaction((tx) => renewStandings(tx, civilDate(services.clock.now())))
  const people = { bureau_officer: bureauOfficer, auditor, system_admin: systemAdmin, security_admin: securityAdmin }
  await write.row('platform.setting', { name: 'demo', value: JSON.stringify({ seed: 1, asOf: civilDate(services.clock.now()), communities: 1, completedAt: services.clock.now().toString() }) })
  await write.row('platform.setting', { name: 'demo-accounts', value: JSON.stringify(Object.fromEntries(Object.entries({ ...people, ...a.people }).map(([role, { personId, standingId }]) => [role, { personId, standingId }]))) })
  return { city: city.id, bureau, people, a, b }
}

async function loadSide(write: Writer, city: { id: string; path: string }, mark: '甲' | '乙', managed: boolean): Promise<FixtureSide> {
  const digit = managed ? '1' : '2'
  const district = await write.place('district', city, `${mark}区`, `43050${digit}`)
  const street = await write.place('street', district, `${mark}街道`, `43050${digit}001`)
  const office = await write.place('office', street, `${mark}社区`, `43050${digit}001001`)
  const grid = await write.place('grid', office, `${mark}网格`, `43050${digit}001001-1`)
  const place = await write.place('community', grid, `${mark}小区`, `43050${digit}001001001`)
  const community = place.id as CommunityId
  const organisations = {
    district: await write.organisation('district', `${mark}区人民政府`, district.id),
    department: await write.organisation('department', `${mark}区城市管理局`, district.id),
    street: await write.organisation('street', `${mark}街道办事处`, street.id),
    office: await write.organisation('community_office', `${mark}社区居委会`, office.id),
    company: managed ? await write.organisation('property_company', `${mark}物业公司`, null) : null,
  }
  await write.row('register.community', { community_id: community, kind: managed ? 'commercial' : 'yard', courtyard: !managed, short_code: managed ? 'JX' : 'YX', built_year: 2001, residents: 5 })
  if (organisations.company) {
    await write.relation('register.service_contract', { community_id: community, organisation_id: organisations.company })
    await write.relation('register.committee', { community_id: community, term: 1 })
  }
  const { building, units, homes } = await loadHomes(write, community)
  const residents = await loadResidents(write, community, homes)
  const people = {
    ...residents.people,
    unit_steward: await write.appoint('unit_steward', { place_id: community, building_id: building, unit_id: units[0] }, '楼门长'),
    building_captain: await write.appoint('building_captain', { place_id: community, building_id: building }, '楼栋长'),
    yard_head: await write.appoint('yard_head', { place_id: community }, '院落长'),
    committee_member: await write.appoint('committee_member', { place_id: community }, '主任'),
    property_manager: await write.appoint('property_manager', { place_id: community, organisation_id: organisations.company }, '项目经理'),
    property_staff: await write.appoint('property_staff', { place_id: community, organisation_id: organisations.company }, '维修'),
    cashier: await write.appoint('cashier', { place_id: community, organisation_id: organisations.company }, '收费'),
    grid_worker: await write.appoint('grid_worker', { place_id: grid.id, organisation_id: organisations.office }, '网格员'),
    office_worker: await write.appoint('office_worker', { place_id: office.id, organisation_id: organisations.office }, '物业专干'),
    street_officer: await write.appoint('street_officer', { place_id: street.id, organisation_id: organisations.street }, '物业管理'),
    department_officer: await write.appoint('department_officer', { place_id: district.id, organisation_id: organisations.department }, '承办'),
    district_officer: await write.appoint('district_officer', { place_id: district.id, organisation_id: organisations.district }, '住建'),
  }
  return { district: district.id, street: street.id, office: office.id, grid: grid.id, community, path: place.path, building, units, homes, organisations, people, landlord: residents.landlord }
}

async function loadHomes(write: Writer, community: CommunityId): Promise<Pick<FixtureSide, 'building' | 'units' | 'homes'>> {
  const building: BuildingId = newId<'building'>()
  const units: [UnitId, UnitId] = [newId<'unit'>(), newId<'unit'>()]
  const homes: [HomeId, HomeId, HomeId, HomeId] = [newId<'home'>(), newId<'home'>(), newId<'home'>(), newId<'home'>()]
  await write.row('register.building', { community_id: community, id: building, name: '1栋', sort: 1, floors: 6, built_year: 2001, area_centi_m2: 50_000 })
  for (const [index, id] of units.entries()) await write.row('register.unit', { community_id: community, id, building_id: building, name: `${index + 1}单元`, sort: index })
  const occupancies = ['owner', 'let', 'vacant', 'unsold']
  for (const [index, id] of homes.entries()) {
    await write.row('register.home', {
      community_id: community,
      id,
      building_id: building,
      unit_id: units[index < 2 ? 0 : 1],
      floor: 1 + (index % 2),
      name: `${1 + (index % 2)}01`,
      sort: index,
      area_centi_m2: 9_000,
      area_source: 'register',
      occupancy: occupancies[index],
    })
  }
  return { building, units, homes }
}

async function loadResidents(write: Writer, community: CommunityId, homes: FixtureSide['homes']) {
  const [owner, family, landlord, tenant] = [await write.person([community], 1955), await write.person([community]), await write.person([community]), await write.person([community])]
  const whole = { community_id: community, share_numerator: 1, share_denominator: 1, basis: 'registered' }
  const member = (role: 'owner' | 'tenant' | 'family', { id, name, phone }: typeof owner, standingId: string): Member => ({ personId: id, standingId, role, name, phone })
  const people = {
    owner: member('owner', owner, await write.relation('register.ownership', { ...whole, home_id: homes[0], person_id: owner.id })),
    family: member('family', family, await write.relation('register.residence', { community_id: community, home_id: homes[0], person_id: family.id, kind: 'family' })),
    tenant: member('tenant', tenant, await write.relation('register.residence', { community_id: community, home_id: homes[1], person_id: tenant.id, kind: 'tenant' })),
  }
  await write.relation('register.ownership', { ...whole, home_id: homes[1], person_id: landlord.id })
  return { people, landlord: landlord.id }
}
