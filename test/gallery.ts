/**
 * Draws every screen of the gallery at 360 and 1440 px, in both languages and elder mode, and runs axe on each.
 * Pictures are left in .cache/gallery-shots; any finding, or a page wider than its screen, fails.
 */
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { openBrowser } from './e2e/browser.ts'
import { serveGallery } from './e2e/gallery-server.ts'

const root = join(import.meta.dirname, '..')
const shots = join(root, '.cache/gallery-shots')
const axe = readFileSync(join(root, 'node_modules/axe-core/axe.min.js'), 'utf8')

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

mkdirSync(shots, { recursive: true })
const gallery = await serveGallery()
const browser = await openBrowser()
const wanted = process.argv[2] ?? ''
let failed = 0
for (const look of looks) {
  const context = await browser.newContext({ viewport: { width: look.width, height: look.height }, deviceScaleFactor: look.width < 500 ? 2 : 1, locale: 'zh-CN', reducedMotion: 'reduce' })
  await context.addInitScript(`localStorage.setItem('lifang.preferences', ${JSON.stringify(JSON.stringify(look.preferences))})`)
  const page = await context.newPage()
  page.on('pageerror', (error) => { failed += 1; console.log(`${look.name}: ${error.message}`) })
  for (const screen of screens.filter((one) => one.includes(wanted))) {
    await page.goto(`${gallery.url}/${screen}`)
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
gallery.close()
console.log(failed === 0 ? 'gallery: clean' : `gallery: ${failed} findings`)
process.exitCode = failed === 0 ? 0 : 1
