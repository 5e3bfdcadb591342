import type { Configuration } from '../configuration.ts'
import { OperatorError } from '../platform/operator-error.ts'

/** What the module of a command exports. Resolves when its work is done; answers with the exit code if that is not 0. */
export interface CommandModule {
  run(args: readonly string[], configuration: Configuration): Promise<number | void>
}

/** For commands that take exactly the named arguments. */
export function positional<Name extends string>(args: readonly string[], ...names: readonly Name[]): Readonly<Record<Name, string>> {
  if (args.length !== names.length || args.some((argument) => argument.startsWith('-'))) {
    const expected = names.length === 0 ? '—' : names.join(' ')
    throw new OperatorError(`参数应为：${expected}`, `Expected arguments: ${expected}`)
  }
  return Object.fromEntries(names.map((name, index) => [name, args[index]])) as Record<Name, string>
}
