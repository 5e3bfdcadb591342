import { useEffect } from 'react'
import type { ReactNode } from 'react'
import { useText } from '../i18n.ts'
import { shared } from '../messages.ts'
import { ElderSwitch, LanguageSwitch } from './Switches.tsx'
import './CityFrame.css'

interface CityFrameProps {
  readonly title: string
  /** Whose figures, and as of when. */
  readonly note: ReactNode
  /** `<Figures>` */
  readonly figures?: ReactNode
  readonly children: ReactNode
}

/** The public face: title, figures, then the picture. */
export function CityFrame({ title, note, figures, children }: CityFrameProps) {
  const t = useText(shared)
  useEffect(() => {
    document.title = `${title} · ${t.product}`
  }, [title, t])
  return (
    <div className="city">
      <header className="city-top">
        <div className="city-title">
          <h1>{title}</h1>
          <div className="city-note">{note}</div>
        </div>
        {figures}
        <div className="city-tools">
          <ElderSwitch />
          <LanguageSwitch />
        </div>
      </header>
      <main id="content">{children}</main>
    </div>
  )
}
