/** The domains on the public face. */
import { pages as overview } from '../../domains/overview/pages/city.tsx'
import { pages as requests } from '../../domains/requests/pages/city.tsx'
import type { CityPages } from '../contributions.ts'

export const pages: readonly CityPages[] = [overview, requests]
