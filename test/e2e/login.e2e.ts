/** Coming in, being somebody else, going away, and being refused. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { logIn, logInAs, lookAround, visit } from './journey.ts'

const city = inject('city')
let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

const keptDrafts = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('lifang')
        opening.addEventListener('error', () => reject(new Error('no drafts here')))
        opening.addEventListener('success', () => {
          const counting = opening.result.transaction('drafts').objectStore('drafts').count()
          counting.addEventListener('success', () => resolve(counting.result))
        })
      }),
  )

test('a code that is wrong, then the right one', async () => {
  const known = await visit(browser, city, { width: 'phone' })
  await logInAs(known, 'owner')
  const home = (await (await known.context.request.get('/api/v1/register/home')).json()) as { readonly owners: readonly { readonly mine: boolean; readonly phone: string }[] }
  const phone = home.owners.find(({ mine }) => mine)?.phone ?? ''
  await known.context.close()

  const visitor = await visit(browser, city, { width: 'phone' })
  const { page } = visitor
  await page.goto('/cases')
  await page.waitForURL(/\/login\?/)
  await page.getByLabel('手机号').fill('154')
  await page.getByRole('button', { name: '发验证码' }).click()
  await page.getByText('手机号是 11 位数字，请再看一遍').waitFor()
  await lookAround(visitor, 'a phone that is too short')
  await page.getByLabel('手机号').fill(phone)
  await page.getByRole('button', { name: '发验证码' }).click()
  const told = (await page.getByText(/^演示数据不发短信，验证码是 \d{6}$/).textContent()) ?? ''
  const code = told.slice(-6)
  await lookAround(visitor, 'a code was sent')
  await page.getByLabel('验证码').fill(code === '000000' ? '111111' : '000000')
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.getByText(/^验证码不对，还能再试 \d 次。$/).waitFor()
  // The browser notes every refusal of the server.
  expect(visitor.complaints.splice(0).filter((complaint) => !complaint.includes('/api/v1/access/login/phone'))).toEqual([])
  await lookAround(visitor, 'the wrong code')
  await page.getByLabel('验证码').fill(code)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.getByRole('heading', { name: '我报过的' }).waitFor()
  expect(new URL(page.url()).pathname).toBe('/cases')
  await lookAround(visitor, 'back where the login was asked for')
  await visitor.context.close()
})

test('another role and logging out leave no draft and no page of the one before', async () => {
  const visitor = await visit(browser, city, { width: 'phone' })
  const { page } = visitor
  const write = async (words: string): Promise<void> => {
    await page.goto('/report')
    await page.getByLabel('哪里不对劲').fill(words)
    await page.getByText('已自动存好').waitFor()
    await expect.poll(() => keptDrafts(page)).toBe(1)
  }
  await logIn(visitor, 'resident', '业主')
  await write('只有我自己知道的事')
  await page.goto('/')
  await page.getByText('换一处房').locator('xpath=ancestor::summary').click()
  await lookAround(visitor, 'choosing another home')
  await page.getByRole('button', { name: /和兴怡景/ }).click()
  await page.getByRole('heading', { name: /^和兴怡景/ }).waitFor()
  expect(await keptDrafts(page)).toBe(0)
  await lookAround(visitor, 'the other home')
  await write('第二件')
  expect(await page.getByText('只有我自己知道的事').count()).toBe(0)
  await page.goto('/')
  await page.getByText('换一处房').locator('xpath=ancestor::summary').click()
  await page.getByRole('button', { name: '退出' }).click()
  await page.waitForURL(/\/login/)
  expect(await keptDrafts(page)).toBe(0)
  await lookAround(visitor, 'logged out')
  await page.goto('/report')
  await page.waitForURL(/\/login/)
  expect((await visitor.context.request.get('/api/v1/access/me')).status()).toBe(401)
  await visitor.context.close()
})

test('from one desk of a person to another role, and a session ended from elsewhere', async () => {
  const here = await visit(browser, city, { width: 'desk' })
  await logIn(here, 'desk', '网格员')
  const lost = await visit(browser, city, { width: 'phone' })
  await logInAs(lost, 'grid_worker')
  await lost.page.goto('/desk/sessions')
  await lookAround(lost, 'sessions')

  await here.page.goto('/desk/sessions')
  await here.page.getByText('就是这台').waitFor()
  await lookAround(here, 'sessions')
  const others = here.page.getByRole('button', { name: /^让它退出/ })
  for (let left = await others.count(); left > 0; left = await others.count()) {
    await others.first().click()
    await expect.poll(() => others.count()).toBe(left - 1)
  }
  await lost.page.goto('/desk')
  await lost.page.waitForURL(/\/desk\/login/)
  lost.complaints.splice(0)
  await lookAround(lost, 'ended from elsewhere')
  await here.page.locator('.desk-person summary').click()
  await lookAround(here, 'the menu of the person')
  await here.page.getByRole('button', { name: '退出', exact: true }).click()
  await here.page.waitForURL(/\/desk\/login/)
  await Promise.all([here, lost].map(({ context }) => context.close()))
})

test('the desk is not for residents', async () => {
  const visitor = await visit(browser, city, { width: 'desk' })
  const { page, context } = visitor
  await logInAs(visitor, 'owner')
  await page.goto('/desk')
  await page.getByText('您现在的身份不用工作台').waitFor()
  await lookAround(visitor, 'refused')
  expect((await context.request.get('/api/v1/requests/queue')).status()).toBe(403)
  expect((await context.request.get('/api/v1/register/places')).status()).toBe(403)
  await page.getByRole('link', { name: '里坊 · 居民端' }).click()
  await page.getByRole('heading', { name: /^观音新村/ }).waitFor()
  await context.close()
})
