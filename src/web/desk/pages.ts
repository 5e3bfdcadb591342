/** The domains on the desk. */
import { pages as register } from '../../domains/register/pages/desk.tsx'
import type { DeskPages } from '../contributions.ts'
import type { SessionState } from '../session.ts'

export const pages: readonly DeskPages[] = [register]

export const useSession: () => SessionState = () => ({ state: 'signed-out' })
