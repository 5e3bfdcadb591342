/** What people are told: every kind of notice of the house, its group (what people choose by) and what its sentence names. */

/** 我报的事 · 交我办的事 · 危及人身的急事. */
export const GROUPS = ['mine', 'work', 'danger'] as const
export type Group = (typeof GROUPS)[number]

export const KINDS = {
  // To whoever reported a case, and whoever follows it.
  'request-accepted': 'mine',
  'request-assigned': 'mine',
  'request-replied': 'mine',
  'request-asked': 'mine',
  'request-feedback': 'mine',
  'request-checked': 'mine',
  'request-check-failed': 'mine',
  'request-rejected': 'mine',
  'request-climbed': 'mine',
  'request-suspended': 'mine',
  'request-resumed': 'mine',
  'request-extended': 'mine',
  'request-merged': 'mine',
  'request-voided': 'mine',
  // To people at work.
  'work-assigned': 'work',
  'work-supporting': 'work',
  'work-answered': 'work',
  'work-urged': 'work',
  'work-reworked': 'work',
  'work-reopened': 'work',
  'work-climbed': 'work',
  'work-contested': 'work',
  'work-to-approve': 'work',
  'work-decided': 'work',
  'work-due-today': 'work',
  'danger-arrived': 'danger',
  'danger-climbed': 'danger',
} as const satisfies Readonly<Record<string, Group>>

export type NoticeKind = keyof typeof KINDS
export const NOTICE_KINDS = Object.keys(KINDS) as readonly NoticeKind[]

export const groupOf = (kind: NoticeKind): Group => KINDS[kind]
/** Breaks quiet hours, and waits for no digest. */
export const isUrgent = (kind: NoticeKind): boolean => groupOf(kind) === 'danger'

export const LEVELS = ['community', 'office', 'street', 'district', 'city'] as const

/** What a sentence may name: ids, numbers, instants and names of things. Never a person's name or words. */
export interface Said {
  /** 'HX-260318-02' */
  readonly number?: string | undefined
  /** What it is about, as the catalogue calls it: 路灯不亮 · Street light out. */
  readonly about?: { readonly zh: string; readonly en: string } | undefined
  /** Who has it; named when the notice is read. */
  readonly organisationId?: string | undefined
  /** Until when, or when: an instant. */
  readonly until?: string | undefined
  readonly level?: (typeof LEVELS)[number] | undefined
  /** The case that it went into. */
  readonly into?: string | undefined
  readonly count?: number | undefined
  /** Whether what was asked for was granted. */
  readonly granted?: boolean | undefined
}

export type Language = 'zh' | 'en'

/** What the texts are given: everything already in the reader's language. */
export interface Spoken {
  readonly number: string
  readonly about: string
  /** Empty when it is not known any more. */
  readonly organisation: string
  /** Null when there is no day to name. */
  readonly until: string | null
  readonly level: string
  readonly into: string
  readonly count: number
  readonly granted: boolean
}

export interface Sentence {
  /** Short: the line of a list, the subject of a mail. */
  readonly title: string
  readonly text: string
}
