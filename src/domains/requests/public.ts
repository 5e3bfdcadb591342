/** All that other domains and the program's start may know of requests. */
export { seedRuleSet } from './stores/catalogue.ts'
export { COUNTED, figuresByCommunity, figuresByMonth, rebuildFigures, sumDays, type Counts } from './stores/figures.ts'
export { seedPhrases } from './stores/suggestions.ts'
