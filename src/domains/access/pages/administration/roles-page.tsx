import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { useText } from '../../../../web/i18n.ts'
import { Button } from '../../../../web/kit/Button.tsx'
import { Check } from '../../../../web/kit/Check.tsx'
import { ExportMenu } from '../../../../web/kit/ExportMenu.tsx'
import { Loading } from '../../../../web/kit/Loading.tsx'
import { Pane, PaneSection } from '../../../../web/kit/Pane.tsx'
import { Problem } from '../../../../web/kit/Problem.tsx'
import { Table } from '../../../../web/kit/Table.tsx'
import { RESERVED } from '../../roles.ts'
import type { Action } from '../../roles.ts'
import { messages as sessionMessages } from '../messages.ts'
import { access, takeList, useMe } from '../session.ts'
import { ListPage } from './ListPage.tsx'
import { messages } from './messages.ts'
import { useRoles } from './queries.ts'
import type { Role } from './queries.ts'

/** 角色: what each role may do; the system administrator changes it, the auditor looks on. */
export function RolesPage() {
  const t = useText(messages)
  const { data: me } = useMe()
  const query = useRoles()
  const [parameters, setParameters] = useSearchParams()
  const roles = query.data?.items ?? []
  const open = roles.find(({ code }) => code === parameters.get('role'))
  const mayEdit = me?.can.includes('access.manage-roles') ?? false
  const show = (role: string | null): void => setParameters(role === null ? {} : { role })
  return (
    <ListPage
      title={t.roles.title}
      help={<>{t.roles.help} {t.roles.disjoint} {mayEdit ? null : t.roles.readOnly}</>}
      bar={<div className="end"><ExportMenu shortcut="e" fetch={(as) => takeList('GET /api/v1/access/roles/export', { query: as })} /></div>}
      pane={open === undefined || query.data === undefined ? null : <RolePane key={open.code} role={open} actions={query.data.actions} mayEdit={mayEdit} onClose={() => show(null)} />}
    >
      {query.isPending ? <Loading>{t.loading}</Loading> : null}
      {query.error === null ? null : <div className="administration-note"><Problem error={query.error} texts={t.problems} onRetry={() => void query.refetch()} /></div>}
      {roles.length === 0 ? null : <RolesTable roles={roles} openCode={open?.code} show={show} />}
    </ListPage>
  )
}

function RolesTable({ roles, openCode, show }: { readonly roles: readonly Role[]; readonly openCode: string | undefined; readonly show: (role: string) => void }) {
  const t = useText(messages)
  const { roles: words } = useText(sessionMessages)
  return (
    <Table
      caption={t.roles.title}
      rows={roles}
      rowKey={({ code }) => code}
      currentKey={openCode}
      columns={[
        { key: 'role', head: t.roles.role, cell: ({ code }) => <button type="button" className="administration-row" onClick={() => show(code)}>{words[code] ?? code}</button> },
        { key: 'face', head: t.roles.face, cell: ({ face }) => t.roles.faces[face] },
        { key: 'places', head: t.roles.places, cell: ({ placeKinds }) => placeKinds.map((kind) => t.roles.placeKinds[kind]).join(' · ') },
        { key: 'factor', head: t.roles.factor, cell: ({ secondFactor }) => (secondFactor ? t.roles.yes : <span className="quiet">{t.roles.no}</span>) },
        { key: 'actions', head: t.roles.actions, number: true, cell: ({ actions }) => t.roles.count({ count: actions.length }) },
      ]}
    />
  )
}

const reservedTo = (action: string): string | undefined => RESERVED[action as Action]

interface RolePaneProps {
  readonly role: Role
  /** All there are. */
  readonly actions: readonly string[]
  readonly mayEdit: boolean
  readonly onClose: () => void
}

function RolePane({ role, actions, mayEdit, onClose }: RolePaneProps) {
  const t = useText(messages)
  const { roles: words } = useText(sessionMessages)
  const queries = useQueryClient()
  const [draft, setDraft] = useState({ actions: role.actions, secondFactor: role.secondFactor })
  const save = useMutation({
    mutationFn: () => access('PUT /api/v1/access/roles/:code', { params: { code: role.code }, body: draft }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['role'] }),
  })
  const isChanged = draft.secondFactor !== role.secondFactor || draft.actions.length !== role.actions.length || draft.actions.some((action) => !role.actions.includes(action))
  const edit = (part: Partial<typeof draft>): void => {
    save.reset()
    setDraft({ ...draft, ...part })
  }
  const line = (action: string) => {
    const word = t.roles.actionWords[action] ?? action
    const owner = reservedTo(action)
    if (owner !== undefined) return <p key={action} className="quiet">{word} · {owner === role.code ? t.roles.indispensable : t.roles.ofAnother({ role: words[owner] ?? owner })}</p>
    const has = draft.actions.includes(action)
    return <Check key={action} checked={has} onChange={(checked) => edit({ actions: checked ? [...draft.actions, action] : draft.actions.filter((one) => one !== action) })}>{word}</Check>
  }
  const isAdministrator = role.disjointGroup !== null
  return (
    <Pane
      head={t.roles.role}
      title={words[role.code] ?? role.code}
      subtitle={`${t.roles.faces[role.face]} · ${role.placeKinds.map((kind) => t.roles.placeKinds[kind]).join(' · ')}`}
      onClose={onClose}
      {...(mayEdit ? { foot: (
        <>
          <Problem error={save.error} texts={t.problems} />
          {save.isSuccess && !isChanged ? <p role="status">{t.roles.saved}</p> : null}
          <div className="row">
            {isChanged ? <Button kind="main" compact busy={save.isPending && t.roles.saving} onClick={() => save.mutate()}>{t.roles.save}</Button> : <p className="label">{t.roles.unchanged}</p>}
            {isChanged ? <Button compact onClick={() => edit({ actions: role.actions, secondFactor: role.secondFactor })}>{t.roles.undo}</Button> : null}
          </div>
        </>
      ) } : {})}
    >
      <PaneSection title={t.roles.actions} aside={t.roles.count({ count: draft.actions.length })}>
        {mayEdit ? <div className="administration-actions">{actions.map(line)}</div> : <ul>{role.actions.map((action) => <li key={action}>{t.roles.actionWords[action] ?? action}</li>)}</ul>}
      </PaneSection>
      <PaneSection title={t.roles.factor}>
        {mayEdit && !isAdministrator ? <Check checked={draft.secondFactor} onChange={(secondFactor) => edit({ secondFactor })}>{t.roles.secondFactor}</Check> : <p>{role.secondFactor ? t.roles.secondFactor : t.roles.no}</p>}
      </PaneSection>
    </Pane>
  )
}
