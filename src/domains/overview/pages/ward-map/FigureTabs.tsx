import { useLanguage, useText } from '../../../../web/i18n.ts'
import type { Figure } from './city.ts'
import { messages } from './messages.ts'

interface FigureTabsProps {
  readonly figures: readonly Figure[]
  readonly current: Figure
  readonly onChoose: (key: string) => void
}

/** One figure at a time; further ones appear when the city's data has them. */
export function FigureTabs({ figures, current, onChoose }: FigureTabsProps) {
  const t = useText(messages)
  const language = useLanguage()
  return (
    <div className="figure-tabs" role="group" aria-label={t.choose}>
      {figures.map((figure) => (
        <button key={figure.key} type="button" aria-pressed={figure === current} onClick={() => onChoose(figure.key)}>{figure.texts[language].name}</button>
      ))}
    </div>
  )
}
