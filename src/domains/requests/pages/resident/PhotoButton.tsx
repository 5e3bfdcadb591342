import type { ChangeEvent } from 'react'
import { Icon } from '../../../../web/kit/Icon.tsx'
import type { Photo } from '../../../../web/kit/PhotoPicker.tsx'
import { shrinkPhoto } from '../../../../web/kit/shrink-photo.ts'

interface PhotoButtonProps {
  readonly kind: 'main' | 'plain'
  readonly icon: 'camera' | 'album'
  readonly words: string
  readonly onAdd: (photos: readonly Photo[]) => void
}

/** A button of the foot that opens the camera or the album. */
export function PhotoButton({ kind, icon, words, onAdd }: PhotoButtonProps) {
  const add = async (event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const input = event.target
    const pictures = [...(input.files ?? [])].filter(({ type }) => type.startsWith('image/'))
    const kept = await Promise.all(pictures.map(shrinkPhoto))
    input.value = ''
    if (kept.length > 0) onAdd(kept.map((blob) => ({ id: crypto.randomUUID(), blob, state: 'kept' })))
  }
  return (
    <label className={`button button-${kind} button-column button-tall photo-button`}>
      <input type="file" accept="image/*" {...(icon === 'camera' ? { capture: 'environment' as const } : { multiple: true })} onChange={(event) => void add(event)} />
      <Icon name={icon} />
      <span>{words}</span>
    </label>
  )
}
