import { useState } from 'react'
import type { ReactNode } from 'react'
import { Breadcrumb } from '../kit/Breadcrumb.tsx'
import { Button } from '../kit/Button.tsx'
import { Card } from '../kit/Card.tsx'
import { Check } from '../kit/Check.tsx'
import { Choice } from '../kit/Choice.tsx'
import { Clock } from '../kit/Dial.tsx'
import { Dialog } from '../kit/Dialog.tsx'
import { Field } from '../kit/Field.tsx'
import { Ladder } from '../kit/Ladder.tsx'
import { Loading, Progress } from '../kit/Loading.tsx'
import { PhotoPicker } from '../kit/PhotoPicker.tsx'
import { Select } from '../kit/Select.tsx'
import { Status } from '../kit/Status.tsx'
import type { StatusKind } from '../kit/Status.tsx'
import { LanguageSwitch, ReadAloud } from '../kit/Switches.tsx'
import { Table } from '../kit/Table.tsx'
import type { Sort } from '../kit/Table.tsx'
import { Tag } from '../kit/Tag.tsx'
import { TextArea } from '../kit/TextArea.tsx'
import { TimeLeft } from '../kit/TimeLeft.tsx'
import { useFormat } from '../format.ts'
import { useText } from '../i18n.ts'
import { shared } from '../messages.ts'
import { samplePhoto } from './resident-screens.tsx'

