import type { ResidentPages } from '../../../web/contributions.ts'
import { useText } from '../../../web/i18n.ts'
import { Door } from '../../../web/kit/DoorGrid.tsx'
import { messages } from './messages.ts'

function CityDoor() {
  const t = useText(messages)
  return <Door to="/city" leaves icon="city" title={t.door} hint={t.doorHint} />
}

export const pages: ResidentPages = {
  routes: [],
  doors: [{ order: 7, element: CityDoor }],
}
