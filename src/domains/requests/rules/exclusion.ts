/** 剔除: a case is taken out of a rate, on record and never by the measured unit alone. */

/** What a case can be taken out of: the three rates, and being on time. */
export const EXCLUDABLE = ['response', 'on-time', 'resolved', 'satisfied'] as const
export type Excludable = (typeof EXCLUDABLE)[number]
