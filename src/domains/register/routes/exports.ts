/** The register's lists as files. */
import type { z } from 'zod'
import { openExporter, whole, type ExportColumn, type Words } from '../../../platform/export.ts'
import type { Bind } from '../../../platform/routes.ts'
import type { Services } from '../../../platform/services.ts'
import { civilDate } from '../../../platform/time.ts'
import type { RegisterContract } from '../contract.ts'
import * as policy from '../policy.ts'
import { ownName } from '../public.ts'
import { homeState } from '../rules.ts'
import { findBuildings, findCommunity, findHomes, findUnits } from '../stores/homes.ts'
import { findPlace } from '../stores/places.ts'
import { communityView, placeView } from '../views.ts'

type Child = z.input<RegisterContract['GET /api/v1/register/places/:placeId']['replies'][200]>['children'][number]
type Building = z.input<RegisterContract['GET /api/v1/register/communities/:communityId']['replies'][200]>['buildings'][number]
interface Home {
  readonly building: string
  readonly unit: string
  readonly name: string
  readonly floor: number
  readonly state: ReturnType<typeof homeState>
  readonly areaCentiM2: number | null
}

const SQUARE_METRE = 100
const kinds: Readonly<Record<Child['kind'], Words>> = {
  city: { zh: '市', en: 'city' },
  district: { zh: '区', en: 'district' },
  street: { zh: '街道', en: 'street' },
  office: { zh: '社区', en: 'office' },
  grid: { zh: '微网格', en: 'grid' },
  community: { zh: '小区', en: 'community' },
}
const YARD: Words = { zh: '院落', en: 'courtyard' }
const homeStates: Readonly<Record<Home['state'], Words>> = {
  owner: { zh: '自住', en: 'lived in by the owner' },
  let: { zh: '出租', en: 'let' },
  vacant: { zh: '空置', en: 'vacant' },
  unsold: { zh: '未售', en: 'unsold' },
  incomplete: { zh: '缺资料', en: 'incomplete' },
}

const figure = (zh: string, en: string, of: (figures: Child['figures']) => number): ExportColumn<Child> => ({ head: { zh, en }, kind: 'number', width: 12, value: ({ figures }) => of(figures) })

const placeColumns: readonly ExportColumn<Child>[] = [
  { head: { zh: '名称', en: 'Name' }, width: 28, value: ({ name }) => name },
  { head: { zh: '级别', en: 'Kind' }, width: 10, value: ({ kind, courtyard }, language) => (courtyard ? YARD : kinds[kind])[language] },
  { head: { zh: '代码', en: 'Code' }, value: ({ code }) => code },
  figure('小区', 'Communities', ({ communities }) => communities),
  figure('有业委会的', 'With committee', ({ committees }) => committees),
  figure('有物业的', 'With company', ({ companies }) => companies),
  figure('有党支部的', 'With party branch', ({ branches }) => branches),
  figure('楼栋', 'Buildings', ({ buildings }) => buildings),
  figure('户数', 'Households', ({ households }) => households),
  figure('资料齐全的户', 'Complete households', ({ completeHouseholds }) => completeHouseholds),
  figure('建筑面积 ㎡', 'Floor area m²', ({ areaCentiM2 }) => areaCentiM2 / SQUARE_METRE),
  figure('院落', 'Courtyards', ({ courtyards }) => courtyards),
  figure('院落户数', 'Courtyard households', ({ courtyardHouseholds }) => courtyardHouseholds),
]

const buildingColumns: readonly ExportColumn<Building>[] = [
  { head: { zh: '楼栋', en: 'Building' }, value: ({ name }) => name },
  { head: { zh: '层数', en: 'Floors' }, kind: 'number', width: 8, value: ({ floors }) => floors },
  { head: { zh: '单元', en: 'Units' }, kind: 'number', width: 8, value: ({ units }) => units },
  { head: { zh: '户数', en: 'Homes' }, kind: 'number', width: 8, value: ({ homes }) => homes },
  { head: { zh: '资料齐全的户', en: 'Complete homes' }, kind: 'number', width: 12, value: ({ completeHomes }) => completeHomes },
  { head: { zh: '建筑面积 ㎡', en: 'Floor area m²' }, kind: 'number', width: 14, value: ({ areaCentiM2 }) => areaCentiM2 / SQUARE_METRE },
  { head: { zh: '建成年份', en: 'Built' }, kind: 'number', width: 10, value: ({ builtYear }) => builtYear },
]

const homeColumns: readonly ExportColumn<Home>[] = [
  { head: { zh: '楼栋', en: 'Building' }, value: ({ building }) => building },
  { head: { zh: '单元', en: 'Unit' }, width: 10, value: ({ unit }) => unit },
  { head: { zh: '房号', en: 'Home' }, width: 10, value: ({ name }) => name },
  { head: { zh: '楼层', en: 'Floor' }, kind: 'number', width: 8, value: ({ floor }) => floor },
  { head: { zh: '现状', en: 'State' }, width: 14, value: ({ state }, language) => homeStates[state][language] },
  { head: { zh: '建筑面积 ㎡', en: 'Floor area m²' }, kind: 'number', width: 14, value: ({ areaCentiM2 }) => areaCentiM2 && areaCentiM2 / SQUARE_METRE },
]

export function bindExports(on: Bind<RegisterContract>, services: Services): void {
  const { keys } = services
  const exporter = openExporter(services)
  on.query('GET /api/v1/register/places/:placeId/export', {
    load: async (read, { params }) => findPlace(read, params.placeId),
    may: policy.browsePlace,
    handle: async (asked) =>
      exporter('GET /api/v1/register/places/:placeId/export', asked, await ownName(asked.read, keys, asked.actor.personId), {
        title: { zh: '底册 下级', en: 'Register what lies below' },
        about: asked.subject.name,
        columns: placeColumns,
        personal: false,
        page: whole((await placeView(asked.read, asked.subject)).children),
      }),
  })
  on.query('GET /api/v1/register/communities/:communityId/buildings/export', {
    load: async (read, { params }) => findCommunity(read, params.communityId),
    may: policy.browsePlace,
    handle: async (asked) =>
      exporter('GET /api/v1/register/communities/:communityId/buildings/export', asked, await ownName(asked.read, keys, asked.actor.personId), {
        title: { zh: '底册 楼栋', en: 'Register buildings' },
        about: asked.subject.name,
        columns: buildingColumns,
        personal: false,
        page: whole((await communityView(asked.read, asked.subject, civilDate(asked.now))).buildings),
      }),
  })
  on.query('GET /api/v1/register/communities/:communityId/homes/export', {
    load: async (read, { params }) => findCommunity(read, params.communityId),
    may: policy.listHomes,
    async handle(asked) {
      const { read, actor, subject, now } = asked
      const [buildings, units, homes] = await Promise.all([findBuildings(read, subject.id), findUnits(read, subject.id, null), findHomes(read, subject.id, civilDate(now), actor.buildingId)])
      const names = new Map([...buildings, ...units].map(({ id, name }) => [id, name]))
      const rows = homes
        .filter(({ unitId }) => actor.unitId === null || unitId === actor.unitId)
        .map((home) => ({ ...home, building: names.get(home.buildingId) ?? '', unit: names.get(home.unitId) ?? '', state: homeState(home) }))
      return exporter('GET /api/v1/register/communities/:communityId/homes/export', asked, await ownName(read, keys, actor.personId), {
        title: { zh: '底册 房屋', en: 'Register homes' },
        about: subject.name,
        columns: homeColumns,
        // Whose homes stand empty is nobody's business outside.
        personal: true,
        page: whole(rows),
      })
    },
  })
}
