import { anyone } from '../../../platform/policy.ts'
import { common } from '../../../platform/problem.ts'
import type { Read } from '../../../platform/database.ts'
import type { Bind } from '../../../platform/routes.ts'
import { demoAccounts } from '../../../platform/settings.ts'
import { civilDate } from '../../../platform/time.ts'
import { personNames } from '../../register/public.ts'
import type { AccessContract } from '../contract.ts'
import { placeWords } from '../present.ts'
import type { Standing } from '../rules.ts'
import { accountOf, attempt, beginSession, signedIn, type Login } from '../sign-in.ts'
import { findStandings } from '../stores/standings.ts'

/** The demo city's accounts, one tap each. Everywhere else these paths do not exist. */
export function bindDemo(on: Bind<AccessContract>, login: Login): void {
  const { database, keys } = login
  on.query('GET /api/v1/access/demo-accounts', {
    load: (read, { now }) => findDemoAccounts(read, civilDate(now)),
    may: anyone,
    handle: async ({ read, subject }) => {
      const names = await personNames(read, keys, subject.map(({ personId }) => personId))
      const places = await placeWords(read, subject.map(({ standing }) => standing))
      return { items: subject.map(({ personId, standing: { id, role, face, title } }) => ({ role, face, title, name: names.get(personId) ?? '', place: places.get(id) ?? '' })) }
    },
  })
  on.effect('POST /api/v1/access/demo-login', {
    may: anyone,
    handle: async (asked) => {
      const chosen = (await findDemoAccounts(database.read, civilDate(asked.now)))?.find(({ standing }) => standing.role === asked.body.role)
      if (!chosen) throw common('common/not-found')
      const begun = await attempt(login, 'POST /api/v1/access/demo-login', asked, async (tx) => {
        const account = await accountOf(tx, chosen.personId, asked.now)
        return beginSession(tx, login, asked, { ...account, lastStandingId: chosen.standing.id }, { passwordAt: asked.now, secondFactorAt: asked.now })
      })
      return signedIn({ next: begun.next }, begun)
    },
  })
}

async function findDemoAccounts(read: Read, today: string): Promise<{ readonly personId: string; readonly standing: Standing }[] | null> {
  const accounts = await demoAccounts(read)
  if (!accounts) return null
  const chosen = Object.values(accounts)
  const standings = await findStandings(read, chosen.map(({ personId }) => personId), today)
  return chosen.flatMap(({ personId, standingId }) => {
    const standing = standings.get(personId)?.find(({ id }) => id === standingId)
    return standing ? [{ personId, standing }] : []
  })
}
