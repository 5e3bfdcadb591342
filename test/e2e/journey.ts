/** What journeys are made of: visitors with a screen, a language and a role, and the look around that each of their steps ends with. */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import sharp from 'sharp'
import { expect } from 'vitest'
import { findAccessibilityViolations, WIDTHS } from './browser.ts'

/** For what should come at once, on a machine that is busy with other things too. */
const WAIT_ms = 15_000

export interface Look {
  readonly width: keyof typeof WIDTHS
  readonly language?: 'zh' | 'en'
  readonly elder?: boolean
}

export interface Visitor {
  readonly page: Page
  readonly context: BrowserContext
  readonly look: Look
  /** What the browser complained about since the last look around. */
  readonly complaints: string[]
}

export const inWords = ({ width, language = 'zh', elder = false }: Look): string => `${WIDTHS[width].width} px ${language}${elder ? ' elder' : ''}`

/** A browser of their own, at the start of which the language and elder mode are set as they would have set them. */
export async function visit(browser: Browser, city: string, look: Look): Promise<Visitor> {
  const { width, language = 'zh', elder = false } = look
  const context = await browser.newContext({ baseURL: city, viewport: WIDTHS[width], locale: 'zh-CN', reducedMotion: 'reduce', ...(width === 'phone' ? { hasTouch: true, isMobile: true } : {}) })
  await context.addInitScript((preset) => {
    if (localStorage.getItem('lifang.preferences') === null) localStorage.setItem('lifang.preferences', preset)
  }, JSON.stringify({ language, elder }))
  context.setDefaultTimeout(WAIT_ms)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return
    // How a page learns that nobody is logged in; it then goes to the login, which no journey would overlook.
    if (message.text().includes('status of 401')) return
    complaints.push(`${message.text()} ${message.location().url.replace(city, '')}`.trim())
  })
  return { page, context, look, complaints }
}

/** One tap on the demo account of a role, named as the login page names it: 业主, 社区干部. Ends where the role begins. */
export async function logIn({ page }: Visitor, face: 'resident' | 'desk', role: string): Promise<void> {
  const start = face === 'desk' ? '/desk' : '/'
  await page.goto(`${face === 'desk' ? '/desk' : ''}/login`)
  await page.locator('.demo-account').filter({ hasText: role }).first().click()
  await page.waitForURL((url) => !url.pathname.endsWith('/login') && url.pathname.startsWith(start))
}

/** The same without the page, for journeys that are about something else. */
export async function logInAs({ context }: Visitor, role: string): Promise<void> {
  const answer = await context.request.post('/api/v1/access/demo-login', { data: { role }, headers: { 'x-lifang': '1' } })
  expect([role, answer.status()]).toEqual([role, 200])
}

const DEMO = { zh: '演示数据', en: 'Demo data' } as const
/** Of elder mode, in px. */
const LEAST_TEXT = 18
const LEAST_TARGET = 60

/**
 * The page as it stands now: clean to axe, no wider than its screen, marked as demo data, without a complaint of the browser;
 * in elder mode with text and targets that are big enough. Findings do not end the journey, they fail it at its end.
 */
export async function lookAround(visitor: Visitor, where: string): Promise<void> {
  const { page, look, complaints } = visitor
  await settle(page)
  const { width, height } = WIDTHS[look.width]
  // Unrolled, so that no bar that sticks to the screen's edge lies over what scrolls below it: axe would call that too small.
  const whole = await page.evaluate(() => document.documentElement.scrollHeight)
  if (whole > height) await page.setViewportSize({ width, height: whole })
  const language = look.language ?? 'zh'
  const findings = [...(await findAccessibilityViolations(page)), ...(await page.evaluate(measure, { demo: DEMO[language], elder: look.elder === true, leastText: LEAST_TEXT, leastTarget: LEAST_TARGET })), ...complaints.splice(0)]
  if (whole > height) await page.setViewportSize({ width, height })
  expect.soft(findings, `${where}, ${inWords(look)}`).toEqual([])
}

/** Nothing is on its way any more. */
export async function settle(page: Page): Promise<void> {
  await page.locator('main').first().waitFor()
  await page.waitForFunction(() => document.querySelector('.loading, [aria-busy=true]') === null && [...document.images].every((image) => image.complete || image.loading === 'lazy'))
  await page.evaluate(() => document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))))
}

/** Runs in the page. */
function measure({ demo, elder, leastText, leastTarget }: { readonly demo: string; readonly elder: boolean; readonly leastText: number; readonly leastTarget: number }): string[] {
  const isSeen = (element: Element): boolean => {
    const { width, height } = element.getBoundingClientRect()
    return width > 1 && height > 1 && element.checkVisibility({ visibilityProperty: true, opacityProperty: true })
  }
  const named = (element: Element): string => `${element.tagName.toLowerCase()}.${element.className} “${(element.textContent ?? '').trim().slice(0, 20)}”`
  const found: string[] = []
  const root = document.documentElement
  if (root.scrollWidth > root.clientWidth) {
    const widest = [...document.querySelectorAll('body *')].filter((element) => isSeen(element) && element.getBoundingClientRect().right > root.clientWidth + 1).slice(0, 3)
    found.push(`wider than the screen by ${root.scrollWidth - root.clientWidth} px: ${widest.map(named).join(', ')}`)
  }
  if (![...document.querySelectorAll('body *')].some((element) => element.children.length === 0 && element.textContent === demo && isSeen(element))) found.push(`does not say ${demo}`)
  if (!elder) return found
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const parent = node.parentElement
    if (parent === null || (node.textContent ?? '').trim() === '' || !isSeen(parent)) continue
    const size = Number.parseFloat(getComputedStyle(parent).fontSize)
    // Zero: not drawn at all.
    if (size > 0 && size < leastText) found.push(`text of ${size.toFixed(1)} px: ${named(parent)}`)
  }
  for (const control of document.querySelectorAll('a[href], button, input, select, textarea, summary')) {
    const target = control.closest('label') ?? control
    if (!isSeen(target) || target.closest('.skip') !== null) continue
    const { width, height } = target.getBoundingClientRect()
    if (Math.min(width, height) < leastTarget - 0.5) found.push(`target of ${width.toFixed(0)} × ${height.toFixed(0)} px: ${named(target)}`)
  }
  return [...new Set(found)]
}

/** A photo as a phone would take it, of one plain colour. */
export async function photo(name: string, background: string): Promise<{ readonly name: string; readonly mimeType: string; readonly buffer: Buffer }> {
  const buffer = await sharp({ create: { width: 640, height: 480, channels: 3, background } }).png().toBuffer()
  return { name: `${name}.png`, mimeType: 'image/png', buffer }
}
