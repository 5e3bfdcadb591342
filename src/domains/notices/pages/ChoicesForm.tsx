import { useText } from '../../../web/i18n.ts'
import { Check } from '../../../web/kit/Check.tsx'
import { Choice } from '../../../web/kit/Choice.tsx'
import { Loading } from '../../../web/kit/Loading.tsx'
import { Problem } from '../../../web/kit/Problem.tsx'
import { Select } from '../../../web/kit/Select.tsx'
import { AddressForm } from './AddressForm.tsx'
import { messages } from './messages.ts'
import { PushForm } from './PushForm.tsx'
import { useChoosing, useChosen } from './queries.ts'
import type { Choices, Chosen } from './queries.ts'
import './notices.css'

/** How I am told; each choice is kept as soon as it is made. */
export function ChoicesForm() {
  const t = useText(messages)
  const chosen = useChosen()
  if (chosen.data === undefined) return chosen.error === null ? <Loading>{t.choices.loading}</Loading> : <Problem error={chosen.error} texts={t.problems} onRetry={() => void chosen.refetch()} />
  return <Chosen chosen={chosen.data} />
}

function Chosen({ chosen }: { readonly chosen: Chosen }) {
  const t = useText(messages)
  const choosing = useChoosing()
  const choices = choosing.isPending ? choosing.variables : chosen.choices
  const change = (part: Partial<Choices>): void => choosing.mutate({ ...choices, ...part })
  return (
    <>
      <p className="label" role="status">{choosing.isPending ? t.choices.saving : choosing.isSuccess ? t.choices.saved : ''}</p>
      <Problem error={choosing.error} texts={t.problems} />
      <What choices={choices} change={change} />
      <AddressForm chosen={chosen} />
      <PushForm chosen={chosen} />
      <Quiet quiet={choices.quiet} onChange={(quiet) => change({ quiet })} />
      <Choice
        label={t.choices.digest}
        options={[{ value: 'off', label: t.choices.digestOff }, { value: 'daily', label: t.choices.digestDaily }]}
        value={choices.digest}
        onChange={(digest) => change({ digest })}
      />
      <Choice
        label={t.choices.language}
        look="chips"
        options={(['zh', 'en'] as const).map((value) => ({ value, label: <span lang={value === 'zh' ? 'zh-CN' : 'en'}>{t.choices.languages[value]}</span> }))}
        value={choices.language}
        onChange={(language) => change({ language })}
      />
    </>
  )
}

const groups = ['mine', 'work', 'danger'] as const
const channels = ['email', 'push'] as const

function What({ choices, change }: { readonly choices: Choices; readonly change: (part: Partial<Choices>) => void }) {
  const t = useText(messages)
  const toggle = (channel: (typeof channels)[number], group: (typeof groups)[number], isOn: boolean): void =>
    change({ [channel]: groups.filter((each) => (each === group ? isOn : choices[channel].includes(each))) })
  return (
    <section className="stack-tight">
      <h2>{t.choices.what}</h2>
      <p className="quiet">{t.choices.app}</p>
      <table className="notice-choices">
        <thead>
          <tr>
            <th scope="col"><span className="visually-hidden">{t.choices.what}</span></th>
            {channels.map((channel) => <th key={channel} scope="col">{t.choices.channels[channel]}</th>)}
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <tr key={group}>
              <th scope="row"><b>{t.choices.groups[group]}</b> <span className="label">{t.choices.groupHints[group]}</span></th>
              {channels.map((channel) => (
                <td key={channel}>
                  <Check hideLabel checked={choices[channel].includes(group)} onChange={(isOn) => toggle(channel, group, isOn)}>
                    {t.choices.byChannel({ group: t.choices.groups[group], channel: t.choices.channels[channel] })}
                  </Check>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const usual = { from: 22, until: 7 }
const hours = Array.from({ length: 24 }, (_, hour) => hour)

function Quiet({ quiet, onChange }: { readonly quiet: Choices['quiet']; readonly onChange: (quiet: Choices['quiet']) => void }) {
  const t = useText(messages)
  const options = hours.map((hour) => ({ value: String(hour), label: t.choices.hour({ hour }) }))
  return (
    <section className="stack-tight">
      <h2>{t.choices.quiet}</h2>
      <Check checked={quiet !== 'off'} onChange={(isOn) => onChange(isOn ? usual : 'off')}>{t.choices.quietOn}</Check>
      {quiet === 'off' ? null : (
        <div className="row notice-quiet">
          <Select label={t.choices.from} value={String(quiet.from)} options={options} onChange={(from) => onChange({ ...quiet, from: Number(from) })} />
          <Select label={t.choices.until} value={String(quiet.until)} options={options} onChange={(until) => onChange({ ...quiet, until: Number(until) })} />
        </div>
      )}
      <p className="label">{t.choices.quietHint}</p>
    </section>
  )
}
