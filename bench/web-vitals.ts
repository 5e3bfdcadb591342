/**
 * The resident face's first load on a phone, with Lighthouse's mobile settings (Moto G Power, slow 4G, CPU ÷ 4) and its published scoring, computed
 * by us: Lighthouse is no part of the project. Speed Index needs a film of the page; the largest paint stands in for it, which can only cost points.
 */
import { gzipSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import { findAccessibilityViolations } from '../test/e2e/browser.ts'
import { percentile, printFigure } from './figure.ts'

/** Lighthouse's `mobileSlow4G` as request-level throttling: round trip 150 ms × 3.75, 90 % of 1,638.4 kbit/s. */
const NETWORK = { offline: false, latency: 562.5, downloadThroughput: (1_474.56 * 1_024) / 8, uploadThroughput: (675 * 1_024) / 8 }
const THROTTLE = 4
const PHONE = { viewport: { width: 412, height: 823 }, deviceScaleFactor: 1.75, isMobile: true, hasTouch: true, locale: 'zh-CN' } as const
const RUNS = 5
const SETTLES_ms = 6_000

/** Weights and log-normal curves of Lighthouse 10 to 12 for mobile: p10 scores 0.9, the median 0.5. */
const CURVES = {
  fcp_ms: { weight: 0.1, p10: 1_800, median: 3_000 },
  si_ms: { weight: 0.1, p10: 3_387, median: 5_800 },
  lcp_ms: { weight: 0.25, p10: 2_500, median: 4_000 },
  tbt_ms: { weight: 0.3, p10: 200, median: 600 },
  cls: { weight: 0.25, p10: 0.1, median: 0.25 },
} as const
type Vitals = Readonly<Record<keyof typeof CURVES, number>>

const INVERSE_ERFC_OF_ONE_FIFTH = 0.9061938024368232

/** Abramowitz and Stegun 7.1.26; wrong by less than 1.5e-7. */
function erf(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x))
  const y = 1 - ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t * Math.exp(-x * x)
  return Math.sign(x) * y
}

function scoreOf(value: number, { p10, median }: { readonly p10: number; readonly median: number }): number {
  if (value <= 0) return 1
  const away = (Math.log(value / median) * INVERSE_ERFC_OF_ONE_FIFTH) / -Math.log(p10 / median)
  return (1 - erf(away)) / 2
}

const performanceScore = (vitals: Vitals): number =>
  100 * (Object.keys(CURVES) as (keyof typeof CURVES)[]).reduce((sum, key) => sum + CURVES[key].weight * scoreOf(vitals[key], CURVES[key]), 0)

export async function measureResident(browser: Browser, url: string): Promise<void> {
  for (const [who, role] of [['nobody logged in', null], ['an owner', 'owner']] as const) {
    const runs: Vitals[] = []
    let scripts_kB = 0
    let violations: readonly string[] = []
    for (let at = 0; at < RUNS; at++) {
      const context = await browser.newContext({ ...PHONE, baseURL: url })
      if (role !== null) await context.request.post('/api/v1/access/demo-login', { data: { role }, headers: { 'x-lifang': '1' } })
      const page = await context.newPage()
      const scripts: Promise<number>[] = []
      page.on('response', (response) => {
        if (response.request().resourceType() === 'script') scripts.push(response.body().then((body) => gzipSync(body).length / 1_000))
      })
      runs.push(await load(page))
      scripts_kB = (await Promise.all(scripts)).reduce((sum, kB) => sum + kB, 0)
      violations = await findAccessibilityViolations(page)
      await context.close()
    }
    const middle = (key: keyof Vitals): number => percentile(runs.map((one) => one[key]), 0.5)
    const vitals: Vitals = { fcp_ms: middle('fcp_ms'), si_ms: middle('si_ms'), lcp_ms: middle('lcp_ms'), tbt_ms: middle('tbt_ms'), cls: middle('cls') }
    const more = { page: '/', who, cpuThrottle: THROTTLE, network: 'slow 4G', runs: RUNS }
    printFigure('web', 'resident: JavaScript of the first load, gzip', scripts_kB, 'kB', { page: '/', who, target: 150 })
    printFigure('web', 'resident: performance, our computation of Lighthouse’s score', performanceScore(vitals), 'of 100', { ...more, ...vitals, target: 95 })
    printFigure('web', 'resident: accessibility violations (axe, WCAG 2.2 A and AA)', violations.length, '', { page: '/', who, violations, target: 0 })
  }
}

async function load(page: Page): Promise<Vitals> {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', NETWORK)
  await session.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE })
  await page.addInitScript(observe)
  await page.goto('/', { timeout: 60_000 })
  await page.waitForTimeout(SETTLES_ms)
  const { lcp, shifts, tasks, fcp } = await page.evaluate(() => ({ ...(globalThis as unknown as { vitals: Observed }).vitals, fcp: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN }))
  const tbt_ms = tasks.filter(([start]) => start >= fcp).reduce((sum, [, duration]) => sum + Math.max(0, duration - 50), 0)
  return { fcp_ms: fcp, si_ms: Math.max(fcp, lcp), lcp_ms: lcp, tbt_ms, cls: shifts }
}

interface Observed {
  lcp: number
  shifts: number
  tasks: [start: number, duration: number][]
}

/** Runs in the page before anything of it. */
function observe(): void {
  const vitals: Observed = { lcp: 0, shifts: 0, tasks: [] }
  Object.assign(globalThis, { vitals })
  const watch = (type: string, each: (entry: PerformanceEntry) => void): void => new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({ type, buffered: true })
  watch('largest-contentful-paint', ({ startTime }) => (vitals.lcp = startTime))
  watch('layout-shift', (entry) => {
    const { value, hadRecentInput } = entry as PerformanceEntry & { readonly value: number; readonly hadRecentInput: boolean }
    if (!hadRecentInput) vitals.shifts += value
  })
  watch('longtask', ({ startTime, duration }) => vitals.tasks.push([startTime, duration]))
}
