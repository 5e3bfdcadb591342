import { useState } from 'react'
import { Button } from '../kit/Button.tsx'
import { Card } from '../kit/Card.tsx'
import { Check } from '../kit/Check.tsx'
import { Choice } from '../kit/Choice.tsx'
import { CityFrame } from '../kit/CityFrame.tsx'
import { Door, DoorGrid } from '../kit/DoorGrid.tsx'
import { Empty } from '../kit/Empty.tsx'
import { Facts } from '../kit/Facts.tsx'
import { Figures } from '../kit/Figures.tsx'
import { Icon } from '../kit/Icon.tsx'
import { Ladder } from '../kit/Ladder.tsx'
import { Menu } from '../kit/Menu.tsx'
import { Page } from '../kit/Page.tsx'
import { PhotoPicker } from '../kit/PhotoPicker.tsx'
import type { Photo } from '../kit/PhotoPicker.tsx'
import { Problem } from '../kit/Problem.tsx'
import { Status } from '../kit/Status.tsx'
import { Steps } from '../kit/Steps.tsx'
import { ElderSwitch } from '../kit/Switches.tsx'
import { TextArea } from '../kit/TextArea.tsx'
import { TimeLeft } from '../kit/TimeLeft.tsx'
import { Timeline } from '../kit/Timeline.tsx'
import { OfflineError, ProblemError } from '../problem.ts'
import '../resident/Home.css'

export function samplePhoto(): Photo {
  const picture = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 84 84'><rect width='84' height='84' fill='#e2dacb'/><path d='M6 46h28v30H6zM30 54h26v24H30zM12 28h22v18H12z' fill='#fcefcf' stroke='#8a5200' stroke-width='2'/></svg>"
  return { id: 'boxes', blob: new Blob([picture], { type: 'image/svg+xml' }), state: 'kept' }
}

export function HomeScreen() {
  return (
    <div className="page">
      <header className="home-top">
        <Menu label={<h1 className="home-name">观音新村 7栋2单元301</h1>} name="换一处房">
          <button type="button" className="menu-item" aria-current>观音新村 7栋2单元301</button>
          <button type="button" className="menu-item">和兴怡景 3栋2单元502</button>
        </Menu>
        <ElderSwitch />
      </header>
      <main id="content" className="page-main">
        <Card turn>
          <div className="row"><Status kind="turn" bare /><span className="end small quiet">还有 2 天</span></div>
          <h2 className="sentence">下水道修好了吗？</h2>
          <p className="quiet">张师傅昨天说修好了，请您看一看。</p>
          <Button kind="main" to="/resident/confirm">去看看，回个话</Button>
        </Card>
        <Card title="我报的：楼道灯不亮" aside={<Status kind="doing" />} to="/resident/case">
          <Facts facts={[{ name: '谁在办', value: '观音庵社区 刘师傅' }, { name: '最晚办完', value: '11月23日 周一 下午3:00' }, { name: '还剩', value: <b>3 个工作日</b> }]} />
          <Steps steps={['报了', '受理', '在修', '您看', '办完']} now={2} />
        </Card>
        <Card icon="notice" title="明天上午停水 3 小时" to="/resident/empty"><p className="small quiet">社区通知 · 9:00–12:00 · 7栋、8栋</p></Card>
        <DoorGrid>
          <Door to="/resident/report" icon="report" title="报事" hint="哪里坏了、堵了、吵了" />
          <Door to="/resident/problem" icon="pay" title="缴费" hint="物业费、车位费" now="待缴 78.82 元" />
          <Door to="/resident/empty" icon="vote" title="表决" hint="大家的事" now="1 件，剩 4 天" />
          <Door to="/resident/empty" icon="disclose" title="公开" hint="钱花在哪里" />
          <Door to="/resident/empty" icon="service" title="服务" hint="吃饭、看病" />
        </DoorGrid>
      </main>
    </div>
  )
}

export function ReportScreen() {
  const [words, setWords] = useState('一楼楼梯口堆了好多纸箱，老人走不过去')
  const [kind, setKind] = useState<string | null>('clutter')
  const [isAnonymous, setAnonymous] = useState(true)
  const [photos, setPhotos] = useState<readonly Photo[]>([samplePhoto()])
  return (
    <Page title="报事" aside="已自动存好" foot={<><Button kind="main">是这件，我附议</Button><Button>不是这件，单独报</Button></>}>
      <PhotoPicker label="照片" hideLabel photos={photos} limit={6} onAdd={(added) => setPhotos([...photos, ...added])} onRemove={(id) => setPhotos(photos.filter((photo) => photo.id !== id))} />
      <TextArea label="哪里不对劲？" hint="拍张照片，或者说一句、写一句，都行。" value={words} onChange={setWords} maxLength={500} />
      <Choice look="chips" label="我们猜是这一类，不对就换" value={kind} onChange={setKind} options={[{ value: 'clutter', label: '乱堆东西' }, { value: 'fire-lane', label: '堵消防通道' }, { value: 'other', label: '别的' }]} />
      <Card icon="place"><div className="row"><p className="grow">7栋2单元 一楼楼梯口</p><button type="button" className="text-link">改地点</button></div></Card>
      <Check checked={isAnonymous} onChange={setAnonymous}>公开时不写我的名字</Check>
      <Card turn>
        <Status kind="turn" bare>似乎已有人报过</Status>
        <h2>2单元一楼堆纸箱</h2>
        <p className="small quiet">昨天 16:40 报 · 已有 2 户附议</p>
        <p className="small"><Status kind="doing" bare /> 社区 · 11月24日前办完</p>
        <hr />
        <p className="small">附议 = 算您一份，办到哪一步都告诉您。</p>
      </Card>
    </Page>
  )
}

