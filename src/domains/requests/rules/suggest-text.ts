/** 文字: how residents really write, brought to one spelling before anything is looked for. */

/** Words of a text, found in one pass however many are looked for. */
export interface Words<T> {
  /** In the order of where they begin; a longer one after a shorter one that begins at the same place. */
  find(text: string, found: (value: T, from: number, to: number) => void): void
}

interface Node<T> {
  readonly next: Map<string, Node<T>>
  value?: T
}

export function wordsOf<T>(entries: Iterable<readonly [string, T]>): Words<T> {
  const root: Node<T> = { next: new Map() }
  for (const [word, value] of entries) {
    let node = root
    for (const character of word) {
      let next = node.next.get(character)
      if (next === undefined) node.next.set(character, (next = { next: new Map() }))
      node = next
    }
    node.value = value
  }
  return {
    find(text, found) {
      for (let from = 0; from < text.length; from++) {
        let node = root.next.get(text[from] as string)
        for (let to = from + 1; node !== undefined; to++) {
          if (node.value !== undefined) found(node.value, from, to)
          node = node.next.get(text[to] as string)
        }
      }
    },
  }
}

/** Traditional characters of this field and what they are written as here. */
const TRADITIONAL = '電燈樓門車壞沒滲壓氣煙閘鎖費業會區聲響擾鄰違築佔綠樹鐵線網貼廣賣攤損溝蓋對講單裝頂牆髒髮難們謝讚揚資選舉長換環衛樣運動嗎請問辦證養險幾點夠過還這個裡裏來時間聽說讓給為後開關頭東無熱鳥豬雞鴨鵝寵貓離輪礙發殘廢釘頻亂擺邊進處應該遲滿紙類廚餘戶臺檔櫃鋼絲纜話機維護檢驗盜搶傷嚇殺斷顆擊觸燒著災滅噴灑貨遞隊務態'
const SIMPLIFIED = '电灯楼门车坏没渗压气烟闸锁费业会区声响扰邻违筑占绿树铁线网贴广卖摊损沟盖对讲单装顶墙脏发难们谢赞扬资选举长换环卫样运动吗请问办证养险几点够过还这个里里来时间听说让给为后开关头东无热鸟猪鸡鸭鹅宠猫离轮碍发残废钉频乱摆边进处应该迟满纸类厨余户台档柜钢丝缆话机维护检验盗抢伤吓杀断颗击触烧着灾灭喷洒货递队务态'
const simplified = new Map(Array.from(TRADITIONAL, (character, index) => [character, SIMPLIFIED[index] as string]))

/** Full width, case, traditional characters and spaces; then each misspelling as what is meant. */
export function normaliser(spellings: ReadonlyMap<string, string>): (text: string) => string {
  const misspelt = wordsOf(Array.from(spellings, ([wrong, right]) => [wrong, right] as const))
  return (text) => {
    let plain = ''
    for (const character of text.normalize('NFKC').toLowerCase()) plain += simplified.get(character) ?? character
    plain = plain.replaceAll(/[^\S\n]+/gu, ' ')
    let meant = ''
    let upTo = 0
    let longest: { readonly from: number; readonly to: number; readonly right: string } | null = null
    const put = (): void => {
      if (longest === null) return
      meant += plain.slice(upTo, longest.from) + longest.right
      upTo = longest.to
      longest = null
    }
    misspelt.find(plain, (right, from, to) => {
      if (longest !== null && from >= longest.to) put()
      if (from >= upTo && (longest === null || from === longest.from)) longest = { from, to, right }
    })
    put()
    return meant + plain.slice(upTo)
  }
}
