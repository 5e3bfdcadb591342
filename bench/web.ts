/**
 * What people wait for in the browser: the ward map of 5,000 wards at a quarter of this machine's speed; the resident face's JavaScript and its
 * Lighthouse metrics on a phone. Lighthouse itself is not part of the project: `web-vitals.ts` measures the same and says how the score is computed.
 */
import { execFileSync } from 'node:child_process'
import { createReadStream, existsSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'
import type { Browser, CDPSession, Page } from 'playwright-core'
import { openBrowser } from '../test/e2e/browser.ts'
import { loadDemo, newDataDirectory, removeDirectory, startServer } from '../test/server.ts'
import { percentile, printFigure } from './figure.ts'
import { inventWardCity } from './ward-city.ts'
import { measureResident } from './web-vitals.ts'

const ROOT = join(import.meta.dirname, '..')
const THROTTLE = 4
const SIZE = { wards: 5_000, streets: 120, districts: 9 }
const LOADS = 5
const SWITCHES = 24
const COMMUNITIES = 12

export async function run(options: readonly string[]): Promise<void> {
  execFileSync(process.execPath, [join(ROOT, 'src/web/build.ts')], { stdio: ['ignore', 'ignore', 'inherit'] })
  const browser = await openBrowser()
  try {
    await wardMap(browser)
    if (!options.includes('--map-only')) await resident(browser)
  } finally {
    await browser.close()
  }
}

async function resident(browser: Browser): Promise<void> {
  const data = await newDataDirectory()
  try {
    await loadDemo(data, COMMUNITIES)
    const server = await startServer(data, { LIFANG_REQUESTS_PER_MINUTE: '100000' })
    try {
      await measureResident(browser, server.url)
    } finally {
      await server.stop()
    }
  } finally {
    await removeDirectory(data)
  }
}

async function wardMap(browser: Browser): Promise<void> {
  const city = await serveWardCity()
  try {
    const first: number[] = []
    const map: number[] = []
    const switches: number[] = []
    for (let load = 0; load < LOADS; load++) {
      const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, locale: 'zh-CN' })
      const page = await context.newPage()
      const session = await context.newCDPSession(page)
      await slowDown(session)
      await page.goto(`${city.url}/city`)
      const painted = await page.evaluate(untilMapIsPainted)
      first.push(painted.first_ms)
      map.push(painted.map_ms)
      if (load === LOADS - 1) switches.push(...(await switchFigures(page)))
      await context.close()
    }
    const processor = await processorTimes(browser, city.url)
    const more = { wards: SIZE.wards, cpuThrottle: THROTTLE, viewport: '1920x1080' }
    printFigure('web', 'ward map: first paint, median', percentile(first, 0.5), 'ms', { ...more, runs: first.map(Math.round), target: 1_000 })
    printFigure('web', 'ward map: all wards on the screen, median', percentile(map, 0.5), 'ms', { ...more, runs: map.map(Math.round), target: 1_000 })
    printFigure('web', 'ward map: switch of figure, median', percentile(switches, 0.5), 'ms', { ...more, switches: switches.length })
    printFigure('web', 'ward map: switch of figure, p95', percentile(switches, 0.95), 'ms', { ...more, switches: switches.length, target: 100 })
    // What other programs take of this machine is not in these.
    const busy = { wards: SIZE.wards, of: 'the main thread’s own processor time × 4' }
    printFigure('web', 'ward map: everything until all wards are drawn, processor time × 4', THROTTLE * processor.load_ms, 'ms', { ...busy, target: 1_000 })
    printFigure('web', 'ward map: switch of figure, processor time × 4, p95', THROTTLE * percentile(processor.switches, 0.95), 'ms', { ...busy, switches: processor.switches.length, target: 100 })
  } finally {
    city.close()
  }
}

/** Of the page's main thread alone, not slowed down: scripts, style, layout and painting. */
async function processorTimes(browser: Browser, url: string): Promise<{ readonly load_ms: number; readonly switches: number[] }> {
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, locale: 'zh-CN' })
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const used_ms = async (): Promise<number> => 1_000 * ((await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN)
  await page.goto(`${url}/city`)
  await page.evaluate(untilMapIsPainted)
  const load_ms = await used_ms()
  await page.waitForTimeout(3_000)
  const switches: number[] = []
  for (let at = 0; at < SWITCHES; at++) {
    const before = await used_ms()
    await page.evaluate((place) => {
      const tabs = document.querySelectorAll<HTMLElement>('.figure-tabs button')
      tabs[place % tabs.length]?.click()
      return new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
    }, at)
    switches.push((await used_ms()) - before)
    await page.waitForTimeout(300)
  }
  await context.close()
  return { load_ms, switches }
}

const slowDown = (session: CDPSession): Promise<unknown> => session.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE })

/** Runs in the page: since navigation began. */
async function untilMapIsPainted(): Promise<{ readonly first_ms: number; readonly map_ms: number }> {
  const isDrawn = (): boolean => document.querySelector('.ward-canvas, .ward-map .ward') !== null
  while (!isDrawn()) await new Promise((done) => requestAnimationFrame(done))
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
  const map_ms = performance.now()
  return { first_ms: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN, map_ms }
}

/** From the click of a real mouse until the frame with the new colours has been painted. */
async function switchFigures(page: Page): Promise<number[]> {
  await page.waitForTimeout(2_000)
  await page.evaluate(() => {
    const times: number[] = []
    let clicked = 0
    addEventListener('click', (event) => (clicked = event.timeStamp), true)
    const tabs = document.querySelector('.figure-tabs')
    if (tabs === null) throw new Error('no figures to choose from')
    new MutationObserver(() => requestAnimationFrame(() => setTimeout(() => times.push(performance.now() - clicked)))).observe(tabs, { attributes: true, subtree: true, attributeFilter: ['aria-pressed'] })
    Object.assign(globalThis, { switchTimes: times })
  })
  const tabs = page.locator('.figure-tabs button')
  const count = await tabs.count()
  for (let at = 0; at < SWITCHES; at++) {
    await tabs.nth(at % count).click()
    await page.waitForTimeout(400)
  }
  return page.evaluate(() => (globalThis as unknown as { switchTimes: number[] }).switchTimes)
}

const TYPES: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html' }

/** The built page and an invented city behind it; nothing is measured of the server. */
async function serveWardCity(): Promise<{ readonly url: string; readonly close: () => void }> {
  const { wards, overview } = inventWardCity(SIZE)
  const replies: Readonly<Record<string, string>> = { '/api/v1/city/wards': JSON.stringify(wards), '/api/v1/city/overview': JSON.stringify(overview) }
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://bench').pathname
    const reply = replies[path]
    if (reply !== undefined) return response.writeHead(200, { 'content-type': 'application/json' }).end(reply)
    if (path.startsWith('/api/')) return response.writeHead(404, { 'content-type': 'application/problem+json' }).end('{}')
    const file = join(ROOT, 'dist/city', extname(path) === '' ? 'index.html' : path)
    if (!existsSync(file)) return response.writeHead(404).end()
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' })
    return createReadStream(file).pipe(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('no address')
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
