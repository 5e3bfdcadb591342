import type { By, Rung } from '../../src/domains/requests/rules/case.ts'
import type { Category, Responsible } from '../../src/domains/requests/rules/submit.ts'
import { route } from '../../src/domains/requests/rules/submit.ts'
import type { OrganisationId, PersonId } from '../../src/platform/ids.ts'
import type { CityPlan } from './plan.ts'
import type { CommunityPlan, Post, StaffRole } from './types.ts'

/** The unit that leads a case and its people. */
export interface Lead {
  readonly responsible: Responsible
  /** A property company is invented; the others are real public bodies, and nothing bad is invented for real names. */
  readonly invented: boolean
  /** Whatever happens there, no real name is at it but offices that do their work. */
  readonly inventedCommunity: boolean
  /** Who accepts and dispatches. */
  readonly desk: By
  /** Who goes there; never the one at the desk. */
  readonly handlers: readonly By[]
  /** Who looks when the resident does not answer, and approves: of the level above. */
  readonly checker: By
  /** Who stands on the levels above. */
  readonly ladder: readonly Rung[]
  /** Whom an office calls to help: the property company's manager, where there is one. */
  readonly helper: By | null
}

/** Knows who is on duty for a community at every level. */
export class Duties {
  readonly #posts = new Map<string, Post[]>()
  readonly #ids: ReadonlyMap<string, string>
  readonly #cityCode: string

  constructor(city: CityPlan, posts: readonly Post[]) {
    this.#ids = new Map([...city.divisions, ...city.grids].map((p) => [p.code, p.id]))
    this.#cityCode = city.divisions.find(({ level }) => level === 'city')?.code ?? ''
    for (const post of posts) {
      const key = `${post.role}/${post.placeId}`
      this.#posts.set(key, [...(this.#posts.get(key) ?? []), post])
    }
  }

  /** The lead of a case by the domain's own rule, and the people for it. `local` are the posts of the community. */
  lead(community: CommunityPlan, local: readonly Post[], category: Pick<Category, 'responsibleKind'>): Lead {
    const [secretary, clerk, ...wardens] = this.#at('office_worker', community.officeCode)
    const [streetDesk, ...streetOfficers] = this.#at('street_officer', community.streetCode)
    const [districtDesk] = this.#at('district_officer', community.districtCode)
    const responsible = {
      companyId: community.companyId as OrganisationId | null,
      officeId: (clerk?.organisationId ?? null) as OrganisationId | null,
      streetId: (streetDesk?.organisationId ?? null) as OrganisationId | null,
    }
    const routed = route(responsible, category)
    const [bureauDesk] = this.#at('bureau_officer', this.#cityCode)
    const rungs = [['office', clerk], ['street', streetDesk], ['district', districtDesk], ['city', bureauDesk]] as const
    const ladder = rungs.flatMap(([level, post]) => (post?.organisationId == null ? [] : [{ level, organisationId: post.organisationId as OrganisationId }]))
    const company = local.find((p) => p.role === 'property_manager')
    const above = { responsible, inventedCommunity: !community.real, ladder, helper: company ? byOf(company) : null }
    if (!routed.ok || !secretary || !clerk || !streetDesk || !districtDesk) throw new Error(`nobody is responsible for ${community.name}`)
    switch (routed.value.level) {
      case 'community': {
        const manager = local.find((p) => p.role === 'property_manager')
        if (!manager) throw new Error(`${community.name} has no manager`)
        return leadOf(above, !community.real, manager, local.filter((p) => p.role === 'property_staff'), clerk)
      }
      case 'office':
        return leadOf(above, false, clerk, [secretary, ...wardens], streetDesk)
      case 'street':
      case 'district':
      case 'city':
        return leadOf(above, false, streetDesk, streetOfficers, districtDesk)
    }
  }

  #at(role: StaffRole, code: string): readonly Post[] {
    return this.#posts.get(`${role}/${this.#ids.get(code)}`) ?? []
  }
}

const leadOf = (above: Pick<Lead, 'responsible' | 'inventedCommunity' | 'ladder' | 'helper'>, invented: boolean, desk: Post, handlers: readonly Post[], checker: Post): Lead => ({
  ...above, invented, desk: byOf(desk), handlers: handlers.map(byOf), checker: byOf(checker),
})

const byOf = ({ personId, role, title, organisationId }: Post): By => ({ personId: personId as PersonId, role, title, organisationId: organisationId as OrganisationId | null })
