/**
 * The process that opens pictures from outside. It holds no key and no connection, and whatever a malicious picture does to it, the server
 * goes on. Out come pictures without metadata: place, camera and thumbnails of the original are gone.
 */
import process from 'node:process'
import sharp from 'sharp'
import type { PictureAnswer } from './pictures.ts'

const MOST_PIXELS = 50_000_000
const LONGEST_SIDE_px = 2_048
const THUMB_SIDE_px = 320
const TAKEN = new Set(['jpeg', 'png', 'webp'])

sharp.cache(false)
sharp.concurrency(1)

async function reencode(bytes: Buffer): Promise<PictureAnswer> {
  const open = () => sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error', sequentialRead: true })
  const { format } = await open().metadata()
  if (!TAKEN.has(format)) return { refusal: 'kind-not-taken' }
  // Turned as the camera was held; sharp leaves out all metadata unless asked to keep it, and converts to sRGB.
  const { data, info } = await open().autoOrient().resize(LONGEST_SIDE_px, LONGEST_SIDE_px, { fit: 'inside', withoutEnlargement: true }).webp({ quality: 82 }).toBuffer({ resolveWithObject: true })
  const thumb = await sharp(data).resize(THUMB_SIDE_px, THUMB_SIDE_px, { fit: 'inside', withoutEnlargement: true }).webp({ quality: 70 }).toBuffer()
  return { image: data, thumb, width: info.width, height: info.height }
}

process.on('message', (bytes: Buffer) => {
  void reencode(bytes)
    .catch((error: unknown): PictureAnswer => ({ refusal: /pixel limit/i.test((error as Error).message) ? 'too-many-pixels' : 'unreadable' }))
    .then((answer) => process.send?.(answer))
})
// The server is gone, even by kill -9.
process.on('disconnect', () => process.exit(0))
