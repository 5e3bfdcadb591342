/** Reads one address again and again, several at once, each on a connection of its own. */
import { openConnection } from './http-load.ts'
import { canMeasure, processorTime_ms, processorTimeOfFamily_ms } from './processor-time.ts'

export interface ReadTask {
  readonly url: string
  readonly path: string
  /** Of whoever is logged in. */
  readonly cookie?: string
  readonly serverPid: number
  readonly postgresPid: number
  readonly atOnce: number
  readonly warmUp: number
  readonly measured: number
}

export interface ReadResult {
  readonly perSecond: number
  readonly bytes: number
  /** CPU time of each party over the measured part, by name. */
  readonly processor_ms: Readonly<Record<string, number>>
  readonly elapsed_ms: readonly number[]
}

process.once('message', (task: ReadTask) => {
  measure(task).then(
    (result) => process.send?.(result),
    (error: unknown) => process.send?.({ error: String(error instanceof Error ? (error.stack ?? error.message) : error) }),
  )
})

async function measure(task: ReadTask): Promise<ReadResult> {
  const connections = await Promise.all(Array.from({ length: task.atOnce }, () => openConnection(Number(new URL(task.url).port))))
  const request = `GET ${task.path} HTTP/1.1\r\nhost: 127.0.0.1\r\n${task.cookie === undefined ? '' : `cookie: ${task.cookie}\r\n`}\r\n`
  let bytes = 0
  const elapsed_ms: number[] = []
  const read = async (count: number, elapsed: number[]) => {
    let left = count
    await Promise.all(
      connections.map(async (connection) => {
        while (left-- > 0) {
          const answer = await connection.send(request)
          if (answer.status !== 200) throw new Error(`${answer.status} ${answer.body}`)
          bytes = answer.body.length
          elapsed.push(answer.elapsed_ms)
        }
      }),
    )
  }
  await read(task.warmUp, [])
  const before = await processorTimes(task)
  const began = performance.now()
  await read(task.measured, elapsed_ms)
  const took_ms = performance.now() - began
  const after = await processorTimes(task)
  return { perSecond: task.measured / (took_ms / 1_000), bytes, processor_ms: Object.fromEntries(Object.entries(after).map(([party, ms]) => [party, ms - (before[party] ?? 0)])), elapsed_ms }
}

async function processorTimes({ serverPid, postgresPid }: ReadTask): Promise<Readonly<Record<string, number>>> {
  if (!canMeasure) return {}
  return { server: await processorTime_ms(serverPid), postgres: await processorTimeOfFamily_ms(postgresPid), load: await processorTime_ms(process.pid) }
}
