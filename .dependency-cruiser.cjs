// The boundaries of the house. test/boundaries.ts runs them: direct rules see every import, type-only ones too;
// rules with `reachable` see what is loaded at run time.
const { existsSync, readFileSync, readdirSync } = require('node:fs')
const { resolve } = require('node:path')

/** The domains in the order in which src/app.ts lists them: imports and foreign keys go only from later to earlier. */
function domainOrder() {
  const app = resolve('src/app.ts')
  if (!existsSync(app) || !existsSync('src/domains')) return []
  const folders = new Set(readdirSync('src/domains'))
  const [, list = ''] = /\bdomains\b[^=\n]*=\s*\[([\s\S]*?)\](?:\n|$)/.exec(readFileSync(app, 'utf8')) ?? []
  return [...new Set(list.match(/[a-z][a-z-]*/g))].filter((word) => folders.has(word))
}

const TEST = '\\.test\\.tsx?$'
const PAGES = '^src/domains/[^/]+/pages/'
const BROWSER = ['^src/web/', PAGES]
const BROWSER_NOT = [TEST, '^src/web/build\\.ts$']
const STORE = '^src/domains/[^/]+/(store[^/]*\\.ts$|stores/)'
const SERVER_PART = '^src/domains/[^/]+/((store|routes|jobs)[^/]*\\.ts$|(stores|routes|jobs)/)'
const PURE = '^src/domains/[^/]+/((rules|policy)\\.ts$|(rules|policy)/)'
const CONTRACT = '^src/domains/[^/]+/contract[^/]*\\.ts$'
const NODE_CORE = '^(node:)?(assert|async_hooks|buffer|child_process|cluster|crypto|dgram|dns|events|fs|http|http2|https|inspector|module|net|os|path|perf_hooks|process|readline|sqlite|stream|timers|tls|tty|url|util|v8|vm|worker_threads|zlib)(/|$)'
const SERVER_PACKAGE = '(^|/)node_modules/(@fastify/|fastify|kysely|pg|pg-boss|pg-copy-streams|better-auth|sharp|pino)'

const laterDomains = (domain, order) => order.slice(order.indexOf(domain) + 1)

const order = domainOrder()

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-cycle', comment: 'Two files that need each other are one file, or hide a third.', severity: 'error', from: {}, to: { circular: true } },
    { name: 'resolvable', comment: 'An import that leads nowhere would make every other rule blind.', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'domain-only-by-public',
      comment: 'A domain is reached only through its public.ts, by types too.',
      severity: 'error',
      from: { path: '^src/domains/([^/]+)/', pathNot: [TEST, PAGES] },
      to: { path: '^src/domains/', pathNot: ['^src/domains/$1/', '^src/domains/[^/]+/public\\.ts$'] },
    },
    {
      name: 'pages-only-by-contract',
      comment: 'Screens ask another domain over HTTP, so its contract is all they know of it.',
      severity: 'error',
      from: { path: '^src/domains/([^/]+)/pages/', pathNot: TEST },
      to: { path: '^src/domains/', pathNot: ['^src/domains/$1/', CONTRACT] },
    },
    ...order
      .filter((domain) => laterDomains(domain, order).length > 0)
      .map((domain) => ({
        name: `${domain}-before-later-domains`,
        comment: 'Imports go only from later to earlier domains, in the order of src/app.ts.',
        severity: 'error',
        from: { path: `^src/domains/${domain}/`, pathNot: TEST },
        to: { path: `^src/domains/(${laterDomains(domain, order).join('|')})/` },
      })),
    {
      name: 'listed-domain',
      comment: 'Every domain stands in the list of src/app.ts, which gives it its place in the order.',
      severity: 'error',
      from: { path: '^src/domains/[^/]+/', pathNot: order.length > 0 ? `^src/domains/(${order.join('|')})/` : '^$' },
      // One line a domain: that of its contract.
      to: { path: '^src/platform/contract\\.ts$' },
    },
    {
      name: 'platform-knows-no-domain',
      comment: 'The platform carries every domain, so it can know none, nor any screen.',
      severity: 'error',
      from: { path: '^src/platform/', pathNot: TEST },
      to: { path: ['^src/domains/', '^src/web/', '^src/[^/]+\\.ts$'] },
    },
    {
      name: 'server-without-screens',
      comment: 'Screens call the server by HTTP; the server never imports them.',
      severity: 'error',
      from: { path: '^src/domains/', pathNot: [PAGES, TEST] },
      to: { path: BROWSER },
    },
    {
      name: 'shells-import-only-pages',
      comment: 'The shells put pages together and know nothing else of a domain but the types of its contract.',
      severity: 'error',
      from: { path: '^src/web/', pathNot: TEST },
      to: { path: '^src/domains/', pathNot: [PAGES, CONTRACT, '^src/domains/[^/]+/public\\.ts$'] },
    },
    {
      name: 'sql-only-in-stores',
      comment: 'Only stores and the platform speak SQL.',
      severity: 'error',
      from: { path: '^src/', pathNot: [STORE, '^src/platform/', TEST] },
      to: { path: '(^|/)node_modules/(kysely|pg|pg-copy-streams)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'pure-rules',
      comment: 'Rules and policies decide from what they are given: no clock, no I/O, no package.',
      severity: 'error',
      from: { path: PURE, pathNot: TEST },
      to: { reachable: true, path: [NODE_CORE, '(^|/)node_modules/', '^src/platform/database', SERVER_PART] },
    },
    {
      name: 'pure-contract',
      comment: 'A contract is data: zod, the platform\'s contract and other pure files.',
      severity: 'error',
      from: { path: CONTRACT, pathNot: TEST },
      to: { reachable: true, path: [NODE_CORE, '(^|/)node_modules/(?!zod/)', '^src/platform/database', SERVER_PART] },
    },
    {
      name: 'browser-without-server',
      comment: 'What runs in the browser reaches no server code, no Node module, and no zod in its first load.',
      severity: 'error',
      from: { path: BROWSER, pathNot: BROWSER_NOT },
      to: { reachable: true, path: [NODE_CORE, SERVER_PACKAGE, '(^|/)node_modules/zod/', SERVER_PART, '^src/platform/(database|http)'] },
    },
    {
      name: 'nothing-in-src-needs-tests',
      comment: 'What ships does not depend on what proves it; main.ts offers the benchmarks as a command.',
      severity: 'error',
      from: { path: '^src/', pathNot: TEST },
      to: { path: '^test/' },
    },
    {
      name: 'bench-only-from-main',
      severity: 'error',
      from: { path: '^src/', pathNot: [TEST, '^src/(main\\.ts$|commands/)'] },
      to: { path: '^(bench|demo)/' },
    },
  ],
  options: {
    doNotFollow: { path: '(^|/)node_modules/' },
    exclude: { path: '\\.css$' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default', 'require'], extensions: ['.ts', '.tsx', '.d.ts', '.mjs', '.js', '.cjs', '.json'] },
  },
}
