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

  test.each([
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
