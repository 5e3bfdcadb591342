import { useState } from 'react'
import { BuildingLegend, BuildingPicture } from '../kit/BuildingPicture.tsx'
import type { BuildingUnit, HomeState } from '../kit/BuildingPicture.tsx'
import { Button } from '../kit/Button.tsx'
import { Clock, Meter } from '../kit/Dial.tsx'
import { Facts } from '../kit/Facts.tsx'
import { Pane, PaneActions, PaneSection } from '../kit/Pane.tsx'
import { Queue } from '../kit/Queue.tsx'
import type { QueueGroup } from '../kit/Queue.tsx'
import { Rail } from '../kit/Rail.tsx'
import { Select } from '../kit/Select.tsx'
import { Status, StatusShape } from '../kit/Status.tsx'
import { Table } from '../kit/Table.tsx'
import { Tag } from '../kit/Tag.tsx'
import { Timeline } from '../kit/Timeline.tsx'
import { DeskFrame } from '../desk/DeskFrame.tsx'
import type { DeskTab } from '../contributions.ts'
import type { SessionState } from '../session.ts'

const seat = { id: 'a', place: '和兴怡景', role: '物业 · 永盛物业', face: 'desk' as const }
const session: SessionState = {
  state: 'signed-in', personName: '周敏', seat, seats: [seat, { id: 'b', place: '桂花社区', role: '社区书记', face: 'desk' }], shiftLeft: '上午班还有 1 时 18 分',
  can: [], switchTo: () => Promise.resolve(), signOut: () => Promise.resolve(),
}
const tabs: readonly DeskTab[] = ['queue 待办', 'register 底册', 'fees 收费', 'open 公开', 'facilities 设施', 'rounds 巡查', 'notices 通知'].map((words, order) => {
  const [path = '', label = ''] = words.split(' ')
  return { path: `desk/${path}`, order, useLabel: () => label }
})

const groups: readonly QueueGroup[] = [
  { key: 'danger', title: '危及人身', note: '1 件 置顶', late: true, rows: [
    { id: '1', name: '电梯困人 1栋1单元电梯', clock: <Clock share={0.72} state="running" words="剩 8 分" detail="到场 今天 10:50 连续" />, title: '电梯困人', text: '停在 6–7 楼间，困 1 人，已通话安抚', details: ['HX-260318-02', '1栋1单元电梯', '陈**'], tag: <Tag tone="urgent">紧急</Tag>, status: <Status kind="handling" />, holder: '何军' },
  ] },
  { key: 'late', title: '已超期', note: '2 件 到期自动升一级，原责任不变', late: true, rows: [
    { id: '2', name: '路灯不亮 5栋1单元', clock: <Clock share={1.2} state="over" words="超 4 时 32 分" detail="办结 昨天 15:10" />, title: '路灯不亮', text: '楼道灯 3–6 层不亮，老人夜里不敢下楼', details: ['HX-260310-02', '5栋1单元', '刘**'], tag: <Tag tone="late">↑ 已升社区</Tag>, status: <Status kind="handling" />, holder: '唐志强' },
    { id: '3', name: '收费疑问 7栋1单元502', clock: <Clock share={1.1} state="over" words="超 11 分" detail="受理 今天 10:31" />, title: '收费疑问', text: '一季度车位费为何比上季多 150 元', details: ['HX-260318-01', '7栋1单元502', '彭**'], tag: <Tag tone="late">↑ 已升社区</Tag>, status: <Status kind="reported" />, holder: '没人接' },
  ] },
  { key: 'today', title: '今天到期', note: '3 件', rows: [
    { id: '4', name: '房屋渗漏 3栋2单元201', clock: <Clock share={0.9} state="running" words="剩 38 分" detail="受理 今天 11:20" />, title: '房屋渗漏', text: '卫生间吊顶滴水，地面积水', details: ['HX-260317-03', '3栋2单元201', '张**'], tag: <Tag>附议 2 户</Tag>, status: <Status kind="reported" />, holder: '没人接' },
    { id: '5', name: '收费疑问 8栋1单元301', clock: <Clock share={0.6} state="running" words="剩 2 时 28 分" detail="办结 今天 15:40" />, title: '收费疑问', text: '装修押金验收后怎么退', details: ['HX-260317-05', '8栋1单元301', '肖**'], status: <Status kind="accepted" />, holder: '没人接' },
  ] },
  { key: 'later', title: '明天以后', note: '15 件', rows: [
    { id: '6', name: '停水停电 4栋2单元', clock: <Clock share={0.1} state="running" words="剩 21 时 13 分" detail="办结 明天 07:55 连续" />, title: '停水停电', text: '10–17 层停电，电梯正常', details: ['HX-260318-03', '4栋2单元', '周**'], tag: <Tag>附议 9 户</Tag>, status: <Status kind="handling" />, holder: '邓海波' },
    { id: '7', name: '噪声扰民 5栋2单元1203', clock: <Clock share={0.66} state="theirs" words="剩 1 天" detail="确认 明天 11:00 连续" />, title: '噪声扰民', text: '楼上夜间跳操，已上门劝导', details: ['HX-260316-05', '5栋2单元1203', '罗**'], status: <Status kind="checking" />, holder: '居民' },
    { id: '8', name: '房屋渗漏 7栋1单元1404', clock: <Clock share={0.3} state="stopped" words="停 · 剩 3 工作日" detail="等晴 · 3-23 复核" />, title: '房屋渗漏', text: '屋面防水，等晴天施工', details: ['HX-260309-04', '7栋1单元1404', '贺**'], tag: <Tag tone="due">返工 1 次</Tag>, status: <Status kind="suspended" />, holder: '何军' },
    { id: '9', name: '垃圾未分类 3栋前', clock: <Clock share={0.3} state="theirs" words="剩 1 天 23 时" detail="确认 周五 10:30 连续" />, title: '垃圾未分类', text: '桶边散落，已清并加装提示', details: ['HX-260316-08', '3栋前', '匿名'], tag: <Tag tone="info">已吹哨</Tag>, status: <Status kind="closed" />, holder: '居民' },
  ] },
]

