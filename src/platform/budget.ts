import { common } from './problem.ts'

/** How much of something may be in use at once: who asks for more waits for a while, in order, and is then sent away. */
export interface Budget {
  /** Answers with how to give it back. @throws {Problem} common/unavailable, or another refusal, when it took too long. */
  take(amount: number): Promise<() => void>
}

type Refusal = Parameters<typeof common>[0]

export function openBudget(total: number, patience_ms: number, refusal: Refusal = 'common/unavailable'): Budget {
  let free = total
  const waiting: { readonly amount: number; readonly grant: () => void }[] = []
  const serve = () => {
    for (let first = waiting[0]; first && first.amount <= free; first = waiting[0]) {
      waiting.shift()
      free -= first.amount
      first.grant()
    }
  }
  const giveBack = (amount: number) => {
    let given = false
    return () => {
      if (given) return
      given = true
      free += amount
      serve()
    }
  }
  return {
    take: (asked) =>
      new Promise((resolve, reject) => {
        const amount = Math.min(asked, total)
        const entry = {
          amount,
          grant: () => {
            clearTimeout(timer)
            resolve(giveBack(amount))
          },
        }
        const timer = setTimeout(() => {
          waiting.splice(waiting.indexOf(entry), 1)
          reject(common(refusal))
          serve()
        }, patience_ms)
        waiting.push(entry)
        serve()
      }),
  }
}

/** A budget for each key, kept as long as somebody uses it or waits for it. */
export interface Budgets {
  take(key: string, amount: number): Promise<() => void>
}

export function openBudgets(total: number, patience_ms: number, refusal: Refusal): Budgets {
  const known = new Map<string, { readonly budget: Budget; users: number }>()
  return {
    async take(key, amount) {
      const entry = known.get(key) ?? { budget: openBudget(total, patience_ms, refusal), users: 0 }
      known.set(key, entry)
      entry.users++
      const leave = () => {
        entry.users--
        if (entry.users === 0) known.delete(key)
      }
      const giveBack = await entry.budget.take(amount).catch((error: unknown) => {
        leave()
        throw error
      })
      let given = false
      return () => {
        if (given) return
        given = true
        giveBack()
        leave()
      }
    },
  }
}
