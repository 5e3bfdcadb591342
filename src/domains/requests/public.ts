/** All that other domains and the program's start may know of requests. */
export { seedRuleSet } from './stores/catalogue.ts'
export { figuresByCommunity, figuresByMonth } from './stores/figures.ts'
export { seedPhrases } from './stores/suggestions.ts'