/** With the pane beside the list; without it a phone shows the list. */
export function QueueScreen({ hasPane }: { readonly hasPane: boolean }) {
  const [current, setCurrent] = useState('4')
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set(['6']))
  const [category, setCategory] = useState('all')
  return (
    <DeskFrame session={session} tabs={tabs} searched={tabs} tops={[]}>
      <main id="content" className={hasPane ? 'desk-list desk-list-pane' : 'desk-list'}>
        <Rail
          label="待办"
          groups={[
            { title: '在办，按状态 · 件', items: [
              { to: '/desk/queue', label: '全部在办', icon: '☰', count: 21, late: '2 超' },
              { to: '/desk/queue/reported', label: '待受理', icon: <StatusShape kind="reported" />, count: 3, late: '1 超' },
              { to: '/desk/queue/accepted', label: '待派单', icon: <StatusShape kind="accepted" />, count: 2 },
              { to: '/desk/queue/dispatched', label: '待签收', icon: <StatusShape kind="dispatched" />, count: 3 },
              { to: '/desk/queue/handling', label: '处理中', icon: <StatusShape kind="handling" />, count: 8, late: '1 超' },
              { to: '/desk/queue/suspended', label: '已挂起', icon: <StatusShape kind="suspended" />, count: 1 },
              { to: '/desk/queue/checking', label: '待确认', icon: <StatusShape kind="checking" />, count: 4 },
            ] },
            { title: '近 7 天 · 件', items: [
              { to: '/desk/queue/closed', label: '已办结', icon: <StatusShape kind="closed" />, count: 23 },
              { to: '/desk/queue/confirmed', label: '居民已确认', icon: <StatusShape kind="confirmed" />, count: 19 },
            ] },
          ]}
          end={<Facts end facts={[{ name: '本月按期办结率', value: '96.4 %' }, { name: '本月返工率', value: '3.6 %' }]} />}
        />
        <div className="desk-column">
          <div className="desk-bar">
            <h1>现在要办</h1>
            <Select chip label="类别" value={category} onChange={setCategory} options={[{ value: 'all', label: '全部' }, { value: 'leak', label: '房屋渗漏' }]} />
            <span className="end label">按到期先后</span>
            <Button compact shortcut="e">导出</Button>
          </div>
          <Queue
            groups={groups}
            heads={{ clock: '剩余工作时间', matter: '类别、事由 · 案号、地点、报事人', status: '状态', holder: '在谁手上' }}
            currentId={current}
            onCurrent={setCurrent}
            onOpen={setCurrent}
            selected={selected}
            onSelect={(ids, on) => setSelected(new Set(on ? [...selected, ...ids] : [...selected].filter((one) => !ids.includes(one))))}
          />
        </div>
        {hasPane ? <CasePane /> : null}
      </main>
    </DeskFrame>
  )
}

