import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { daysOfCsv, readNotice } from './notice.ts'

const csv = readFileSync(join(import.meta.dirname, '../data/holidays.csv'), 'utf8')
const shipped = (year: number) => daysOfCsv(csv).days.filter(({ date }) => date.startsWith(String(year)))
const bare = (days: readonly { date: string; kind: string }[]) => days.map(({ date, kind }) => `${date} ${kind}`).toSorted()

const NOTICE_2026 = `各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作。`

describe('what an administrator pastes', () => {
  it('may be the notice itself: it gives the same days as the file', () => {
    expect(bare(readNotice(NOTICE_2026, 2026).days)).toEqual(bare(shipped(2026)))
    expect(readNotice(NOTICE_2026, 2026)).toMatchObject({ unread: [] })
    expect(readNotice(NOTICE_2026, 2026).days[0]).toEqual({ date: '2026-01-01', kind: 'off', name: '元旦', sourceUrl: '' })
  })
  it('may be a file of several years, of which one is taken', () => {
    expect(readNotice(csv, 2025)).toEqual({ days: shipped(2025), unread: [] })
  })
  it('takes what is ordered, not what is advised', () => {
    const { days } = readNotice('二、春节：2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。鼓励各单位安排职工在除夕（2月9日）休息。', 2024)
    expect(bare(days)).toEqual(bare(shipped(2024).filter(({ name }) => name === '春节')))
  })
  it('reads ranges over a month and over the new year, keeping to its own year', () => {
    expect(bare(readNotice('八、中秋节、国庆节：9月29日至10月6日放假调休，共8天。', 2023).days)).toHaveLength(8)
    expect(bare(readNotice('一、元旦：2022年12月31日至2023年1月2日放假调休，共3天。', 2023).days)).toEqual(['2023-01-01 off', '2023-01-02 off'])
    expect(bare(readNotice('二、假：2月27日至3月1日放假，共4天。', 2028).days)).toContain('2028-02-29 off')
  })
  it('tells what it could not read', () => {
    expect(readNotice('2027-01-01,元旦,off\n2027-1-2,元旦,off', 2027).unread).toEqual(['2027-1-2,元旦,off'])
    expect(readNotice('一、元旦：初一放假。', 2027).unread).toEqual(['初一放假'])
    expect(readNotice('你好', 2027)).toEqual({ days: [], unread: [] })
  })
})
