/** The domains on the desk. */
import type { DeskPages } from '../contributions.ts'
import type { SessionState } from '../session.ts'

export const pages: readonly DeskPages[] = []

export const useSession: () => SessionState = () => ({ state: 'signed-out' })
