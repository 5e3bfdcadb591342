/** How I am told: what by which channel, when not, and by which address. */
import { enqueue } from '../../../platform/jobs.ts'
import { newId } from '../../../platform/ids.ts'
import type { Bind } from '../../../platform/routes.ts'
import type { Services } from '../../../platform/services.ts'
import type { NoticesApi } from '../contract.ts'
import { sendAddressCode } from '../jobs.ts'
import * as policy from '../policy.ts'
import { noticeProblem } from '../problems.ts'
import { askForCode, tryCode } from '../rules/address.ts'
import { countAskers, deleteAddress, findChoices, lockAddressCode, saveAddress, saveAddressCode, saveChoices, spendAddressCode } from '../stores/choices.ts'
import { noticeTokens } from '../tokens.ts'
import { keyOf, shown } from './chosen.ts'

export function bindChoices(on: Bind<NoticesApi>, services: Services): void {
  on.query('GET /api/v1/notices/choices', {
    may: policy.own,
    handle: ({ read, actor, now }) => shown(services, read, actor.personId, now),
  })
  on.command('PUT /api/v1/notices/choices', {
    may: policy.own,
    async handle({ tx, actor, body, now }) {
      await saveChoices(tx, actor.personId, await findChoices(tx, actor.personId), body, now)
      return shown(services, tx, actor.personId, now)
    },
  })
  bindAddress(on, services)
}

function bindAddress(on: Bind<NoticesApi>, services: Services): void {
  const { keys, outside } = services
  const tokens = noticeTokens(keys)
  on.command('POST /api/v1/notices/address', {
    may: policy.own,
    async handle({ tx, actor, body, now }) {
      if (outside.mail === null) throw noticeProblem('notices/no-mail')
      const wrappedKey = await keyOf(tx, actor.personId)
      const emailIndex = tokens.index('email', body.email.toLowerCase())
      const before = await lockAddressCode(tx, actor.personId)
      const decision = askForCode(before, await countAskers(tx, emailIndex, now.subtract({ hours: 1 })), now)
      if (!decision.ok) throw noticeProblem(decision.refusal, decision.values === undefined ? {} : { values: decision.values })
      const code = { personId: actor.personId, email: keys.seal(actor.personId, wrappedKey, 'email', body.email), emailIndex, codeId: newId<'address-code'>(), ...decision.value }
      await saveAddressCode(tx, code)
      enqueue(tx, sendAddressCode, { personId: actor.personId, codeId: code.codeId })
      return shown(services, tx, actor.personId, now)
    },
  })
  // A wrong try is committed, since it is counted: the refusal is an answer, thrown after the transaction.
  on.effect('POST /api/v1/notices/address/verify', {
    may: policy.own,
    async handle({ actor, body, now, http }) {
      const origin = { name: 'POST /api/v1/notices/address/verify', actor, at: now, httpRequestId: http.requestId }
      const isRight = await services.commands.run(origin, async (tx) => {
        const code = await lockAddressCode(tx, actor.personId)
        const decision = tryCode(code, now)
        if (!decision.ok || code === null) return false
        if (!tokens.isCode(actor.personId, code.codeId, body.code)) {
          await saveAddressCode(tx, { ...code, tries: code.tries + 1 })
          return false
        }
        await saveAddress(tx, actor.personId, code.email, now)
        await spendAddressCode(tx, actor.personId, now)
        return true
      })
      if (!isRight) throw noticeProblem('notices/wrong-code')
      return shown(services, services.database.read, actor.personId, now)
    },
  })
  on.command('DELETE /api/v1/notices/address', {
    may: policy.own,
    async handle({ tx, actor, now }) {
      await deleteAddress(tx, actor.personId)
      return shown(services, tx, actor.personId, now)
    },
  })
}
