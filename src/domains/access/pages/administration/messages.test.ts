import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ACTIONS, DEFAULT_ROLES } from '../../roles.ts'
import { messages as sessionMessages } from '../messages.ts'
import { messages } from './messages.ts'

const { paths } = JSON.parse(readFileSync(join(import.meta.dirname, '../../../../../openapi.json'), 'utf8')) as { paths: Record<string, Record<string, unknown>> }
const commands = Object.entries(paths).flatMap(([path, methods]) =>
  Object.keys(methods).filter((method) => method !== 'get' || path.endsWith('/export')).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
)

test.each(['zh', 'en'] as const)('every command, action and role has a word in %s', (language) => {
  // What the command line does has words too, and no endpoint.
  expect(Object.keys(messages[language].audit.commands).filter((command) => command.includes(' /')).toSorted()).toEqual(commands.toSorted())
  expect(Object.keys(messages[language].roles.actionWords).toSorted()).toEqual([...ACTIONS].toSorted())
  expect(Object.keys(sessionMessages[language].roles).toSorted()).toEqual(DEFAULT_ROLES.map(({ code }) => code).toSorted())
})
