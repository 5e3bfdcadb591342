import { useText } from '../../../../../web/i18n.ts'
import { Menu } from '../../../../../web/kit/Menu.tsx'
import type { CaseView } from '../queries.ts'
import { GROUPS, isOffered } from './acts.ts'
import type { MoreVerb } from './acts.ts'
import { messages } from './messages.ts'

/** Everything that is not the step of the moment, out of the way until asked for. */
export function MoreMenu({ view, except, onChoose }: { readonly view: CaseView; readonly except: MoreVerb | null; readonly onChoose: (verb: MoreVerb) => void }) {
  const t = useText(messages)
  const groups = GROUPS.map(({ name, verbs }) => ({ name, verbs: verbs.filter((verb) => verb !== except && isOffered(verb, view)) })).filter(({ verbs }) => verbs.length > 0)
  if (groups.length === 0) return null
  return (
    <div className="requests-verbs">
      <Menu label={<span>{t.more}</span>} name={t.moreName}>
        {groups.map(({ name, verbs }) => (
          <section key={name} aria-label={t.groups[name]}>
            <p className="label requests-verbs-group" aria-hidden>{t.groups[name]}</p>
            {verbs.map((verb) => <button key={verb} type="button" className="menu-item" onClick={() => onChoose(verb)}>{t.verbs[verb]}</button>)}
          </section>
        ))}
      </Menu>
    </div>
  )
}
