/** The way out by SMTP. */
import { createTransport, type Transporter } from 'nodemailer'
import type { MailServer } from '../../platform/services.ts'
import type { Written } from './rules/letter.ts'
import { temporarily, forGood, type Attempt } from './rules/attempt.ts'

const CONNECT_WITHIN_ms = 10_000
const SILENT_AT_MOST_ms = 30_000
const SEND_WITHIN_ms = 60_000

export interface Mailer {
  /** @param messageId without the host: the same for every attempt, so that a mail that came twice is known as one. */
  send(to: string, messageId: string, written: Written, unsubscribe: string | null): Promise<Attempt>
}

/** One connection a mail: nothing is queued here, so that nothing is lost or sent again here. */
export function openMailer({ url, from }: MailServer): Mailer {
  const { hostname, protocol } = new URL(url)
  const isHere = hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.')
  const transport: Transporter = createTransport({
    url,
    // What residents are told crosses no network in the clear.
    ...(protocol === 'smtp:' && !isHere && { requireTLS: true }),
    connectionTimeout: CONNECT_WITHIN_ms,
    greetingTimeout: CONNECT_WITHIN_ms,
    socketTimeout: SILENT_AT_MOST_ms,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const host = from.replace(/>$/u, '').split('@').at(-1) ?? 'localhost'
  return {
    async send(to, messageId, { subject, text, html }, unsubscribe) {
      try {
        await transport.sendMail({
          from,
          to,
          subject,
          text,
          html,
          messageId: `<${messageId}@${host}>`,
          headers: {
            'Auto-Submitted': 'auto-generated',
            ...(unsubscribe !== null && { 'List-Unsubscribe': `<${unsubscribe}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
          },
          signal: AbortSignal.timeout(SEND_WITHIN_ms),
        })
        return { state: 'sent' }
      } catch (error) {
        return failureOf(error as SmtpError)
      }
    },
  }
}

interface SmtpError {
  readonly code?: string
  readonly responseCode?: number
  readonly command?: string
}

/** For good only where the server refuses this recipient or this mail; what may be our set-up's fault is tried again. */
function failureOf({ code = 'error', responseCode, command = '' }: SmtpError): Attempt {
  if (responseCode === undefined) return temporarily(code.toLowerCase())
  const isOfThisMail = command === 'RCPT TO' || command === 'DATA'
  return responseCode >= 500 && isOfThisMail ? forGood(`smtp-${responseCode}`) : temporarily(`smtp-${responseCode}`)
}
