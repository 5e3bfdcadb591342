import type { Spoken } from './kinds.ts'
import type { NoticeWords } from './words.zh.ts'

const by = ({ organisation }: Spoken): string => (organisation === '' ? 'The office responsible' : organisation)
const cases = (count: number): string => (count === 1 ? '1 case is' : `${count} cases are`)

export const en: NoticeWords = {
  levels: { community: 'community', office: 'community office', street: 'street', district: 'district', city: 'city' },
  kinds: {
    'request-accepted': (v) => ({ title: `Somebody is taking care of “${v.about}”`, text: `${by(v)} has accepted it${v.until === null ? '' : `; it is to be done by ${v.until}`}.` }),
    'request-assigned': (v) => ({ title: `Somebody has been sent: “${v.about}”`, text: `${by(v)} has sent somebody. Open it to see who, and how far it is.` }),
    'request-replied': (v) => ({ title: `An answer about “${v.about}”`, text: `${by(v)} has answered you. Open it to read.` }),
    'request-asked': (v) => ({ title: `A question about “${v.about}”`, text: `${by(v)} has a question for you${v.until === null ? '' : `; please answer by ${v.until}`}.` }),
    'request-feedback': (v) => ({ title: `“${v.about}” is said to be done: please look`, text: `${by(v)} says it is done. Whether it is, you decide${v.until === null ? '' : `; please answer by ${v.until}`}.` }),
    'request-checked': (v) => ({ title: `“${v.about}” was checked and closed`, text: `Without your answer somebody else went to look. If it is not solved, you can reopen it${v.until === null ? '' : ` until ${v.until}`}.` }),
    'request-check-failed': (v) => ({ title: `“${v.about}” has to be done again`, text: 'Whoever checked it found that it is not done; it went back to work.' }),
    'request-rejected': (v) => ({ title: `“${v.about}” was not accepted`, text: `The reason stands inside. If you disagree, you can contest it${v.until === null ? '' : ` until ${v.until}`}; another person one level up decides.` }),
    'request-climbed': (v) => ({ title: `“${v.about}” has gone up to the ${v.level}`, text: `It was not done in time. The ${v.level} now sees to it, and whoever had it stays responsible.` }),
    'request-suspended': (v) => ({ title: `“${v.about}” is paused`, text: `The pause was approved${v.until === null ? '' : `; work goes on at ${v.until}`}. The reason stands inside.` }),
    'request-resumed': (v) => ({ title: `Work on “${v.about}” goes on`, text: `${by(v)} is at work again${v.until === null ? '' : `; it is to be done by ${v.until}`}.` }),
    'request-extended': (v) => ({ title: `“${v.about}” takes longer`, text: `More time was approved${v.until === null ? '' : `, until ${v.until}`}. The reason stands inside.` }),
    'request-merged': (v) => ({ title: `“${v.about}” is handled together with another`, text: `It is the same matter as ${v.into === '' ? 'another' : v.into}; you will be told how that goes on.` }),
    'request-voided': (v) => ({ title: `“${v.about}” was voided`, text: 'Two people agreed on it. The reason stands inside.' }),
    'work-assigned': (v) => ({ title: `Given to you: ${v.about}`, text: `${v.number}${v.until === null ? '' : `, due ${v.until}`}.` }),
    'work-supporting': (v) => ({ title: `Your support is asked for: ${v.about}`, text: `${v.number}, led by ${by(v)}.` }),
    'work-answered': (v) => ({ title: `The resident added something: ${v.about}`, text: `${v.number}: there are new words from the resident.` }),
    'work-urged': (v) => ({ title: `The resident presses: ${v.about}`, text: `${v.number}${v.until === null ? '' : `, due ${v.until}`}.` }),
    'work-reworked': (v) => ({ title: `Not solved, back to you: ${v.about}`, text: `${v.number}${v.until === null ? '' : `, due ${v.until}`}.` }),
    'work-reopened': (v) => ({ title: `Reopened by the resident: ${v.about}`, text: `${v.number}${v.until === null ? '' : `, due ${v.until}`}.` }),
    'work-climbed': (v) => ({ title: `Up to the ${v.level}: ${v.about}`, text: `${v.number} was not done in time below. Please see to it.` }),
    'work-contested': (v) => ({ title: `A rejection is contested: ${v.about}`, text: `${v.number}: another person at the ${v.level} decides.` }),
    'work-to-approve': (v) => ({ title: `Your approval is asked for: ${v.about}`, text: `${v.number}: a request waits for your decision${v.until === null ? '' : `, until ${v.until}`}.` }),
    'work-decided': (v) => ({ title: `${v.granted ? 'Approved' : 'Not approved'}: ${v.about}`, text: `What you asked for on ${v.number} was ${v.granted ? '' : 'not '}approved.` }),
    'work-due-today': (v) => ({ title: `${cases(v.count)} due today`, text: `${cases(v.count)} due today in your hands.` }),
    'danger-arrived': (v) => ({ title: `Urgent: ${v.about}`, text: `${v.number} may be a danger to people${v.until === null ? '' : `; accept it by ${v.until}`}.` }),
    'danger-climbed': (v) => ({ title: `Urgent, up to the ${v.level}: ${v.about}`, text: `${v.number} may be a danger to people and was not handled in time below. Please act now.` }),
  },
}
