import { useText } from '../i18n.ts'
import { shared } from '../messages.ts'
import type { zh } from '../messages.zh.ts'
import './Status.css'

export type StatusKind = keyof typeof zh.status

type Tone = 'turn' | 'doing' | 'done' | 'due' | 'late' | 'off' | 'mine' | 'running' | 'answered'

/** Shape on a 16 × 16 grid; `line` shapes are drawn, the others filled. The desk's shapes are for the case cycle. */
const looks: Readonly<Record<StatusKind, { readonly tone: Tone; readonly path: string; readonly line?: true }>> = {
  turn: { tone: 'turn', path: 'M8 .6 15.400 8 8 15.400.6 8z' },
  doing: { tone: 'doing', path: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm0 1.800a5.200 5.200 0 0 1 0 10.400z' },
  done: { tone: 'done', path: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm3.900 5.300-4.600 5.100L4 8.300l1.200-1.200 2 1.900 3.400-3.800z' },
  due: { tone: 'due', path: 'M8 1 15.600 14.600H.4zM7.100 6v4.600h1.800V6zm0 5.600v1.600h1.800v-1.600z' },
  late: { tone: 'late', path: 'M1 1h14v14H1zm6 3v5.200h2V4zm0 6.400v1.800h2v-1.800z' },
  stopped: { tone: 'off', path: 'M5 .8h6L15.200 5v6L11 15.200H5L.8 11V5zM4 7v2h8V7z' },
  offline: { tone: 'due', path: 'M8 1 15.600 14.600H.4zM7.100 6v4.600h1.800V6zm0 5.600v1.600h1.800v-1.600z' },
  reported: { tone: 'mine', path: 'M13.700 8A5.700 5.700 0 1 1 2.300 8a5.700 5.700 0 0 1 11.400 0z', line: true },
  accepted: { tone: 'mine', path: 'M4.700 2.700l7.300 5.300-7.300 5.300z', line: true },
  dispatched: { tone: 'mine', path: 'M2.700 2.700h10.600v10.600H2.700z', line: true },
  handling: { tone: 'running', path: 'M3.500 2l9.800 6-9.800 6z' },
  suspended: { tone: 'off', path: 'M3.700 2.700h3.200v10.600H3.700zm5.400 0h3.200v10.600H9.100z' },
  checking: { tone: 'answered', path: 'M8 1.900L14.100 8 8 14.100 1.900 8z', line: true },
  closed: { tone: 'answered', path: 'M2 8.700l4 4 8-9.300', line: true },
  confirmed: { tone: 'done', path: 'M.7 8.700L4 12.700l6-8.700M8 12.700l.4.3 6.900-9', line: true },
  rejected: { tone: 'off', path: 'M3 3l10 10M13 3L3 13', line: true },
  voided: { tone: 'off', path: 'M2.700 8h10.600', line: true },
}

interface StatusProps {
  readonly kind: StatusKind
  /** Without ground: inside running text and tables. */
  readonly bare?: boolean
  /** Another word for the same state, e.g. 待缴 for turn. */
  readonly children?: string
}

/** Shape + word + colour, always all three. */
export function Status({ kind, bare, children }: StatusProps) {
  const t = useText(shared)
  const { tone } = looks[kind]
  const isDesk = tone === 'mine' || tone === 'running' || tone === 'answered' || looks[kind].line
  return (
    <span className={`status status-${tone} ${bare || isDesk || kind === 'suspended' ? 'status-bare' : ''}`}>
      <StatusShape kind={kind} />
      {children ?? t.status[kind]}
    </span>
  )
}

export function StatusShape({ kind }: { readonly kind: StatusKind }) {
  const look = looks[kind]
  return (
    <svg className={look.line ? 'shape shape-line' : 'shape'} viewBox="0 0 16 16" aria-hidden="true">
      <path fillRule="evenodd" d={look.path} />
    </svg>
  )
}
