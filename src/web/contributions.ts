/** What a domain gives to the shells, in `pages/resident.tsx`, `pages/desk.tsx` and `pages/city.tsx`. These files stay tiny: every page behind them is lazy. */
import { lazy } from 'react'
import type { ComponentType, LazyExoticComponent } from 'react'

export interface PageRoute {
  /** Below the face's own address, without a leading slash: 'report', 'cases/:id'. */
  readonly path: string
  readonly element: LazyExoticComponent<ComponentType>
}

/** `element: lazyPage(async () => (await import('./report-page.tsx')).ReportPage)` */
export function lazyPage(load: () => Promise<ComponentType>): LazyExoticComponent<ComponentType> {
  return lazy(async () => ({ default: await load() }))
}

/** A piece of the resident's home page: a card above the doors, or a door. The lowest order comes first. */
export interface HomePiece {
  readonly order: number
  readonly element: ComponentType
}

export interface ResidentPages {
  readonly routes: readonly PageRoute[]
  /** Renders one `<Door>`: 报事 1, 缴费 2, 表决 3, 公开 4, 服务 5. */
  readonly doors?: readonly HomePiece[]
  /** Renders a `<Card>` or nothing: what waits 1, my case 2, notices 3. */
  readonly cards?: readonly HomePiece[]
  /** A small thing beside the name of the home, on its first page: how many notices are unread. */
  readonly top?: ComponentType
}

export interface DeskTab {
  readonly path: string
  readonly order: number
  /** Called as a hook: the word in the chosen language. */
  readonly useLabel: () => string
  /** Hidden where the role, which may do what `can` lists, has nothing to do there. Called as a hook. */
  readonly useVisible?: (can: readonly string[]) => boolean
}

export interface DeskPages {
  readonly routes: readonly PageRoute[]
  readonly tabs?: readonly DeskTab[]
  /** Its part of the answer to the search of the top bar. */
  readonly search?: LazyExoticComponent<ComponentType<{ readonly query: string }>>
  /** A small thing in the top bar of every page: how many notices are unread. */
  readonly top?: ComponentType
}

export interface CityPages {
  /** The path '' is the page of the whole city. */
  readonly routes: readonly PageRoute[]
}
