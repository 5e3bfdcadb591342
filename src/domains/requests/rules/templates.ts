/** 常用语: for which words at work there are templates. */
export const TEMPLATE_VERBS = ['reply', 'note', 'return', 'feedback', 'check', 'reject', 'ask'] as const
export type TemplateVerb = (typeof TEMPLATE_VERBS)[number]

/** Of one organisation, or the city's own: more are no help in choosing. */
export const MOST_TEMPLATES = 200
/** Of one person. */
export const MOST_FILTERS = 20
/** A badge says 999+ beyond. */
export const MOST_COUNTED = 999
/** Given out at once. */
export const MOST_IN_BULK = 50
