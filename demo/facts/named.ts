/** The communities that mission.md names, with the facts it gives and no others. */
export interface NamedCommunity {
  readonly name: string
  readonly streetCode: string
  /** The 社区 that looks after it. Where the sources name only the street, the street's first 社区 by code stands in. */
  readonly officeCode: string | null
  readonly courtyard: boolean
  readonly kind: 'commercial' | 'old' | 'state_firm'
  /** Homes where known; `drawn` where the city's total needs some, `none` where nothing is known and nothing is needed. */
  readonly homes: number | 'drawn' | 'none'
  readonly committee: boolean
  /** Where the sources tell of no company, an invented one marked as such stands in; courtyards have none. */
  readonly company: 'yongsheng' | 'invented' | null
  readonly branchSince: string | null
  readonly builtYear: number | 'drawn' | null
}

export const hexingYijing = '和兴怡景'
export const guanyinXincun = '观音新村'
export const zhongyangHaoting = '中央豪庭'
export const yongsheng = '邵阳市永盛物业发展公司'

export const named: readonly NamedCommunity[] = [
  {
    name: hexingYijing, streetCode: '430503009', officeCode: '430503009007', courtyard: false, kind: 'commercial', homes: 930,
    committee: false, company: 'yongsheng', branchSince: '2022-02-01', builtYear: 'drawn',
  },
  {
    name: zhongyangHaoting, streetCode: '430502003', officeCode: '430502003003', courtyard: false, kind: 'commercial', homes: 'drawn',
    committee: true, company: 'invented', branchSince: null, builtYear: 'drawn',
  },
  {
    name: '佘湖一品', streetCode: '430502008', officeCode: null, courtyard: false, kind: 'commercial', homes: 'drawn',
    committee: true, company: 'invented', branchSince: null, builtYear: 'drawn',
  },
  {
    name: '世界钰园', streetCode: '430511002', officeCode: null, courtyard: false, kind: 'commercial', homes: 'drawn',
    committee: false, company: 'invented', branchSince: null, builtYear: 'drawn',
  },
  {
    name: guanyinXincun, streetCode: '430511002', officeCode: '430511002005', courtyard: true, kind: 'old', homes: 271,
    committee: false, company: null, branchSince: null, builtYear: 1985,
  },
  {
    name: '供销社院落', streetCode: '430502005', officeCode: '430502005001', courtyard: true, kind: 'state_firm', homes: 'none',
    committee: false, company: null, branchSince: null, builtYear: null,
  },
  {
    name: '南正街片区', streetCode: '430503002', officeCode: null, courtyard: true, kind: 'old', homes: 'none',
    committee: false, company: null, branchSince: null, builtYear: null,
  },
  {
    name: '仙人井片区', streetCode: '430503003', officeCode: null, courtyard: true, kind: 'old', homes: 'none',
    committee: false, company: null, branchSince: null, builtYear: null,
  },
]

/** The eight buildings of 和兴怡景: floors, 单元 and homes. */
export const hexingBuildings: readonly { floors: number; units: number; homes: number }[] = [
  { floors: 18, units: 2, homes: 144 },
  { floors: 18, units: 2, homes: 144 },
  { floors: 11, units: 2, homes: 132 },
  { floors: 17, units: 2, homes: 136 },
  { floors: 17, units: 2, homes: 136 },
  { floors: 16, units: 2, homes: 128 },
  { floors: 14, units: 1, homes: 56 },
  { floors: 14, units: 1, homes: 54 },
]

export const guanyinBuildings = 15
/** Of a hundred residents of 观音新村, so many are over 60. */
export const guanyinOver60_percent = 70
/** 和兴怡景 has at least so many residents. */
export const hexingResidentsMore = 2800

/** Homes of the sample people: one person lives in 观音新村 and lets a home in 和兴怡景; a tenant lives near by. */
export const sampleHomes = [
  { community: guanyinXincun, building: 7, unit: 2, door: '301', occupant: 'owner' },
  { community: hexingYijing, building: 3, unit: 2, door: '502', occupant: 'let' },
  { community: hexingYijing, building: 3, unit: 2, door: '201', occupant: 'tenant' },
] as const
