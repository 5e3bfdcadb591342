import type pg from 'pg'
import sharp from 'sharp'
import type { Case } from '../../src/domains/requests/rules/case.ts'
import type { CommandOrigin } from '../../src/platform/audit.ts'
import type { Commands } from '../../src/platform/commands.ts'
import type { Database } from '../../src/platform/database.ts'
import { attachFiles, openFiles } from '../../src/platform/files.ts'
import type { AccountId } from '../../src/platform/ids.ts'
import type { Picture } from '../../src/platform/pictures.ts'
import type { DemoCity } from '../facts/city.ts'
import { guanyinXincun, hexingYijing } from '../facts/named.ts'
import { Random } from '../facts/random.ts'
import { Rows } from './copy.ts'

const width = 1_200
const height = 900

/** Drawn, not taken: no picture of the demo shows a real place. */
const drawings = {
  darkStair: stair({ wall: '#2b2a28', step: '#3a3835', edge: '#4a4743', lamp: '#55524c' }),
  litStair: stair({ wall: '#e9e2d2', step: '#cfc6b4', edge: '#b3a994', lamp: '#ffd76a' }),
  boxes: scene(
    '#d9d2c3',
    `<path d="M0 640H1200V900H0Z" fill="#b9b0a0"/><path d="M760 60H1080V640H760Z" fill="#8a7f6d"/><circle cx="800" cy="360" r="14" fill="#d8cfbd"/>
     <g stroke="#6b4a26" stroke-width="6"><path d="M120 420H420V760H120Z" fill="#c49a63"/><path d="M160 220H390V420H160Z" fill="#d0a870"/><path d="M430 540H690V790H430Z" fill="#b98c54"/>
     <path d="M250 420V760M275 220V420M560 540V790"/></g><path d="M640 800q90-190 190 0Z" fill="#5e6b73"/>`,
  ),
  ceiling: scene(
    '#efe9dc',
    `<path d="M0 0H1200V560L0 480Z" fill="#f7f3ea"/><ellipse cx="560" cy="260" rx="330" ry="150" fill="#d9c79c"/><ellipse cx="590" cy="270" rx="230" ry="100" fill="#c4ab74"/>
     <ellipse cx="620" cy="280" rx="110" ry="50" fill="#9f8550"/><g fill="#7f97a5"><path d="M600 330q-14 40 0 56q16-16 0-56ZM680 320q-14 40 0 56q16-16 0-56ZM540 430q-14 40 0 56q16-16 0-56ZM650 560q-14 40 0 56q16-16 0-56Z"/></g>
     <ellipse cx="620" cy="800" rx="280" ry="46" fill="#b9c4c8"/>`,
  ),
} as const

function stair({ wall, step, edge, lamp }: Readonly<Record<'wall' | 'step' | 'edge' | 'lamp', string>>): string {
  const steps = Array.from({ length: 8 }, (_, i) => `<path d="M${120 + i * 50} ${800 - i * 76}H1200V${876 - i * 76}H${120 + i * 50}Z" fill="${step}" stroke="${edge}" stroke-width="5"/>`)
  return scene(wall, `${steps.join('')}<path d="M150 620L560 10" stroke="${edge}" stroke-width="16"/><path d="M330 0V70" stroke="${edge}" stroke-width="6"/><circle cx="330" cy="104" r="36" fill="${lamp}"/>`)
}

function scene(background: string, shapes: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}"><path d="M0 0H${width}V${height}H0Z" fill="${background}"/>${shapes}</svg>`
}

async function render(svg: string): Promise<Picture> {
  const drawn = sharp(Buffer.from(svg), { density: 96 }).resize(width, height)
  return { image: await drawn.clone().webp().toBuffer(), thumb: await drawn.clone().resize(320).webp().toBuffer(), width, height }
}

/** Which drawing fits what was reported, and what is shown when it is done. */
const illustrated: Readonly<Record<string, { readonly reported: keyof typeof drawings; readonly done?: keyof typeof drawings }>> = {
  'L-LIGHT': { reported: 'darkStair', done: 'litStair' },
  '06036': { reported: 'boxes' },
  'L-LEAK': { reported: 'ceiling' },
}
const casesEach = 2

interface Illustration {
  readonly case: Case
  readonly eventNo: number
  readonly drawing: keyof typeof drawings
}

/** Gives the newest cases of the two sample communities that fit a drawing their pictures, through the platform's own file store. */
export async function drawPhotos(city: DemoCity, to: { readonly database: Database; readonly owner: pg.Client; readonly dataDirectory: string; readonly commands: Commands }): Promise<void> {
  const files = openFiles(to)
  const photos = new Rows('requests.photo', ['community_id', 'request_id', 'file_id', 'event_no', 'sort'])
  for (const { case: c, eventNo, drawing } of illustrationsOf(city)) {
    const uploader = new Random(`${city.plan.seed}/uploader/${c.id}`).uuid(c.reportedAt.epochMilliseconds) as AccountId
    const origin: CommandOrigin = { name: 'demo.photo', actor: null, at: c.reportedAt, httpRequestId: null }
    const fileId = await files.store(await render(drawings[drawing]), uploader, origin)
    await to.commands.run(origin, (tx) => attachFiles(tx, uploader, [fileId], `requests/${c.id}`))
    photos.add(c.communityId, c.id, fileId, eventNo, 0)
  }
  await photos.copy(to.owner)
}

function illustrationsOf(city: DemoCity): Illustration[] {
  return city.plan.communities
    .filter((c) => c.name === guanyinXincun || c.name === hexingYijing)
    .flatMap((c) => {
      const requests = [...city.requests(city.community(c.ordinal))].toReversed()
      return Object.entries(illustrated).flatMap(([category, { reported, done }]) =>
        requests
          .filter((r) => r.case.category === category)
          .slice(0, casesEach)
          .flatMap((r): Illustration[] => {
            const feedback = r.events.find((e) => e.kind === 'feedback')
            const before = { case: r.case, eventNo: 1, drawing: reported }
            return done && feedback ? [before, { case: r.case, eventNo: feedback.no, drawing: done }] : [before]
          }),
      )
    })
}
