/** The domains on the desk. */
import { pages as access } from '../../domains/access/pages/desk.tsx'
import { pages as calendar } from '../../domains/calendar/pages/desk.tsx'
import { pages as notices } from '../../domains/notices/pages/desk.tsx'
import { pages as overview } from '../../domains/overview/pages/desk.tsx'
import { pages as register } from '../../domains/register/pages/desk.tsx'
import { pages as requests } from '../../domains/requests/pages/desk.tsx'
import type { DeskPages } from '../contributions.ts'

export const pages: readonly DeskPages[] = [requests, register, overview, access, notices, calendar]

export { useSession } from '../../domains/access/pages/session.ts'