export function CaseScreen() {
  return (
    <Page
      title="楼道灯不亮"
      aside={<Status kind="doing" />}
      foot={
        <>
          <p className="label">我现在能做</p>
          <div className="row">
            <Button column icon="notice">催一催</Button>
            <Button column icon="pen">补充几句</Button>
            <Button column icon="bad">不满意</Button>
            <Button column icon="call" kind="call" href="tel:15400000000">打电话</Button>
          </div>
        </>
      }
    >
      <Card>
        <p className="label">现在在谁手里</p>
        <p className="large"><b>观音庵社区 · 刘师傅（电工）</b></p>
        <TimeLeft left="3 个工作日" total={5} used={2} share={0.4} note="共 5 个，周末不算" until="11月23日 周一 下午3:00 前办完" />
      </Card>
      <Card>
        <Timeline
          entries={[
            { id: '3', who: '刘师傅', when: '今天 10:20', state: 'doing', children: <p>灯座烧坏了，新的明天到，到了就换。</p> },
            { id: '2', who: '社区', when: '周一 15:00', children: <p>派给刘师傅，限 5 个工作日。</p> },
            { id: '1', who: '您', when: '周一 10:12', children: <p>报了这件事：二楼到三楼没有灯，晚上看不清台阶。</p> },
          ]}
          next={<>接下来：修好了先请<b>您看</b>。您说好，才算办完；不满意，退回重办。</>}
        />
      </Card>
      <div className="well stack-tight">
        <p className="small">到时没办完，或您两次说不满意，自动往上报</p>
        <Ladder levels={['社区', '状元洲街道', '北塔区', '邵阳市']} at={0} />
      </div>
    </Page>
  )
}

export function ConfirmScreen() {
  const [answer, setAnswer] = useState<string | null>('good')
  return (
    <Page title="下水道堵了" aside={<Status kind="turn" />} foot={<><Button kind="main">修好了，确认解决</Button><Button>没修好，退回重办</Button></>}>
      <div>
        <p className="sentence">请您看一看，修好了吗？</p>
        <p className="quiet">周五下午4:30 前回话，<b>还有 2 天</b></p>
      </div>
      <Card>
        <p>疏通了 2 单元总管，换了一节弯头。</p>
        <p className="small quiet">社区 张师傅 · 昨天 16:30 办好</p>
        <p className="small"><Status kind="done" bare>没超时</Status> 比期限早了 16 小时 35 分</p>
      </Card>
      <Choice look="faces" label="这次办得怎么样？" value={answer} onChange={setAnswer} options={[{ value: 'good', label: '满意', icon: 'good' }, { value: 'middling', label: '一般', icon: 'middling' }, { value: 'bad', label: '不满意', icon: 'bad' }]} />
      <p className="small quiet push">您不回话，社区会另派人上门看，不会悄悄结案。退回两次还没好，自动报到状元洲街道。</p>
    </Page>
  )
}

export function ProblemScreen() {
  const refused = new ProblemError({ type: '/problems/common/forbidden', title: 'forbidden', status: 403, values: {}, errors: [], requestId: '0198a1c2-77d1-7a30-9c3e-5d2f' })
  return (
    <Page title="缴费" subtitle="和兴怡景 3栋2单元502" aside={<Status kind="offline" />} foot={<><Button kind="main" busy="正在发…">再试一次</Button><Button kind="call" icon="call">事情急，打电话给社区</Button></>}>
      <div className="row"><Icon name="offline" /><p className="sentence">还没发出去</p></div>
      <Problem error={new OfflineError()} onRetry={() => undefined} />
      <Problem error={refused}><p>您可以请业主登录后来办。</p></Problem>
      <Button blocked="截止时间已过，11月11日前才能改">改我的选择</Button>
    </Page>
  )
}

export function EmptyScreen() {
  return (
    <Page title="表决" subtitle="观音新村 7栋2单元301" foot={<Button>提一件大家的事</Button>}>
      <Empty title="现在没有要投的票" action={<button type="button" className="text-link">看以前的结果</button>}>有新的表决，提前 15 天告诉您，不会漏。</Empty>
    </Page>
  )
}

export function CityScreen() {
  return (
    <CityFrame
      title="里坊图"
      note={<><p>邵阳市区住宅小区</p><p>一坊一小区，坊大户多 · 截至 2026年11月22日 8:00</p></>}
      figures={<Figures figures={[{ name: '小区', value: '231', unit: '个', note: '另有无物业院落 28 处' }, { name: '业委会', value: '98', unit: '个', note: '覆盖 42.4% · 未成立 133' }, { name: '户数', value: '146,000', unit: '户', note: '3 区 31 街道（镇、乡）' }, { name: '诉求在办', value: '1,040', unit: '件', note: <span className="late-text">▲ 逾期 139 件</span> }]} />}
    >
      <Card title="大祥区" aside={<span className="small quiet">小区 95 · 业委会 40</span>}><p>62,434 户</p></Card>
    </CityFrame>
  )
}
