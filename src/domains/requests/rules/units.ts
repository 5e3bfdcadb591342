/** 派遣 to other units: one leads, any number help; what is given can be given back, until the level above decides. */
import type { OrganisationId } from '../../../platform/ids.ts'
import { decided, refuse } from '../../../platform/problem.ts'
import { LEVELS, type Case, type EventData, type Level, type Outcome, type Refused, type Support } from './case.ts'
import { deadlines } from './deadlines.ts'
import { guard } from './guards.ts'
import { step, word, type Moment } from './step.ts'

/** Somebody who can lead a case at this place. */
export interface Unit {
  readonly organisationId: OrganisationId
  /** Where it stands in the ladder; null for a department, which works for whoever called it. */
  readonly level: Level | null
}

export const levelOfUnit = (kind: string): Level | null => {
  switch (kind) {
    case 'property_company':
      return 'community'
    case 'community_office':
      return 'office'
    case 'street':
    case 'district':
      return kind
    case 'bureau':
      return 'city'
    default:
      return null
  }
}

/** Another leads. A case that has climbed stays as high as it is. */
function ledBy(before: Case, { organisationId, level }: Unit): Partial<Case> {
  const leadLevel = level ?? before.leadLevel
  const isHigher = before.levelOrganisationId !== null && LEVELS.indexOf(before.level) > LEVELS.indexOf(leadLevel)
  return {
    leadOrganisationId: organisationId,
    leadLevel,
    assigneePersonId: null,
    assigneeTitle: '',
    supporting: before.supporting.filter((support) => support.organisationId !== organisationId),
    ...(isHigher ? {} : { level: leadLevel, levelOrganisationId: null }),
  }
}

/** Back to whoever gave it; the way that it came is gone. */
export const givenBackTo = (before: Case, from: Unit): Partial<Case> => ({ ...ledBy(before, from), fromOrganisationId: null })

export const refusedSupport = (leadOrganisationId: OrganisationId, supportingIds: readonly OrganisationId[]): Refused | null =>
  supportingIds.includes(leadOrganisationId) ? refuse('requests/lead-supports-itself') : null

/** Exactly these units help; who has done their part has done it. */
export const supportedBy = (before: Case, supportingIds: readonly OrganisationId[]): readonly Support[] =>
  supportingIds.map((organisationId) => before.supporting.find((support) => support.organisationId === organisationId) ?? { organisationId, doneAt: null })

export const changesSupport = (before: Case, supportingIds: readonly OrganisationId[]): boolean =>
  supportingIds.length !== before.supporting.length || supportingIds.some((id) => !before.supporting.some(({ organisationId }) => organisationId === id))

export function newlyCalled(before: Case, supportingIds: readonly OrganisationId[] = []): EventData {
  const called = supportingIds.filter((id) => !before.supporting.some(({ organisationId }) => organisationId === id))
  return called.length === 0 ? {} : { supportingIds: called }
}

/** To another unit, which signs or hands it out within. The clock runs on. */
export function dispatchToUnit(before: Case, unit: Unit, { text, supportingIds }: { readonly text: string; readonly supportingIds?: readonly OrganisationId[] | undefined }, moment: Moment): Outcome {
  const refused = guard('dispatch', before, moment) ?? (supportingIds && refusedSupport(unit.organisationId, supportingIds))
  if (refused) return refused
  if (before.binding) return refuse('requests/binding')
  if (before.leadOrganisationId === unit.organisationId) return refuse('requests/already-assigned')
  const led = ledBy(before, unit)
  const supporting = supportingIds === undefined ? led.supporting : supportedBy(before, supportingIds)
  return decided(
    step(
      before,
      { ...led, ...(supporting && { supporting }), state: 'DISPATCHED', fromOrganisationId: before.leadOrganisationId },
      { kind: 'dispatched', text, data: { organisationId: unit.organisationId, ...newlyCalled(before, supportingIds) } },
      moment,
    ),
  )
}

/** 指派 by the level above, where it has been returned too often or the lead is not there any more: it cannot be returned. */
export function assign(before: Case, unit: Unit, text: string, isStranded: boolean, moment: Moment): Outcome {
  const refused = guard('assign', before, moment, { isStranded })
  if (refused) return refused
  const isNew = before.state === 'REPORTED'
  const clock = isNew ? { stageFrom: moment.now, stageDueAt: deadlines(moment.rules, moment.calendar, before.deadlineClass, moment.now).acceptBy } : { state: 'DISPATCHED' as const }
  return decided(
    step(before, { ...ledBy(before, unit), ...clock, binding: true, fromOrganisationId: moment.by.organisationId }, { kind: 'assigned', text, data: { organisationId: unit.organisationId } }, moment),
  )
}

/** 协办反馈: a supporting unit's own word that its part is done. It closes nothing. */
export function supportDone(before: Case, text: string, moment: Moment): Outcome {
  const refused = guard('support-done', before, moment)
  if (refused) return refused
  const supporting = before.supporting.map((support) => (support.organisationId === moment.by.organisationId ? { ...support, doneAt: moment.now } : support))
  return word(before, { supporting }, { kind: 'supported', text }, moment)
}
