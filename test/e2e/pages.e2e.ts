/** Every page a role begins with or leads to, on a phone and on a desk, in both languages and in elder mode. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { inWords, logInAs, lookAround, visit, type Look } from './journey.ts'

const city = inject('city')
let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

const LOOKS: readonly Look[] = [
  { width: 'phone' },
  { width: 'phone', language: 'en' },
  { width: 'phone', elder: true },
  { width: 'phone', language: 'en', elder: true },
  { width: 'desk' },
  { width: 'desk', language: 'en' },
]

test.each(LOOKS.map((look) => [inWords(look), look] as const))('the pages of everybody and of a resident: %s', async (_, look) => {
  const visitor = await visit(browser, city, look)
  const { page, context } = visitor
  for (const path of ['/city', '/login', '/desk/login']) {
    await page.goto(path)
    await lookAround(visitor, path)
    expect(new URL(page.url()).pathname).toBe(path === '/desk' ? '/desk/requests' : path.split('?')[0])
  }
  await logInAs(visitor, 'owner')
  for (const path of ['/', '/report', '/report?choose=kind', '/report?choose=place', '/cases', '/home', '/sessions', '/nowhere']) {
    await page.goto(path)
    await lookAround(visitor, path)
    expect(new URL(page.url()).pathname).toBe(path === '/desk' ? '/desk/requests' : path.split('?')[0])
  }
  await context.close()
})

test.each(LOOKS.filter(({ elder }) => !elder).map((look) => [inWords(look), look] as const))('the pages of a desk: %s', async (_, look) => {
  const visitor = await visit(browser, city, look)
  const { page, context } = visitor
  await logInAs(visitor, 'office_worker')
  for (const path of ['/desk', '/desk/requests?list=to-check', '/desk/requests/report', '/desk/register', `/desk/search?q=${encodeURIComponent('观音新村')}`, '/desk/sessions', '/desk/nowhere']) {
    await page.goto(path)
    await lookAround(visitor, path)
    expect(new URL(page.url()).pathname).toBe(path === '/desk' ? '/desk/requests' : path.split('?')[0])
  }
  await context.close()
})

const STAFF = ['grid_worker', 'committee_member', 'property_manager', 'property_staff', 'cashier', 'street_officer', 'department_officer', 'district_officer', 'auditor', 'system_admin', 'security_admin']

test.each(['desk', 'phone'] as const)('every role at work begins somewhere, and all its tabs open: %s', async (width) => {
  for (const role of STAFF) {
    const visitor = await visit(browser, city, { width })
    const { page, context } = visitor
    await logInAs(visitor, role)
    await page.goto('/desk')
    await lookAround(visitor, `${role} /desk`)
    const tabs = await page.locator('.desk-tabs a').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
    for (const tab of tabs) {
      if (tab === new URL(page.url()).pathname) continue
      await page.goto(tab)
      await lookAround(visitor, `${role} ${tab}`)
      // Who has one community only is taken right there.
      expect(new URL(page.url()).pathname).toContain(tab)
    }
    await context.close()
  }
})
