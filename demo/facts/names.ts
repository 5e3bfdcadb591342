import type { Random } from './random.ts'

/** Surnames with their share in ten thousand people (rounded from the published household statistics). */
const surnames: readonly (readonly [string, number])[] = (
  '李 720 王 700 张 650 刘 620 陈 480 杨 300 赵 160 黄 260 周 300 吴 190 徐 110 孙 100 胡 160 朱 110 高 80 林 80 何 160 郭 90 马 70 罗 200 ' +
  '梁 60 宋 60 郑 60 谢 130 韩 50 唐 140 冯 50 于 30 董 40 萧 60 程 50 曹 60 袁 70 邓 130 许 60 傅 30 沈 40 曾 90 彭 130 吕 50 ' +
  '苏 40 卢 60 蒋 90 蔡 50 贾 40 丁 40 魏 60 薛 30 叶 40 阎 20 余 50 潘 40 杜 30 戴 40 夏 60 钟 50 汪 30 田 40 任 40 姜 40 ' +
  '范 30 方 30 石 70 姚 50 谭 110 廖 70 邹 70 熊 30 金 20 陆 30 郝 20 孔 20 白 20 崔 20 康 20 毛 20 邱 20 秦 30 江 30 史 20 ' +
  '顾 20 侯 20 邵 20 孟 20 龙 70 万 20 段 20 雷 30 钱 20 汤 30 尹 60 易 60 贺 40 欧阳 40 申 40 肖 90 岳 20 车 20 佘 20 隆 20'
)
  .split(' ')
  .reduce<[string, number][]>((list, word, i, words) => (i % 2 === 0 ? [...list, [word, Number(words[i + 1])]] : list), [])

const surnameTable = surnames.flatMap(([name, share]) => Array.from({ length: share / 10 }, () => name))

/** The ten stems and twelve branches: nobody is given such a name, so that no one real can be meant. */
const givenCharacters = Array.from('甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥')

export const surname = (random: Random): string => random.pick(surnameTable)

export function givenName(random: Random): string {
  const first = random.pick(givenCharacters)
  return random.chance(0.2) ? first : first + random.pick(givenCharacters)
}

/** Pairs from the Thousand Characters, the Songs and the Analects: names of the invented communities. */
const classicPairs: readonly string[] = (
  '天玄 辰宿 寒来 秋收 冬藏 律吕 云腾 露结 金生 玉出 剑号 珠称 果珍 李柰 芥姜 海咸 河淡 鳞潜 羽翔 龙师 鸟官 始制 推位 有虞 陶唐 坐朝 垂拱 平章 爱育 遐迩 ' +
  '鸣凤 在竹 白驹 草木 万方 恭惟 慕贞 知过 诗赞 景行 克念 德建 形端 空谷 虚堂 习听 福缘 善庆 尺璧 寸阴 资父 孝当 忠则 临深 夙兴 ' +
  '似兰 如松 川流 渊澄 容止 言辞 笃初 慎终 荣业 籍甚 学优 登仕 甘棠 乐殊 礼别 上和 夫唱 入奉 诸姑 同气 连枝 交友 切磨 仁慈 节义 性静 守真 ' +
  '好爵 都邑 浮渭 宫殿 楼观 图写 画彩 丙舍 肆筵 鼓瑟 升阶 右通 左达 既集 亦聚 漆书 壁经 路侠 高冠 策功 勒碑 磻溪 伊尹 曲阜 微旦 ' +
  '绮回 感武 宣威 九州 禹迹 岳宗 雁门 鸡田 昆池 旷远 岩岫 务兹 俶载 孟轲 史鱼 庶几 劳谦 聆音 鉴貌 嘉猷 省躬 林皋 ' +
  '求古 散虑 渠荷 枇杷 梧桐 游鹍 凌摩 耽读 寓目 银烛 弦歌 悦豫 ' +
  '关雎 葛覃 卷耳 樛木 桃夭 芣苢 汉广 鹊巢 采蘩 采蘋 羔羊 江汜 驺虞 柏舟 绿衣 燕燕 凯风 简兮 泉水 静女 淇奥 考槃 硕人 木瓜 黍离 缁衣 蒹葭 晨风 无衣 ' +
  '衡门 东门 月出 鸤鸠 七月 鹿鸣 四牡 常棣 伐木 天保 采薇 出车 鱼丽 南陔 白华 华黍 嘉鱼 崇丘 南山 由仪 蓼萧 湛露 彤弓 菁莪 六月 采芑 车攻 吉日 鸿雁 庭燎 ' +
  '沔水 鹤鸣 斯干 无羊 楚茨 信南 甫田 大田 瞻彼 裳裳 桑扈 鸳鸯 頍弁 车舝 鱼藻 采菽 菀柳 都人 采绿 隰桑 绵蛮 瓠叶 思齐 灵台 下武 文王 生民 行苇 既醉 ' +
  '凫鹥 假乐 公刘 泂酌 卷阿 崧高 烝民 韩奕 清庙 维天 维清 烈文 天作 昊天 时迈 执竞 思文 臣工 噫嘻 振鹭 丰年 有瞽 有客 闵予 访落 敬之 载芟 良耜 丝衣 有駜 ' +
  '时习 温故 里仁 思贤 弘毅 三省 默识 雅言 乐山 乐水 知新 敏求 如琢 致和 中庸 明德 亲贤 至善 日新 慎独 浩然 尽心 养正 观颐 谦吉 履道 中孚 同人 大有 咸亨'
).split(' ')

