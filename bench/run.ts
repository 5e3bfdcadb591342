/** `npm run bench -- NAME [options]`: measures, and prints one JSON line a figure. Never a test: machines differ, ratios within one run do not. */
const benches: Readonly<Record<string, () => Promise<{ run: (options: readonly string[]) => Promise<void> }>>> = {
  start: () => import('./start.ts'),
  memory: () => import('./memory.ts'),
  submit: () => import('./submit.ts'),
  web: () => import('./web.ts'),
