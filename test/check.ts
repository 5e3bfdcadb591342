/** `npm run check`: everything that a machine can say about the house without running it. */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findHouseViolations, readTree } from './house.ts'

const ROOT = join(import.meta.dirname, '..')

/** Empty when all is well. */
type Complaint = string

const CHECKS: Readonly<Record<string, () => Promise<Complaint>>> = {
  types: () => tool('typescript-7/bin/tsc', '-p', '.', '--pretty', 'false'),
  'types of the web': () => tool('typescript-7/bin/tsc', '-p', 'tsconfig.web.json', '--pretty', 'false'),
  lint: () => tool('oxlint/bin/oxlint'),
  boundaries: () => run(process.execPath, ['test/boundaries.ts']),
  'dead code': () => tool('knip/bin/knip.js', '--no-progress'),
  house: async () => findHouseViolations(await readTree(ROOT)).join('\n'),
  lockfile: checkLockfile,
}

const tool = (bin: string, ...args: string[]): Promise<Complaint> => run(process.execPath, [join(ROOT, 'node_modules', bin), ...args])

function run(command: string, args: readonly string[]): Promise<Complaint> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    const collect = (chunk: Buffer) => {
      output += chunk.toString()
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    child.on('error', reject)
    child.on('close', (code, signal) => {
      resolve(code === 0 ? '' : `${output.trim()}\n(${command.split('/').at(-1) ?? command} ended with ${signal ?? `code ${code ?? '?'}`})`)
    })
  })
}

/** `npm ci` must find the lockfile complete; asked again only after it or package.json has changed. */
async function checkLockfile(): Promise<Complaint> {
  const hash = createHash('sha256')
  for (const file of ['package.json', 'package-lock.json']) hash.update(await readFile(join(ROOT, file)))
  const digest = hash.digest('hex')
  const seen = join(ROOT, '.cache/lockfile-checked')
  if ((await readFile(seen, 'utf8').catch(() => '')) === digest) return ''
  const complaint = await run('npm', ['ci', '--dry-run', '--ignore-scripts'])
  if (complaint === '') {
    await mkdir(join(ROOT, '.cache'), { recursive: true })
    await writeFile(seen, digest)
  }
  return complaint
}

const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} s`

/** Runs every check at once, prints one line each; answers with how many passed and failed. */
export async function check(): Promise<{ passed: number; failed: number }> {
  const start = performance.now()
  const results = await Promise.all(
    Object.entries(CHECKS).map(async ([name, examine]) => {
      const complaint = await examine().catch((error: unknown) => String(error))
      console.log(`${complaint === '' ? 'ok    ' : 'FAILED'}  ${name.padEnd(18)} ${seconds(start)}`)
      if (complaint !== '') console.log(complaint.replaceAll(/^/gm, '        '))
      return complaint === ''
    }),
  )
  const passed = results.filter(Boolean).length
  console.log(`check: ${passed} of ${results.length} in ${seconds(start)}`)
  return { passed, failed: results.length - passed }
}

if (import.meta.main) {
  const { failed } = await check()
  process.exitCode = failed === 0 ? 0 : 1
}
