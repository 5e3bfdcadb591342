import { useFormat } from '../../../../web/format.ts'
import { useText } from '../../../../web/i18n.ts'
import { Facts } from '../../../../web/kit/Facts.tsx'
import { Icon } from '../../../../web/kit/Icon.tsx'
import { Rail } from '../../../../web/kit/Rail.tsx'
import { StatusShape } from '../../../../web/kit/Status.tsx'
import { unfiltered } from './address.ts'
import type { Address } from './address.ts'
import { OCCASIONAL, STATES_ON_DESK } from './lists.ts'
import type { List } from './lists.ts'
import { messages } from './messages.ts'
import { useListCounts } from './queries.ts'
import type { QueuePageReply } from './queries.ts'
import { SavedFilters } from './SavedFilters.tsx'
import { shapeOf } from './words.ts'

interface QueueRailProps {
  readonly lists: readonly List[]
  readonly address: Address
  readonly counts: QueuePageReply['counts'] | undefined
}

/** The lists of the role, and the states of the one that is open with what is overdue among them. */
export function QueueRail({ lists, address, counts }: QueueRailProps) {
  const { filter, linkTo } = address
  const t = useText(messages)
  const format = useFormat()
  const late = (count: number | undefined): string | undefined => (count === undefined || count === 0 ? undefined : t.rail.late({ count }))
  const all = useListCounts(lists)
  const cleared = { ...unfiltered, case: null, step: null }
  return (
    <Rail
      label={t.rail.label}
      groups={[
        { title: t.rail.lists, items: lists.filter((list) => !OCCASIONAL.includes(list) || list === filter.list || (all.get(list)?.all ?? 0) > 0).map((list) => {
            const known = all.get(list)
            return { to: linkTo({ ...cleared, list }), label: t.lists[list], count: known === undefined ? '' : format.number(known.all), late: late(known?.overdue), current: list === filter.list }
          }) },
        {
          title: t.rail.states,
          items: [
            { to: linkTo({ state: null, step: null, case: null }), label: t.rail.all, icon: <Icon name="list" />, count: counts === undefined ? '' : format.number(counts.all), late: late(counts?.overdue), current: filter.state === null },
            ...STATES_ON_DESK.map((state) => ({
              to: linkTo({ state, step: null, case: null }),
              label: t.stateWords[state],
              icon: <StatusShape kind={shapeOf[state]} />,
              count: counts === undefined ? '' : format.number(counts.states[state]?.all ?? 0),
              late: late(counts?.states[state]?.overdue),
              current: filter.state === state,
            })),
          ],
        },
      ]}
      more={<SavedFilters address={address} />}
      end={
        counts === undefined ? undefined : (
          <Facts
            end
            facts={[
              { name: t.rail.open, value: t.rail.cases({ count: format.number(counts.all) }) },
              { name: t.rail.overdue, value: t.rail.cases({ count: format.number(counts.overdue) }) },
            ]}
          />
        )
      }
    />
  )
}
