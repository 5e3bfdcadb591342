/** The small rules of the house that no bought tool knows: each function answers with `file:line: what is wrong`. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import ts from 'typescript'

export interface SourceFile {
  /** Relative to the root, with `/`. */
  readonly path: string
  readonly text: string
}

const NOT_OURS = new Set(['node_modules', '.git', '.cache', 'data', 'dist', 'test-results'])
const TEXT = /\.(ts|tsx|mjs|cjs|js|json|sql|md|css|html|svg|yml|yaml|txt)$|(^|\/)(\.npmrc|\.gitignore|run|LICENSE|NOTICE)$/

/** Every text file of the project below `root`. */
export async function readTree(root: string, folder = ''): Promise<SourceFile[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true })
  const files = await Promise.all(
    entries
      .filter((entry) => !NOT_OURS.has(entry.name))
      .map(async (entry): Promise<SourceFile[]> => {
        const path = folder === '' ? entry.name : `${folder}/${entry.name}`
        if (entry.isDirectory()) return readTree(root, path)
        return entry.isFile() && TEXT.test(path) ? [{ path, text: await readFile(join(root, path), 'utf8') }] : []
      }),
  )
  return files.flat()
}

export function findHouseViolations(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => [...foreignTables(file), ...bareSuppressions(file), ...hardCodedChinese(file), ...namesOfMachines(file), ...longOverview(file)])
}

/** `tables('x')` opens schema x, so it stands only in the folder of x. */
function foreignTables({ path, text }: SourceFile): string[] {
  if (!/^src\/.*\.tsx?$/.test(path) || isTest(path)) return []
  return matches(text, /\btables\(\s*'([a-z_-]+)'/g).flatMap(({ line, groups: [schema] }) => {
    const home = schema === 'platform' || schema === 'audit' ? 'src/platform/' : `src/domains/${schema}/`
    return path.startsWith(home) ? [] : [`${path}:${line}: tables('${schema}') belongs in ${home}`]
  })
}

/** A linter's warning is silenced only with a reason after ` -- `. */
function bareSuppressions({ path, text }: SourceFile): string[] {
  if (!/\.(ts|tsx|mjs)$/.test(path)) return []
  return matches(text, /(?:\/\/|\/\*)\s*(?:oxlint|eslint)-disable(?!.* -- .{8})/g).map(({ line }) => `${path}:${line}: a suppression says why, after " -- "`)
}

/** What people read stands in message modules, in both languages. The gallery's sample cases are read by nobody. */
function hardCodedChinese({ path, text }: SourceFile): string[] {
  const shown = path.endsWith('.tsx') || /^src\/(web|domains\/[^/]+\/pages)\/.*\.ts$/.test(path)
  if (!shown || isTest(path) || path.startsWith('src/web/gallery/') || /\/messages\.(zh|en)\.ts$/.test(path) || !HAN.test(text)) return []
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if ((ts.isStringLiteralLike(node) || ts.isJsxText(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) && HAN.test(node.text)) {
      const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1
      found.push(`${path}:${line}: text for people belongs in messages.zh.ts and messages.en.ts`)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return [...new Set(found)]
}
const HAN = /\p{Script=Han}/u

/** Nothing tells on which machine or from which registry the project was made. */
function namesOfMachines({ path, text }: SourceFile): string[] {
  const found = matches(text, /(?<![\w.*-])\/(?:work|root|Users)\/\w/g).map(({ line }) => `${path}:${line}: absolute path of a machine`)
  const hosts = matches(text, /\bregistry\.[a-z0-9-]+\.[a-z]{2,}|^registry\s*=/gm).map(({ line }) => `${path}:${line}: name of a package registry`)
  const resolved = path.endsWith('package-lock.json') ? matches(text, /"resolved": "http/g).map(({ line }) => `${path}:${line}: lockfile names a host`) : []
  return [...found, ...hosts, ...resolved]
}

/** An overview that needs scrolling is none. */
function longOverview({ path, text }: SourceFile): string[] {
  const lines = text.trimEnd().split('\n').length
  return path === 'ARCHITECTURE.md' && lines > 100 ? [`${path}:${lines}: at most 100 lines`] : []
}

const isTest = (path: string) => /\.test\.tsx?$/.test(path)

function matches(text: string, pattern: RegExp): { line: number; groups: string[] }[] {
  return Array.from(text.matchAll(pattern), (match) => ({ line: text.slice(0, match.index).split('\n').length, groups: match.slice(1) }))
}
