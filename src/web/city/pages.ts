/** The domains on the public face. */
import type { CityPages } from '../contributions.ts'

export const pages: readonly CityPages[] = []