function CasePane() {
  return (
        <Pane head={<>HX-260317-03 <Status kind="reported" /> <Tag>一般</Tag> <Tag>附议 2 户</Tag></>} aside="第 4 / 21 件" title="卫生间吊顶滴水，地面积水" subtitle="房屋渗漏 · 3月17日 11:20 微信报事" onClose={() => undefined}>
          <div>
            <p className="row"><span className="figure late-text nowrap">剩 38 分</span><span><b>今天 11:20 前受理</b><br /><span className="small quiet">已用 5 时 52 分，限 6 时 30 分 · 过时升桂花社区</span></span></p>
            <Meter share={0.9} from="昨天 11:20" until="11:20" />
          </div>
          <Facts facts={[{ name: '地点', value: <a href="/desk/register">3栋2单元201</a> }, { name: '报事人', value: '张**（租户） 138****1234' }, { name: '责任', value: '永盛物业 维修 · 权责清单 第 7 版' }]} />
          <PaneActions>
            <Button kind="main" shortcut="Enter">受理并派给唐志强</Button>
            <div className="row"><Button shortcut="i">请补充情况</Button><Button shortcut="t">转社区</Button><Button shortcut="x">不受理，写理由</Button></div>
          </PaneActions>
          <PaneSection title="经过 4" aside="照片已去位置信息">
            <Timeline
              entries={[
                { id: '4', who: '内部备注', when: '肖玲 客服 · 今天 09:12', kind: 'note', children: <p>301 一月修过地漏，先查 301 再拆 201 吊顶。</p> },
                { id: '3', who: '答复居民', when: '肖玲 · 今天 08:40', kind: 'reply', children: <p>已收到，上午定上门时间，请先关进水阀。</p> },
                { id: '2', who: '301、202 两户', when: '昨天 19:05', children: <p>附议“一样在滴”</p> },
                { id: '1', who: '张**', when: '昨天 11:20', children: <p>报事，按清单送达永盛物业</p> },
              ]}
            />
          </PaneSection>
        </Pane>
  )
}

function stateOf(unit: number, floor: number, door: number): HomeState {
  const at = (unit * 7 + floor * 5 + door * 3) % 23
  if (floor === 11 && door > 4) return 'unsold'
  if (at < 4) return 'let'
  if (at === 7 || at === 14) return 'vacant'
  return at === 20 ? 'incomplete' : 'owner'
}

const units: readonly BuildingUnit[] = [1, 2].map((unit) => ({
  key: String(unit), name: `${unit}单元`, note: '66 户',
  homes: Array.from({ length: 66 }, (_, index) => {
    const floor = 11 - Math.floor(index / 6)
    const door = (index % 6) + 1
    return { id: `${unit}-${floor}-${door}`, label: `${floor}0${door}`, floor, state: stateOf(unit, floor, door) }
  }),
}))

export function RegisterScreen() {
  const [home, setHome] = useState('2-2-1')
  return (
    <DeskFrame session={session} tabs={tabs} searched={tabs} tops={[]}>
      <main id="content" className="desk-list desk-list-pane">
        <Rail label="楼栋" groups={[{ title: '和兴怡景 · 8 栋 14 单元', items: [{ to: '/desk/register', label: '3栋 11F × 2 单元', note: '缺资料 5 户', count: 132 }, { to: '/desk/register/4', label: '4栋 17F × 2 单元', note: '资料齐全', count: 136 }] }]} />
        <div className="desk-column">
          <div className="desk-bar">
            <h1>3栋</h1>
            <span className="small quiet">2 单元 · 11 层 · 132 户 · 桂花社区 第 3 微网格</span>
            <BuildingLegend counts={{ owner: 92, let: 21, vacant: 11, unsold: 3, incomplete: 5 }} />
          </div>
          <BuildingPicture name="3栋" units={units} currentId={home} onCurrent={setHome} />
        </div>
        <Pane head="3栋2单元201" aside="← → ↑ ↓ 换户" title="3栋2单元201">
          <PaneSection title="业主" aside="共有 2 人，份额合计 1">
            <Table
              caption="业主"
              rowKey={(row) => row.name}
              rows={[{ name: '周**', kind: '按份共有', share: '1/2' }, { name: '吴**', kind: '按份共有', share: '1/2' }]}
              columns={[{ key: 'name', head: '姓名', cell: (row) => row.name }, { key: 'kind', head: '关系', cell: (row) => row.kind }, { key: 'share', head: '份额', number: true, cell: (row) => row.share }]}
            />
          </PaneSection>
        </Pane>
      </main>
    </DeskFrame>
  )
}
