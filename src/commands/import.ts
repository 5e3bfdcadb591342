/** `import WHAT FILE …`: takes in what an older system or a list holds. */
import type { CommandModule } from './command.ts'
import { OperatorError } from '../platform/operator-error.ts'

const KINDS: Readonly<Record<string, () => Promise<CommandModule>>> = {
  requests: () => import('./import-requests.ts'),
}

export const run: CommandModule['run'] = async (args, configuration) => {
  const [kind = '', ...rest] = args
  const load = KINDS[kind]
  if (!load) throw new OperatorError(`可以导入的有：${Object.keys(KINDS).join('、')}`, `What can be imported: ${Object.keys(KINDS).join(', ')}`)
  return (await load()).run(rest, configuration)
}
