/** Longest side in pixels that still shows a crack in a wall; twelve megapixels over slow 4G take a minute, this takes seconds. */
const longestSide_px = 2_048
const quality = 0.82

/** A smaller JPEG of a picture; the picture itself where the browser cannot read it (the server then decides). */
export async function shrinkPhoto(file: File): Promise<Blob> {
  try {
    const bitmap = await createImageBitmap(file)
    const share = Math.min(1, longestSide_px / Math.max(bitmap.width, bitmap.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(bitmap.width * share)
    canvas.height = Math.round(bitmap.height * share)
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
    bitmap.close()
    const smaller = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality))
    return smaller !== null && (share < 1 || smaller.size < file.size) ? smaller : file
  } catch {
    return file
  }
}
