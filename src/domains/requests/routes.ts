import { bindRoutes, type Bound } from '../../platform/routes.ts'
import type { Services } from '../../platform/services.ts'
import { openWorkCalendar } from '../calendar/public.ts'
import { requestsContract } from './contract.ts'
import { bindBulk, remembering } from './routes/bulk.ts'
import { bindDuty } from './routes/duty.ts'
import { bindExclusions } from './routes/exclusions.ts'
import { bindFilters } from './routes/filters.ts'
import { bindPublic } from './routes/public.ts'
import { bindQueue } from './routes/queue.ts'
import { bindReading } from './routes/read.ts'
import { bindMerge } from './routes/merge.ts'
import { bindReport } from './routes/report.ts'
import { bindSuggestions } from './routes/suggest.ts'
import { bindTemplates } from './routes/templates.ts'
import { bindUnits } from './routes/units.ts'
import { bindVerbs } from './routes/verbs.ts'
import { fingerprints } from './stores/cases.ts'
import { openCatalogues } from './stores/catalogue.ts'
import { openSuggestions } from './stores/suggestions.ts'

export const requestRoutes = (services: Services): readonly Bound[] =>
  bindRoutes(requestsContract, (bind) => {
    const commands = new Map<string, unknown>()
    const on = remembering(bind, commands)
    const context = { ...services, catalogues: openCatalogues(), suggestions: openSuggestions(), workCalendar: openWorkCalendar(services.database), fingerprint: fingerprints(services.keys) }
    bindReport(on, context)
    bindQueue(on, context)
    bindReading(on, context)
    bindPublic(on, context)
    bindVerbs(on, context)
    bindBulk(on, context, commands)
    bindFilters(on, context)
    bindDuty(on, context)
    bindExclusions(on, context)
    bindTemplates(on, context)
    bindSuggestions(on, context)
    bindUnits(on, context)
    bindMerge(on, context)
  })
