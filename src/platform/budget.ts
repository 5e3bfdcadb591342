import { common } from './problem.ts'

/** How much of something may be in use at once: who asks for more waits for a while, in order, and is then sent away. */
export interface Budget {
  /** Answers with how to give it back. @throws {Problem} common/unavailable when it took too long. */
  take(amount: number): Promise<() => void>
}

export function openBudget(total: number, patience_ms: number): Budget {
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
          reject(common('common/unavailable'))
          serve()
        }, patience_ms)
        waiting.push(entry)
        serve()
      }),
  }
}
