import { useEffect, useId, useMemo, useState } from 'react'
import type { ChangeEvent } from 'react'
import { useText } from '../i18n.ts'
import { shared } from '../messages.ts'
import { Icon } from './Icon.tsx'
import { shrinkPhoto } from './shrink-photo.ts'
import { StatusShape } from './Status.tsx'
import './PhotoPicker.css'

export interface Photo {
  readonly id: string
  readonly blob: Blob
  /** kept: on this device. sending: with a share of 0 to 1. failed: with the reason. */
  readonly state: 'kept' | 'sending' | 'sent' | 'failed'
  readonly share?: number
  readonly error?: string
  /** Another try would fail the same way. */
  readonly isRefused?: boolean
}

interface PhotoPickerProps {
  readonly label: string
  readonly hideLabel?: boolean
  readonly hint?: string
  readonly photos: readonly Photo[]
  readonly limit: number
  readonly onAdd: (photos: readonly Photo[]) => void
  readonly onRemove: (id: string) => void
  readonly onRetry?: (id: string) => void
  /** What is asked of this photo set, shown beside it: 这一类必须有修后照片. */
  readonly error?: string | undefined
}

/** Camera or album; each picture with its own progress and its own error. Pictures are made smaller before they are kept. */
export function PhotoPicker({ label, hideLabel, hint, photos, limit, onAdd, onRemove, onRetry, error }: PhotoPickerProps) {
  const t = useText(shared)
  const id = useId()
  const [refused, setRefused] = useState(false)
  const isFull = photos.length >= limit

  const add = async (event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const input = event.target
    const files = [...(input.files ?? [])]
    const pictures = files.filter((file) => file.type.startsWith('image/'))
    setRefused(pictures.length < files.length)
    const kept = await Promise.all(pictures.slice(0, limit - photos.length).map(shrinkPhoto))
    input.value = ''
    onAdd(kept.map((blob) => ({ id: crypto.randomUUID(), blob, state: 'kept' })))
  }

  return (
    <fieldset className="photos" aria-describedby={`${id}hint`}>
      <legend className={hideLabel ? 'visually-hidden' : 'field-label'}>{label}</legend>
      <div className="photos-row">
        {photos.map((photo, index) => <Thumbnail key={photo.id} photo={photo} index={index + 1} onRemove={onRemove} onRetry={onRetry} />)}
        {isFull ? null : (
          <>
            <AddTile icon="camera" words={photos.length === 0 ? t.photos.camera : t.photos.more} onChange={add} camera />
            <AddTile icon="album" words={t.photos.album} onChange={add} />
          </>
        )}
      </div>
      <p id={`${id}hint`} className="label">{isFull ? t.photos.full({ limit }) : (hint ?? t.photos.privacy)}</p>
      {refused || error !== undefined ? (
        <p className="field-error" role="alert">
          <StatusShape kind="late" />
          <span>{error ?? t.photos.notImage}</span>
        </p>
      ) : null}
    </fieldset>
  )
}

interface AddTileProps {
  readonly icon: 'camera' | 'album'
  readonly words: string
  readonly camera?: boolean
  readonly onChange: (event: ChangeEvent<HTMLInputElement>) => Promise<void>
}

function AddTile({ icon, words, camera, onChange }: AddTileProps) {
  return (
    <label className="photo-add">
      <input type="file" accept="image/*" {...(camera ? { capture: 'environment' as const } : { multiple: true })} onChange={(event) => void onChange(event)} />
      <Icon name={icon} />
      {words}
    </label>
  )
}

interface ThumbnailProps {
  readonly photo: Photo
  readonly index: number
  readonly onRemove: (id: string) => void
  readonly onRetry: ((id: string) => void) | undefined
}

function Thumbnail({ photo, index, onRemove, onRetry }: ThumbnailProps) {
  const t = useText(shared)
  const url = useMemo(() => URL.createObjectURL(photo.blob), [photo.blob])
  useEffect(() => () => URL.revokeObjectURL(url), [url])
  const percent = Math.round((photo.share ?? 0) * 100)
  return (
    <figure className={`photo photo-${photo.state}`}>
      <img src={url} alt={t.photos.photo({ index })} />
      <button type="button" className="photo-remove" aria-label={t.photos.removePhoto({ index })} onClick={() => onRemove(photo.id)}>
        <Icon name="cross" />
      </button>
      {photo.state === 'sending' ? <figcaption><progress value={percent} max={100} aria-label={t.photos.photo({ index })} />{t.photos.sending({ percent })}</figcaption> : null}
      {photo.state === 'sent' ? <figcaption>{t.photos.sent}</figcaption> : null}
      {photo.state === 'failed' ? (
        <figcaption>
          {photo.error}
          {onRetry === undefined || photo.isRefused ? null : <button type="button" className="text-link" onClick={() => onRetry(photo.id)}>{t.retry} <span className="visually-hidden">{t.photos.photo({ index })}</span></button>}
        </figcaption>
      ) : null}
    </figure>
  )
}

/** Pictures of a case, as a row of thumbnails; each opens in full. */
export function PhotoRow({ photos }: { readonly photos: readonly { readonly url: string; readonly thumbnailUrl: string; readonly alt: string; readonly caption?: string }[] }) {
  return (
    <ul className="photo-row">
      {photos.map((photo) => (
        <li key={photo.url}>
          <a href={photo.url} target="_blank" rel="noreferrer">
            <img src={photo.thumbnailUrl} alt={photo.alt} loading="lazy" />
            {photo.caption === undefined ? null : <span>{photo.caption}</span>}
          </a>
        </li>
      ))}
    </ul>
  )
}