function Part({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return <section className="stack"><h2>{name}</h2>{children}<hr /></section>
}

export function Components() {
  return (
    <main id="content" className="page-main">
      <h1 className="sentence">部件</h1>
      <Breadcrumb places={[{ name: '全市', to: '/resident/home' }, { name: '大祥区', to: '/resident/case' }, { name: '学院路街道' }]} />
      <div className="row"><LanguageSwitch /><ReadAloud words="里坊" /></div>
      <Buttons />
      <Fields />
      <Choices />
      <Photos />
      <Statuses />
      <Times />
      <Lists />
      <Words />
    </main>
  )
}

function Buttons() {
  const [isOpen, setOpen] = useState(false)
  return (
    <Part name="Button">
      <Button kind="main">缴 78.82 元</Button>
      <Button>请家人代缴</Button>
      <Button kind="call" icon="call">打电话给社区</Button>
      <Button kind="main" busy="正在缴…">缴 78.82 元</Button>
      <Button blocked="先选一项，才能投票">投出这一票</Button>
      <Button compact shortcut="e">导出</Button>
      <Button compact onClick={() => setOpen(true)}>开对话框</Button>
      <Dialog title="真的要红冲这张收据吗？" isOpen={isOpen} onClose={() => setOpen(false)}><Button onClick={() => setOpen(false)}>不红冲</Button></Dialog>
    </Part>
  )
}

function Fields() {
  const [text, setText] = useState('')
  const [long, setLong] = useState('301 地漏密封圈老化，已换；201 吊顶复位，观察 20 分钟不再滴。')
  const [place, setPlace] = useState('3')
  return (
    <Part name="Field">
      <Field label="手机号" hint="只用来联系您" value={text} onChange={setText} inputMode="tel" autoComplete="tel" />
      <Field label="验证码" error="验证码不对，还能试 3 次" value="1234" />
      <Field label="实收现金" unit="元" className="number" value="1,600.00" optional />
      <TextArea label="做了什么" value={long} onChange={setLong} maxLength={60} />
      <Select label="楼栋" value={place} onChange={setPlace} options={[{ value: '3', label: '3栋' }, { value: '4', label: '4栋' }]} />
      <div><Select chip label="楼栋" value={place} onChange={setPlace} options={[{ value: '3', label: '3栋' }, { value: '4', label: '4栋' }]} /></div>
    </Part>
  )
}

function Choices() {
  const [vote, setVote] = useState<string | null>('yes')
  const [face, setFace] = useState<string | null>(null)
  const [kind, setKind] = useState<string | null>('light')
  const [isOn, setOn] = useState(true)
  const common = [{ value: 'light', label: '楼道灯不亮' }, { value: 'drain', label: '下水道堵' }, { value: 'power', label: '停水停电' }]
  return (
    <Part name="Choice, Check">
      <Choice label="您的一票" value={vote} onChange={setVote} options={[{ value: 'yes', label: '同意' }, { value: 'no', label: '不同意' }, { value: 'abstain', label: '弃权', hint: '算参加，不算同意' }]} />
      <Choice look="faces" label="这次办得怎么样？" value={face} onChange={setFace} error="请选一项" options={[{ value: 'good', label: '满意', icon: 'good' }, { value: 'middling', label: '一般', icon: 'middling' }, { value: 'bad', label: '不满意', icon: 'bad' }]} />
      <Choice look="chips" label="我们猜是这一类" value={kind} onChange={setKind} options={common} />
      <Choice look="grid" label="大家常报的" value={kind} onChange={setKind} options={common} />
      <Check checked={isOn} onChange={setOn}>公开时不写我的名字</Check>
      <Check checked={!isOn} onChange={() => setOn(!isOn)} hint="办的人仍能问您">匿名</Check>
    </Part>
  )
}

function Photos() {
  const one = samplePhoto()
  const photos = [one, { ...one, id: 'b', state: 'sending' as const, share: 0.4 }, { ...one, id: 'c', state: 'failed' as const, error: '照片超过 20 MB' }, { ...one, id: 'd', state: 'sent' as const }]
  return (
    <Part name="PhotoPicker">
      <PhotoPicker label="照片" photos={photos} limit={6} onAdd={() => undefined} onRemove={() => undefined} onRetry={() => undefined} error="这一类必须有修后照片" />
    </Part>
  )
}

function Statuses() {
  const t = useText(shared)
  const kinds = Object.keys(t.status) as readonly StatusKind[]
  return (
    <Part name="Status, Tag, Ladder">
      <div className="row" style={{ flexWrap: 'wrap' }}>{kinds.map((kind) => <Status key={kind} kind={kind} />)}</div>
      <div className="row" style={{ flexWrap: 'wrap' }}><Tag>附议 2 户</Tag><Tag tone="late">已升社区</Tag><Tag tone="urgent">紧急</Tag><Tag tone="due">返工 1 次</Tag><Tag tone="info">已吹哨</Tag><Tag tone="good">资料齐全</Tag></div>
      <Ladder levels={['小区', '桂花社区', '学院路街道', '大祥区', '邵阳市']} at={1} />
      <Ladder small levels={['小区', '社区', '街道', '区', '市']} at={1} />
    </Part>
  )
}

function Times() {
  const format = useFormat()
  return (
    <Part name="TimeLeft, Clock">
      <Card><TimeLeft left="3 个工作日" total={5} used={2} share={0.4} note="共 5 个，周末不算" until={format.deadline('2026-11-23T15:00:00+08:00')} /></Card>
      <Card><TimeLeft left="2 个工作日" total={5} used={3} share={0.6} note="共 5 个" until={format.deadline('2026-11-23T15:00:00+08:00')} /></Card>
      <Card><TimeLeft left="3 小时" total={5} used={4} share={0.85} until={format.deadline('2026-11-23T15:00:00+08:00')} /></Card>
      <Card><TimeLeft left={format.timeLeft({ hours: 4, minutes: 32 }, { working: true, state: 'over' })} total={5} used={5} share={1.1} until="原定 昨天 15:10" /></Card>
      <Clock share={0.2} state="running" words={format.timeLeft({ days: 2, hours: 5 }, { working: true, state: 'running' })} detail={format.moment('2026-11-23T15:00:00+08:00')} />
      <Clock share={0.6} state="running" words={format.timeLeft({ hours: 4, minutes: 48 }, { working: true, state: 'running' })} detail={format.moment('2026-11-24T09:00:00+08:00')} />
      <Clock share={0.9} state="running" words={format.timeLeft({ minutes: 38 }, { working: true, state: 'running' })} detail={format.moment('2026-11-22T11:20:00+08:00')} />
      <Clock share={1.1} state="over" words={format.timeLeft({ minutes: 11 }, { working: true, state: 'over' })} detail={format.moment('2026-11-16T11:20:00+08:00')} />
      <Clock share={0.3} state="stopped" words={format.timeLeft({ days: 3 }, { working: true, state: 'stopped' })} detail={format.date('2026-03-23')} />
    </Part>
  )
}

function Lists() {
  const format = useFormat()
  const [sort, setSort] = useState<Sort>({ key: 'area', direction: 'descending' })
  const rows = [{ home: '3栋2单元201', area: 11846, rate: 0.964, state: 'let' }, { home: '3栋2单元205', area: 9620, rate: null, state: '' }]
  return (
    <Part name="Table">
      <Table
        caption="房屋"
        rows={rows}
        rowKey={(row) => row.home}
        currentKey="3栋2单元205"
        sort={sort}
        onSort={setSort}
        totals={{ home: '合计', area: format.number(214.66, 2) }}
        columns={[
          { key: 'home', head: '房号', sortable: true, cell: (row) => row.home },
          { key: 'area', head: '建筑面积', unit: '㎡', number: true, sortable: true, cell: (row) => format.number(row.area / 100, 2) },
          { key: 'rate', head: '按期办结率', number: true, cell: (row) => format.rate(row.rate) },
          { key: 'counts', head: '件', number: true, cell: () => format.rateOf(81, 84) },
        ]}
      />
    </Part>
  )
}

function Words() {
  return (
    <Part name="Loading, Progress">
      <Loading>正在取账单…</Loading>
      <Progress label="正在导入 3栋" done={121} total={132} />
    </Part>
  )
}
