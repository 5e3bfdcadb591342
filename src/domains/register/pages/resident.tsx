import type { ResidentPages } from '../../../web/contributions.ts'
import { lazyPage } from '../../../web/contributions.ts'
import { useText } from '../../../web/i18n.ts'
import { Door } from '../../../web/kit/DoorGrid.tsx'
import { messages } from './door/messages.ts'

function MyHomeDoor() {
  const t = useText(messages)
  return <Door to="/home" icon="home" title={t.title} hint={t.hint} />
}

export const pages: ResidentPages = {
  routes: [{ path: 'home', element: lazyPage(async () => (await import('./my-home-page.tsx')).MyHomePage) }],
  doors: [{ order: 6, element: MyHomeDoor }],
}
