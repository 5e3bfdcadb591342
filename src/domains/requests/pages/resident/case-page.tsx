import { useFormat } from '../../../../web/format.ts'
import { useText } from '../../../../web/i18n.ts'
import { Card } from '../../../../web/kit/Card.tsx'
import { Facts } from '../../../../web/kit/Facts.tsx'
import { Loading } from '../../../../web/kit/Loading.tsx'
import { Page } from '../../../../web/kit/Page.tsx'
import { Problem } from '../../../../web/kit/Problem.tsx'
import { ReadAloud } from '../../../../web/kit/Switches.tsx'
import { useLive } from '../../../../web/live.ts'
import { shared } from '../../../../web/messages.ts'
import { useNow } from '../../../../web/now.ts'
import { usePreferences } from '../../../../web/preferences.ts'
import { CaseNotices } from '../told/CaseNotices.tsx'
import { CaseFoot } from './CaseFoot.tsx'
import { CaseLadder } from './CaseLadder.tsx'
import { CaseStatus } from './CaseStatus.tsx'
import { CaseTimeline, eventWords } from './CaseTimeline.tsx'
import { leftOf, statusOf, useTitle } from './case-words.ts'
import { useCase, useCasePlace } from './cases.ts'
import type { CaseView } from './cases.ts'
import { HolderCard, holderOf } from './HolderCard.tsx'
import { messages as homeMessages } from './home/messages.ts'
import { messages } from './messages.ts'
import { StandingCard } from './StandingCard.tsx'
import './cases.css'

/** A case: who has it, until when, what happened, what comes next, what I can do. */
export function CasePage() {
  const t = useText(messages)
  const { data: view, error, refetch } = useCase(useCasePlace())
  useLive()
  if (view !== undefined) return <Case view={{ ...view, resolved: view.answer?.resolved ?? null }} />
  return (
    <Page title={t.report.title} backTo="/cases">
      {error === null ? <Loading>{t.one.loading}</Loading> : null}
      <Problem error={error} texts={t.problems} onRetry={() => void refetch()} />
    </Page>
  )
}

export type ShownCase = CaseView & { readonly resolved: boolean | null }

function Case({ view }: { readonly view: ShownCase }) {
  const { elder } = usePreferences()
  return elder ? <ElderCase view={view} /> : <FullCase view={view} />
}

const newestFirst = (view: CaseView) => view.events.toReversed()

function FullCase({ view }: { readonly view: ShownCase }) {
  const t = useText(messages)
  const titleOf = useTitle()
  return (
    <Page title={titleOf(view.category)} backTo="/cases" aside={<CaseStatus of={view} />} foot={<CaseFoot view={view} />}>
      <StandingCard view={view} />
      <HolderCard view={view} />
      <Card><CaseTimeline view={view} events={newestFirst(view)} /></Card>
      <CaseLadder view={view} />
      <Card>
        <Facts
          facts={[
            { name: t.one.place, value: [view.place.community, view.place.words, view.place.detail].filter(Boolean).join(' ') },
            { name: t.one.number, value: view.number },
          ]}
        />
        {view.reporter.anonymous ? <p className="label">{t.one.anonymous}</p> : null}
        {view.reporter.self ? <CaseNotices communityId={view.communityId} id={view.id} own /> : null}
      </Card>
    </Page>
  )
}

/** Fewer facts, not smaller ones: who, what is left, the newest word and the first. */
function ElderCase({ view }: { readonly view: ShownCase }) {
  const titleOf = useTitle()
  const events = newestFirst(view)
  const shown = events.filter((_, index) => index === 0 || index === events.length - 1)
  return (
    <Page title={titleOf(view.category)} backTo="/cases" foot={<CaseFoot view={view} />}>
      <div className="row">
        <p className="grow"><CaseStatus of={view} /></p>
        <ReadAloud words={useSpoken(view)} />
      </div>
      <StandingCard view={view} />
      <HolderCard view={view} />
      <Card><CaseTimeline view={view} events={shown} isPast={!view.can.confirm} /></Card>
    </Page>
  )
}

function useSpoken(view: ShownCase): string {
  const t = useText(messages)
  const words = useText(homeMessages)
  const common = useText(shared)
  const format = useFormat()
  const titleOf = useTitle()
  const now = useNow()
  const { kind, word } = statusOf(view, now)
  const left = view.closedAt === null ? leftOf(view.clock, now) : null
  const last = view.events.at(-1)
  return t.one.spoken({
    title: titleOf(view.category),
    status: word === undefined ? common.status[kind] : words.status[word],
    who: holderOf(view, t),
    left: left === null ? '' : left.isOver ? words.over({ span: words.span(left.span) }) : words.leftWords({ span: words.span(left.span) }),
    last: last === undefined ? '' : eventWords(last, view, t, format.spoken),
  })
}
