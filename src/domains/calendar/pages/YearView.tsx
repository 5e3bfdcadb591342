import { useText } from '../../../web/i18n.ts'
import { Table } from '../../../web/kit/Table.tsx'
import { messages } from './messages.ts'
import type { Day } from './queries.ts'
import { holidaysOf, monthsOf } from './year-days.ts'
import type { Holiday, Month, MonthDay } from './year-days.ts'
import './calendar.css'

/** Twelve small months. Days off and make-up days are told by shape and word, not by colour alone. */
export function YearView({ year, days }: { readonly year: number; readonly days: readonly Day[] }) {
  const t = useText(messages)
  return (
    <>
      <p className="calendar-legend label">
        <span className="calendar-day calendar-off">{t.legend.mark.off}</span> {t.legend.off}
        <span className="calendar-day calendar-work">{t.legend.mark.work}</span> {t.legend.work}
      </p>
      <div className="calendar-months">{monthsOf(year, days).map((month) => <MonthTable key={month.month} {...month} />)}</div>
    </>
  )
}

function MonthTable({ month, weeks }: Month) {
  const t = useText(messages)
  return (
    <table className="calendar-month">
      <caption>{t.month({ month })}</caption>
      <thead>
        <tr>{t.weekdays.map((day, index) => <th key={index} scope="col"><abbr title={t.weekdaysLong[index]}>{day}</abbr></th>)}</tr>
      </thead>
      <tbody>
        {weeks.map((week, index) => (
          <tr key={index}>{week.map((day, place) => (day === null ? <td key={place} aria-hidden="true" /> : <DayCell key={place} month={month} {...day} />))}</tr>
        ))}
      </tbody>
    </table>
  )
}

function DayCell({ month, day, listed, worked }: MonthDay & { readonly month: number }) {
  const t = useText(messages)
  if (listed === undefined) return <td className={worked ? '' : 'calendar-rest'}>{day}</td>
  const words = t.day({ month, day, name: listed.name, kind: listed.kind })
  return (
    <td title={words}>
      <span className={`calendar-day calendar-${listed.kind}`} aria-hidden="true">{day}<small>{t.legend.mark[listed.kind]}</small></span>
      <span className="visually-hidden">{words}</span>
    </td>
  )
}

export function Holidays({ days }: { readonly days: readonly Day[] }) {
  const t = useText(messages)
  const dates = (of: readonly Day[]): string => (of.length === 0 ? t.holidays.none : of.map(({ date }) => t.date({ month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) })).join(' · '))
  return (
    <Table<Holiday>
      caption={t.holidays.caption}
      rows={holidaysOf(days)}
      rowKey={({ name }) => name}
      columns={[
        { key: 'name', head: t.holidays.name, cell: ({ name }) => name },
        { key: 'off', head: t.holidays.off, cell: ({ off }) => dates(off) },
        { key: 'work', head: t.holidays.work, cell: ({ work }) => dates(work) },
        { key: 'notice', head: t.holidays.notice, cell: ({ name, sourceUrl }) => (sourceUrl === '' ? <span className="quiet">{t.holidays.none}</span> : <a href={sourceUrl} target="_blank" rel="noreferrer">{t.holidays.open}<span className="visually-hidden"> {name}</span></a>) },
      ]}
    />
  )
}
