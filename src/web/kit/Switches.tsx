import { useText } from '../i18n.ts'
import { shared } from '../messages.ts'
import { setPreferences, usePreferences } from '../preferences.ts'
import { Icon } from './Icon.tsx'
import './Switches.css'

/** 长辈版 ⇄ 普通版, kept on this device. */
export function ElderSwitch() {
  const t = useText(shared)
  const { elder } = usePreferences()
  return <button type="button" className="tool" onClick={() => setPreferences({ elder: !elder })}>{elder ? t.elder.off : t.elder.on}</button>
}

/** 中文 ⇄ English, kept on this device; named in the language it leads to. */
export function LanguageSwitch() {
  const t = useText(shared)
  const { language } = usePreferences()
  const other = language === 'zh' ? 'en' : 'zh'
  return (
    <button type="button" className="tool" lang={other === 'zh' ? 'zh-CN' : 'en'} onClick={() => setPreferences({ language: other })}>
      {t.language.other}
    </button>
  )
}

/** 念给我听: reads the words with the phone's own voice. Shown only where there is one. */
export function ReadAloud({ words }: { readonly words: string }) {
  const t = useText(shared)
  if (!('speechSynthesis' in window)) return null
  return (
    <button
      type="button"
      className="tool"
      onClick={() => {
        const utterance = new SpeechSynthesisUtterance(words)
        utterance.lang = document.documentElement.lang
        speechSynthesis.cancel()
        speechSynthesis.speak(utterance)
      }}
    >
      <Icon name="speak" />
      {t.readAloud}
    </button>
  )
}
