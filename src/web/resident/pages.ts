/** The domains on the resident face, in no particular order: doors and cards carry theirs. */
import { pages as access } from '../../domains/access/pages/resident.tsx'
import { pages as notices } from '../../domains/notices/pages/resident.tsx'
import { pages as overview } from '../../domains/overview/pages/resident.tsx'
import { pages as register } from '../../domains/register/pages/resident.tsx'
import { pages as requestsForAnother } from '../../domains/requests/pages/for-another.tsx'
import { pages as requests } from '../../domains/requests/pages/resident.tsx'
import type { ResidentPages } from '../contributions.ts'

export const pages: readonly ResidentPages[] = [requests, requestsForAnother, register, access, notices, overview]

export { useSession } from '../../domains/access/pages/session.ts'