const communityEndings: Readonly<Record<'old' | 'new' | 'yard', readonly string[]>> = {
  old: ['新村', '小区', '里', '小区'],
  new: ['苑', '园', '府', '里', '居', '苑', '花园', '家园'],
  yard: ['院落', '宿舍', '院落'],
}

const quarters = ['', '东区', '西区', '南区', '北区', '一期', '二期', '三期', '四期']

/** Names that occur once each: pairs in a drawn order, then the same pairs with the next ending. */
export class CommunityNames {
  readonly #pairs: readonly string[]
  readonly #taken: Set<string>
  #next = 0

  constructor(random: Random, taken: readonly string[]) {
    this.#pairs = random.shuffled(classicPairs)
    this.#taken = new Set(taken)
  }

  take(style: 'old' | 'new' | 'yard', random: Random): string {
    for (;;) {
      const pair = this.#pairs[this.#next % this.#pairs.length] ?? ''
      const quarter = quarters[Math.floor(this.#next / this.#pairs.length / 3) % quarters.length] ?? ''
      this.#next++
      const name = pair + random.pick(communityEndings[style]) + quarter
      if (this.#taken.has(name)) continue
      this.#taken.add(name)
      return name
    }
  }
}

/** First words of invented firms; the bracket （演示） says to everyone that they are. */
const firmWords: readonly string[] =
  '青禾 白露 晴川 云栖 墨池 竹影 松涛 荷风 桐荫 兰皋 麦秋 谷雨 芒种 霁月 星河 砚田 纸鸢 陶埙 竹马 灯笼 石榴 橘颂 柿蒂 梅雨 杏坛 桑梓 菱花 苇渡 藕塘 芦笛 蓑衣 木屐 算珠 铜铃 瓦当 檐角 花窗 照壁 抱鼓 门枕 渔火 井栏 磨坊 水车 风筝 泥炉 竹筏 蒲扇 凉亭 画舫'
    .split(' ')

/** The name of the n-th invented firm of a trade, for as many as are asked for. */
export function firmName(n: number, trade: '物业' | '置业' | '商贸'): string {
  const word = firmWords[n % firmWords.length] ?? ''
  const round = Math.floor(n / firmWords.length)
  return `${word}${round === 0 ? '' : `第${round + 1}`}${trade}（演示）`
}
