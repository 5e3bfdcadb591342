import type { Actor } from '../../../platform/actor.ts'
import type { Read } from '../../../platform/database.ts'
import type { Bind } from '../../../platform/routes.ts'
import type { Services } from '../../../platform/services.ts'
import type { WorkCalendar } from '../../calendar/public.ts'
import { findPlace } from '../../register/public.ts'
import type { RequestsApi } from '../contract.ts'
import type { Subject } from '../policy.ts'
import type { Case } from '../rules/case.ts'
import type { Fingerprint } from '../stores/cases.ts'
import type { Catalogues } from '../stores/catalogue.ts'
import type { Suggestions } from '../stores/suggestions.ts'
import type { Viewer } from '../views.ts'

export type Context = Services & { readonly catalogues: Catalogues; readonly suggestions: Suggestions; readonly workCalendar: (read: Read) => Promise<WorkCalendar>; readonly fingerprint: Fingerprint }
export type On = Bind<RequestsApi>

export const viewer = ({ keys, catalogues, workCalendar, demo }: Context, { read, actor, now }: { readonly read: Read; readonly actor: Actor; readonly now: Temporal.Instant }): Viewer => ({ read, actor, now, keys, catalogues, workCalendar, demo: demo !== null })

/** A case with its community's path, by which policies judge. */
export async function subjectOf(read: Read, found: Case | null): Promise<Subject | null> {
  const community = found && (await findPlace(read, found.communityId))
  return found && community && { case: found, path: community.path }
}
