import { describe, expect, test } from 'vitest'
import { readConfiguration } from './configuration.ts'

describe('configuration', () => {
  test('needs no variable at all', () => {
    expect(readConfiguration({})).toMatchObject({ port: 3000, host: '127.0.0.1', databaseUrl: null, now: null, logLevel: 'info', publicUrl: 'http://localhost:3000', trustProxy: false })
  })

  test('cannot be changed once it is read', () => {
    expect(Object.isFrozen(readConfiguration({}))).toBe(true)
  })

  test('takes an empty variable for an absent one', () => {
    expect(readConfiguration({ PORT: '', DATABASE_URL: ' ' })).toMatchObject({ port: 3000, databaseUrl: null })
  })

  test('reads what is set', () => {
    const read = readConfiguration({ PORT: '8080', LIFANG_NOW: '2026-11-22T08:00:00+08:00', PUBLIC_URL: 'https://lifang.example/', TRUST_PROXY: 'loopback,10.0.0.0/8,::1' })
    expect(read).toMatchObject({ port: 8080, publicUrl: 'https://lifang.example', trustProxy: 'loopback,10.0.0.0/8,::1' })
    expect(read.now?.toString()).toBe('2026-11-22T00:00:00Z')
  })

  test('sends mail when it knows both the server and the sender, and calls the usual push services', () => {
    expect(readConfiguration({}).mail).toBeNull()
    const mail = { LIFANG_SMTP_URL: 'smtps://u:p@mail.example:465', LIFANG_MAIL_FROM: '里坊 <noreply@mail.example>' }
    expect(readConfiguration(mail).mail).toEqual({ url: mail.LIFANG_SMTP_URL, from: mail.LIFANG_MAIL_FROM })
    for (const variable of Object.keys(mail)) expect(() => readConfiguration({ ...mail, [variable]: '' })).toThrow('LIFANG_SMTP_URL')
    expect(readConfiguration({}).pushServices).toContain('fcm.googleapis.com')
    expect(readConfiguration({ LIFANG_PUSH_SERVICES: 'push.example.org, *.push.example' }).pushServices).toEqual(['push.example.org', '*.push.example'])
  })

  test.each([
    ['LIFANG_SMTP_URL', 'mail.example'],
    ['LIFANG_MAIL_FROM', 'noreply'],
    ['LIFANG_MAIL_FROM', 'a@b.example\nBcc: c@d.example'],
    ['LIFANG_PUSH_SERVICES', 'https://push.example.org/'],
    ['PORT', 'http'],
    ['PORT', '0'],
    ['PORT', '65536'],
    ['DATABASE_URL', 'mysql://db'],
    ['LIFANG_KEY', 'c2hvcnQ='],
    ['LIFANG_NOW', '2026-11-22T08:00:00'],
    ['LIFANG_LOG', 'loud'],
    ['PUBLIC_URL', 'lifang.example'],
    ['TRUST_PROXY', 'true'],
    ['TRUST_PROXY', '10.0.0.0/33'],
  ])('refuses %s=%s and names the variable', (variable, value) => {
    expect(() => readConfiguration({ [variable]: value })).toThrow(new RegExp(variable))
  })
})
