/** All that other domains and the program's start may know of requests. */
export { importRequests, type ImportedCount, type ImportProblem } from './import-requests.ts'
export { compareVerdicts } from './rules/past-case.ts'
export { NO_MAP, readCategoryMap, readPastFile } from './rules/past-rows.ts'
export { seedRuleSet } from './stores/catalogue.ts'
export { COUNTED, figuresByCommunity, figuresByMonth, rebuildFigures, sumDays, type Counts } from './stores/figures.ts'
export { seedPhrases } from './stores/suggestions.ts'
