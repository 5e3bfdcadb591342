/** `npm run bench -- NAME [options]`: measures, and prints one JSON line a figure. Never a test: machines differ, ratios within one run do not. */
const benches: Readonly<Record<string, () => Promise<{ run: (options: readonly string[]) => Promise<void> }>>> = {
  start: () => import('./start.ts'),
  memory: () => import('./memory.ts'),
  submit: () => import('./submit.ts'),
  web: () => import('./web.ts'),
  clocks: () => import('./clocks.ts'),
  suggest: () => import('./suggest.ts'),
  queue: () => import('./queue.ts'),
  overview: () => import('./overview.ts'),
}

const [name, ...options] = process.argv.slice(2)
const load = name === undefined ? undefined : benches[name]
if (!load) {
  console.error(`npm run bench -- NAME, one of: ${Object.keys(benches).join(', ')}`)
  process.exit(2)
}
await (await load()).run(options)
