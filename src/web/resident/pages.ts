/** The domains on the resident face, in no particular order: doors and cards carry theirs. */
import { pages as register } from '../../domains/register/pages/resident.tsx'
import type { ResidentPages } from '../contributions.ts'
import type { SessionState } from '../session.ts'

export const pages: readonly ResidentPages[] = [register]

export const useSession: () => SessionState = () => ({ state: 'signed-out' })
