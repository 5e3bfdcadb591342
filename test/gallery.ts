/**
 * Draws every screen of the gallery at 360 and 1440 px, in both languages and elder mode, and runs axe on each.
 * Pictures are left in .cache/gallery-shots; any finding, or a page wider than its screen, fails.
 */
import { execFileSync } from 'node:child_process'
import { createReadStream, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'
import { chromium } from 'playwright-core'
import type { Page } from 'playwright-core'

const root = join(import.meta.dirname, '..')
const built = join(root, '.cache/gallery')
const shots = join(root, '.cache/gallery-shots')
const axe = readFileSync(join(root, 'node_modules/axe-core/axe.min.js'), 'utf8')
const types: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html' }

const screens = [
  'resident/home', 'resident/report', 'resident/case', 'resident/confirm', 'resident/problem', 'resident/empty', 'resident/components',
  'desk/components', 'desk/queue', 'desk/list', 'desk/register', 'city/overview',
]

interface Look {
  readonly name: string
  readonly width: number
  readonly height: number
  readonly preferences: { readonly language: 'zh' | 'en'; readonly elder: boolean }
}

const looks: readonly Look[] = [
  { name: '360', width: 360, height: 780, preferences: { language: 'zh', elder: false } },
  { name: '360-elder', width: 360, height: 780, preferences: { language: 'zh', elder: true } },
  { name: '360-en', width: 360, height: 780, preferences: { language: 'en', elder: false } },
  { name: '1440', width: 1440, height: 900, preferences: { language: 'zh', elder: false } },
]

interface Finding {
  readonly id: string
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[]
}

async function check(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe)
  const found = (await page.evaluate('axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }).then((result) => result.violations)')) as readonly Finding[]
  const problems = found.map((finding) => `${finding.id}: ${finding.nodes.map((node) => `${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`).slice(0, 3).join(' | ')}`)
  const tooWide = (await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')) as number
  return tooWide > 0 ? [...problems, `wider than the screen by ${tooWide} px`] : problems
}

execFileSync(process.execPath, [join(root, 'src/web/build.ts'), 'gallery'], { stdio: 'inherit' })
mkdirSync(shots, { recursive: true })
const server = createServer((request, response) => {
  const asked = join(built, decodeURIComponent(request.url ?? '/').split('?')[0] ?? '')
  const file = extname(asked) !== '' && existsSync(asked) ? asked : join(built, 'index.html')
  response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' })
  createReadStream(file).pipe(response)
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const address = server.address()
const port = typeof address === 'object' && address !== null ? address.port : 0
const browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-quic', '--disable-background-networking', '--no-first-run'] })
const wanted = process.argv[2] ?? ''
let failed = 0
for (const look of looks) {
  const context = await browser.newContext({ viewport: { width: look.width, height: look.height }, deviceScaleFactor: look.width < 500 ? 2 : 1, locale: 'zh-CN', reducedMotion: 'reduce' })
  await context.addInitScript(`localStorage.setItem('lifang.preferences', ${JSON.stringify(JSON.stringify(look.preferences))})`)
  const page = await context.newPage()
  page.on('pageerror', (error) => { failed += 1; console.log(`${look.name}: ${error.message}`) })
  for (const screen of screens.filter((one) => one.includes(wanted))) {
    await page.goto(`http://127.0.0.1:${port}/${screen}`)
    await page.waitForSelector('main')
    for (const problem of await check(page)) {
      failed += 1
      console.log(`${screen} ${look.name} ${problem}`)
    }
    await page.screenshot({ path: join(shots, `${screen.replace('/', '-')}-${look.name}.png`), fullPage: screen.endsWith('components') })
  }
  await context.close()
}
await browser.close()
server.close()
console.log(failed === 0 ? 'gallery: clean' : `gallery: ${failed} findings`)
process.exitCode = failed === 0 ? 0 : 1
