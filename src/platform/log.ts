import process from 'node:process'
import type { FastifyBaseLogger } from 'fastify'
import { pino, type DestinationStream, type Level } from 'pino'

/**
 * One JSON line an event on standard output. What is logged is chosen where it happens: route patterns, ids of requests and jobs, names of
 * errors; never bodies, addresses, query strings or who it was. What a library might add of a request is cut here.
 */
export function openLog(level: Level | 'silent', destination: DestinationStream = pino.destination({ dest: process.stdout.fd, sync: false })): FastifyBaseLogger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime, serializers: { req: () => undefined, res: () => undefined, err: ({ name, message, stack }: Error) => ({ name, message, stack }) } }, destination)
}
