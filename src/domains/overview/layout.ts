/** The ward map's layout is stored, and cut anew only when somebody says so: wards keep their places, so that people find them again. */
import type { Tx } from '../../platform/database.ts'
import { civilDate } from '../../platform/time.ts'
import { cityTree, wardStandings } from '../register/public.ts'
import { planOf, WIDE } from './rules/city-plan.ts'
import { amendPlan } from './rules/plan.ts'
import { wideMeasures } from './rules/ward-map/layout.ts'
import { cutRows, orderWards } from './rules/ward-map/rows.ts'
import { cityDefinitions, saveLayout, shippedPlans } from './stores/definitions.ts'

/** Orders the wards by their households of today and cuts the rows; answers with how many wards stand in it. */
export async function cutLayout(tx: Tx, at: Temporal.Instant): Promise<number> {
  const [tree, standings, { layout }, plans] = await Promise.all([cityTree(tx), wardStandings(tx, civilDate(at)), cityDefinitions(tx), shippedPlans()])
  const codeOf = new Map(tree.divisions.map(({ id, code }): [string, string] => [id, code]))
  const idOf = new Map(tree.divisions.map(({ id, code }): [string, string] => [code, id]))
  const wards = tree.wards.map(({ id, streetId, courtyard }) => ({ id: id as string, street: codeOf.get(streetId) ?? '', courtyard, households: standings.get(id)?.homes ?? 0 }))
  const households = Map.groupBy(wards, ({ street }) => street)
  const streetOf = (id: string) => households.get(codeOf.get(id) ?? '')?.reduce((sum, ward) => sum + ward.households, 0) ?? 0
  const inPlace = (id: string): number => streetOf(id) + tree.divisions.filter(({ parentId }) => parentId === id).reduce((sum, { id: below }) => sum + inPlace(below), 0)
  const ofKind = (wanted: 'district' | 'street') => tree.divisions.filter(({ kind }) => kind === wanted).map(({ code, parentId }) => ({ code, parent: codeOf.get(parentId ?? '') ?? null }))
  const plan = amendPlan(layout?.plan ?? planOf(tree.divisions, inPlace, plans), ofKind('district'), ofKind('street'))
  const rows = cutRows(plan, orderWards(wards), { ...WIDE, measures: wideMeasures })
  await saveLayout(tx, { plan, rows: Object.fromEntries([...rows].map(([street, of]) => [idOf.get(street) ?? street, of])) }, at)
  return wards.length
}
