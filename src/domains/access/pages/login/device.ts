import { useText } from '../../../../web/i18n.ts'
import { messages } from './messages.ts'

/** What people call the thing that a browser runs on. */
export function useDevice(): (userAgent: string) => string {
  const t = useText(messages)
  return (userAgent) => {
    if (userAgent.includes('MicroMessenger')) return t.sessions.weChat
    return /Mobi|Android|iPhone|iPad|HarmonyOS/u.test(userAgent) ? t.sessions.phone : t.sessions.computer
  }
}
