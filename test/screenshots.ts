/**
 * The pictures of the README: `npx node test/screenshots.ts` loads the whole demo city into a data directory of its own, walks one request
 * through its life, and leaves docs/images/*.png, each as small as a palette makes it.
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { openBrowser, WIDTHS } from './e2e/browser.ts'
import { loadDemo, newDataDirectory, removeDirectory, startServer } from './server.ts'

const IMAGES = join(import.meta.dirname, '../docs/images')
const LARGEST_kB = 250

interface Case {
  readonly communityId: string
  readonly id: string
  readonly version: number
}

const dataDirectory = await newDataDirectory()
await loadDemo(dataDirectory, 231)
const server = await startServer(dataDirectory)
const browser = await openBrowser()

async function pageOf(role: string | null, width: keyof typeof WIDTHS): Promise<Page> {
  const context = await browser.newContext({ baseURL: server.url, viewport: WIDTHS[width], deviceScaleFactor: width === 'phone' ? 2 : 1, locale: 'zh-CN', reducedMotion: 'reduce', ...(width === 'phone' ? { isMobile: true, hasTouch: true } : {}) })
  const page = await context.newPage()
  if (role !== null) await post(page, '/api/v1/access/demo-login', { role })
  return page
}

async function get<Reply>(page: Page, path: string): Promise<Reply> {
  return (await (await page.request.get(path)).json()) as Reply
}

async function post<Reply>(page: Page, path: string, data: object): Promise<Reply> {
  const answer = await page.request.post(path, { data, headers: { 'x-lifang': '1', 'idempotency-key': crypto.randomUUID() } })
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`)
  return (await answer.json()) as Reply
}

async function shoot(page: Page, name: string): Promise<void> {
  await page.waitForFunction(() => document.querySelector('.loading, [aria-busy=true]') === null)
  await page.evaluate(() => document.fonts.ready)
  await page.waitForTimeout(500)
  const file = join(IMAGES, `${name}.png`)
  const { size } = await sharp(await page.screenshot()).png({ palette: true, colours: 128, effort: 10 }).toFile(file)
  if (size > LARGEST_kB * 1000) throw new Error(`${name}.png has ${Math.round(size / 1000)} kB, the limit is ${LARGEST_kB}`)
  console.log(`${name}.png ${Math.round(size / 1000)} kB`)
}

try {
  await mkdir(IMAGES, { recursive: true })
  const resident = await pageOf('owner', 'phone')
  const office = await pageOf('office_worker', 'desk')
  const home = await get<{ readonly communityId: string; readonly unitId: string }>(resident, '/api/v1/register/home')
  const { personId } = await get<{ readonly personId: string }>(office, '/api/v1/access/me')

  /** Reported by the resident; in the hands of the office from there on. */
  const report = (text: string, category: string): Promise<Case> =>
    post(resident, `/api/v1/communities/${home.communityId}/requests`, { text, category, place: { kind: 'unit', unitId: home.unitId, detail: '三楼拐角' }, photoIds: [], anonymous: false })
  const act = (one: Case, verb: string, body: object = {}): Promise<Case> => post(office, `/api/v1/communities/${one.communityId}/requests/${one.id}/${verb}`, { version: one.version, ...body })

  const water = await report('早上起来没有水，楼下邻居也没有', 'L-WATER')
  await act(await act(await act(water, 'accept', { assigneeId: personId }), 'sign'), 'feedback', { text: '换了单元门口的阀门，各户都来水了。', photoIds: [] })
  let light = await report('三楼楼道灯不亮了，晚上看不见台阶', 'L-LIGHT')
  light = await act(await act(light, 'accept', { assigneeId: personId }), 'sign')
  await post(office, `/api/v1/communities/${light.communityId}/requests/${light.id}/reply`, { text: '灯具已经买好，明天上午九点来换。' })

  await resident.goto('/')
  await resident.getByRole('heading', { name: /修好了吗/ }).waitFor()
  await shoot(resident, 'resident-home')
  await resident.goto(`/cases/${light.communityId}/${light.id}`)
  await resident.getByText('明天上午九点来换').waitFor()
  await shoot(resident, 'resident-case')

  await office.goto(`/desk/requests?case=${light.communityId}.${light.id}`)
  await office.locator('.timeline').waitFor()
  await shoot(office, 'desk-queue')

  const officer = await pageOf('bureau_officer', 'desk')
  await officer.goto(`/desk/search?q=${encodeURIComponent('和兴怡景')}`)
  await officer.getByRole('link', { name: '和兴怡景', exact: true }).first().click()
  await officer.locator('.building .home').nth(20).click()
  await officer.locator('.pane .table').first().waitFor()
  await shoot(officer, 'desk-register')

  const anybody = await pageOf(null, 'desk')
  await anybody.goto('/city')
  await anybody.locator('.ward-map .ward').first().waitFor()
  await shoot(anybody, 'city')
} finally {
  await browser.close()
  await server.stop()
  await removeDirectory(dataDirectory)
}
