import { SYSTEM, type By, type Case, type CaseEvent, type DeadlineClass, type Outcome, type System } from '../../src/domains/requests/rules/case.ts'
import * as approvals from '../../src/domains/requests/rules/approvals.ts'
import { climb, rungAbove } from '../../src/domains/requests/rules/climb.ts'
import * as cycle from '../../src/domains/requests/rules/cycle.ts'
import { DEFAULT_RULES } from '../../src/domains/requests/rules/default-rules.ts'
import * as refusing from '../../src/domains/requests/rules/refusing.ts'
import type { Category } from '../../src/domains/requests/rules/submit.ts'
import { supportDone } from '../../src/domains/requests/rules/units.ts'
import { day_ms, hour_ms, minute_ms } from './calendar.ts'
import type { Lead } from './duties.ts'
import type { CityPlan } from './plan.ts'
import type { Random } from './random.ts'
import { calendar } from './reference.ts'
import { replies } from './request-texts.ts'
import type { RequestFacts } from './types.ts'

/** How a company works: factors on how often it is late and how often its work does not hold. 1 on average. */
export interface Habits {
  readonly lateness: number
  readonly sloppiness: number
}

/** Who and what a case is about. */
export interface Cast {
  readonly city: CityPlan
  readonly lead: Lead
  readonly resident: By
  readonly category: Category
  readonly habits: Habits
}

/** How late the late ones are, on average. */
const meanLateness_ms: Readonly<Record<DeadlineClass, number>> = {
  URGENT: 1.5 * hour_ms, FAST: 16 * day_ms, QUESTION: 8 * day_ms, NORMAL: 40 * day_ms, COMPLEX: 45 * day_ms,
}

/** The course of a case through the domain's own rules, until the moment at which the city is shown. */
export class Course {
  readonly #city: CityPlan
  readonly #lead: Lead
  readonly #resident: By
  readonly #category: Category
  readonly #habits: Habits
  readonly #random: Random
  readonly #handler: By
  #case: Case
  #events: readonly CaseEvent[]
  #over = false

  constructor(cast: Cast, reported: Case, events: readonly CaseEvent[], random: Random) {
    this.#city = cast.city
    this.#lead = cast.lead
    this.#resident = cast.resident
    this.#category = cast.category
    this.#habits = cast.habits
    this.#random = random
    this.#handler = random.pick(cast.lead.handlers)
    this.#case = reported
    this.#events = events
  }

  result(): RequestFacts {
    this.#climbUntil(this.#city.until_ms)
    return { case: this.#case, events: this.#events }
  }

  /** `done` is what may be said about the work. */
  run(done: readonly string[]): void {
    const random = this.#random
    const { invented, desk, handlers } = this.#lead
    const urgent = this.#case.deadlineClass === 'URGENT'
    const unfit = urgent || random.chance(0.98) ? undefined : handlers.find((h) => h !== this.#handler)
    let at = this.#accepting(this.#case.reportedAt.epochMilliseconds)
    if (invented && !urgent && random.chance(0.006)) return this.#rejected(at, done)
    this.#step(at, desk, (before, moment) => cycle.accept(before, unfit ?? this.#handler, moment))
    if (unfit) at = this.#returned(at, unfit)
    at += random.between(2, urgent ? 8 : 90) * minute_ms
    this.#step(at, this.#handler, (before, moment) => cycle.sign(before, moment))
    if (invented && !urgent && random.chance(0.012)) at = this.#paused(at)
    if (!invented) at = this.#helped(at)
    const { contactDue_ms, due_ms } = this.#planned(at)
    const late = invented && random.chance(0.042 * this.#habits.lateness)
    const finished_ms = late ? this.#waking(due_ms + this.#lateness()) : this.#finishing(at, due_ms)
    const contacted_ms = at + Math.max(0, Math.min(finished_ms, contactDue_ms) - at) * random.between(0.1, 0.7)
    if (random.chance(0.6)) this.#step(contacted_ms, this.#handler, (before, moment) => cycle.reply(before, random.pick(replies.contact), moment))
    this.#feedback(finished_ms, done)
    this.#settled(finished_ms, invented ? 0.12 * this.#habits.sloppiness : 0, done)
  }

  /** What people work towards: the deadlines, or, where these await the calendar of a year, the week that they are used to. */
  #planned(at_ms: number): { contactDue_ms: number; due_ms: number } {
    const { contactDueAt, dueAt } = this.#case
    return { contactDue_ms: contactDueAt?.epochMilliseconds ?? at_ms + day_ms, due_ms: dueAt?.epochMilliseconds ?? at_ms + 7 * day_ms }
  }

  /** What cannot wait is taken by whoever is on duty, day and night; the rest when the desk is open, every day from eight to six. */
  #accepting(reported_ms: number): number {
    const random = this.#random
    switch (this.#case.deadlineClass) {
      case 'URGENT':
        return reported_ms + random.between(1, 14) * minute_ms
      case 'FAST':
      case 'QUESTION':
        return reported_ms + Math.min(105, 4 + random.exponential(22)) * minute_ms
      case 'NORMAL':
      case 'COMPLEX':
        return this.#open(reported_ms, 8, 18) + Math.min(100, 4 + random.exponential(40)) * minute_ms
    }
  }

  /** The first to whom it was given hands it back with a reason. */
  #returned(dispatched_ms: number, first: By): number {
    const random = this.#random
    const returned_ms = dispatched_ms + random.between(5, 60) * minute_ms
    this.#step(returned_ms, first, (before, moment) => cycle.giveBack(before, random.pick(replies.returned), null, moment))
    const again_ms = returned_ms + random.between(2, 30) * minute_ms
    this.#step(again_ms, this.#lead.desk, (before, moment) => cycle.dispatch(before, this.#handler, { text: random.pick(replies.dispatch) }, moment))
    return again_ms
  }

  /** Work ends within the deadline, by day if the deadline leaves room. */
  #finishing(started_ms: number, due_ms: number): number {
    const random = this.#random
    const share = 0.24 + 0.72 * random.float()
    const planned = started_ms + (due_ms - started_ms) * share
    const byDay = this.#waking(planned)
    return byDay < due_ms - 5 * minute_ms ? byDay : planned
  }

  #lateness(): number {
    const mean = meanLateness_ms[this.#case.deadlineClass]
    return Math.min(mean * 4, 10 * minute_ms + this.#random.exponential(mean))
  }

  /** The resident confirms, says that it is not solved, or does not answer; then another than the handler looks after three days. */
  #settled(finished_ms: number, failing: number, done: readonly string[]): void {
    const random = this.#random
    if (random.chance(0.26)) return this.#checked(finished_ms)
    if (random.chance(failing)) {
      const failed_ms = this.#waking(finished_ms + random.between(0.3, 12) * hour_ms)
      this.#answer(failed_ms, false, null, random.pick(replies.failed))
      const again_ms = this.#waking(failed_ms + random.between(1, 20) * hour_ms)
      this.#feedback(again_ms, random.chance(0.5) ? replies.rework : done)
      if (random.chance(0.85)) return this.#checked(again_ms)
      const mood = random.chance(0.4) ? 'fair' : 'bad'
      return this.#answer(this.#answering(again_ms), true, mood, random.pick(replies[mood]))
    }
    const answered_ms = this.#answering(finished_ms)
    const mood = this.#lead.invented && random.chance(0.006) ? (random.chance(0.6) ? 'fair' : 'bad') : 'good'
    this.#answer(answered_ms, true, mood, mood === 'good' ? random.pick([...replies.passed, '', '']) : random.pick(replies[mood]))
    if (this.#lead.invented && random.chance(0.022)) this.#reopened(answered_ms, done)
  }

  #reopened(closed_ms: number, done: readonly string[]): void {
    const random = this.#random
    const again_ms = this.#waking(closed_ms + Math.min(6 * day_ms, day_ms * (0.5 + random.exponential(2))))
    this.#step(again_ms, this.#resident, (before, moment) => cycle.reopen(before, random.pick(replies.reopened), moment))
    const finished_ms = again_ms + random.between(0.4, 0.9) * (this.#planned(again_ms).due_ms - again_ms)
    this.#feedback(finished_ms, random.chance(0.5) ? replies.rework : done)
    this.#answer(this.#answering(finished_ms), true, 'good', random.pick(replies.passed))
  }

  /** Residents answer within the three days that they have. */
  #answering(finished_ms: number): number {
    return Math.min(this.#waking(finished_ms + (0.3 + this.#random.exponential(38)) * hour_ms), finished_ms + 71.5 * hour_ms)
  }

  #feedback(at_ms: number, said: readonly string[], by: By = this.#handler): void {
    const evidence = { photos: this.#category.photoOnFeedback ? 1 : 0, photoNeeded: this.#category.photoOnFeedback }
    this.#step(at_ms, by, (before, moment) => cycle.feedback(before, this.#random.pick(said), evidence, moment))
  }

  #answer(at_ms: number, resolved: boolean, satisfaction: 'good' | 'fair' | 'bad' | null, text: string): void {
    this.#step(at_ms, this.#resident, (before, moment) => cycle.confirm(before, { resolved, satisfaction, text }, moment))
  }

  #checked(finished_ms: number): void {
    const at_ms = this.#open(finished_ms + 72 * hour_ms, 8, 18) + this.#random.between(5, 240) * minute_ms
    this.#step(at_ms, this.#lead.checker, (before, moment) => cycle.check(before, { passed: true, text: this.#random.pick(replies.checked) }, moment))
  }

  /** 不受理: most are taken as they are; some go to the office, which takes them in or says no for good. */
  #rejected(at_ms: number, done: readonly string[]): void {
    const random = this.#random
    const { desk, checker } = this.#lead
    this.#step(at_ms, desk, (before, moment) => refusing.reject(before, random.pick(replies.rejected), moment))
    if (random.chance(0.55)) return
    const contested_ms = this.#waking(at_ms + random.between(3, 90) * hour_ms)
    this.#step(contested_ms, this.#resident, (before, moment) => refusing.contest(before, random.pick(replies.contested), moment))
    const decided_ms = this.#accepting(contested_ms)
    if (random.chance(0.4)) return this.#step(decided_ms, checker, (before, moment) => refusing.reject(before, random.pick(replies.rejectedAgain), moment))
    this.#step(decided_ms, checker, (before, moment) => cycle.accept(before, { personId: checker.personId, title: checker.title }, moment))
    const signed_ms = decided_ms + random.between(2, 60) * minute_ms
    this.#step(signed_ms, checker, (before, moment) => cycle.sign(before, moment))
    const finished_ms = this.#finishing(signed_ms, this.#planned(signed_ms).due_ms)
    this.#feedback(finished_ms, done, checker)
    this.#answer(this.#answering(finished_ms), true, 'good', random.pick(replies.passed))
  }

  /** 延期、挂起: the office above agrees; after a rest the work goes on at the day that was named. */
  #paused(signed_ms: number): number {
    const random = this.#random
    const { checker } = this.#lead
    const { due_ms } = this.#planned(signed_ms)
    const asked_ms = signed_ms + (due_ms - signed_ms) * random.between(0.1, 0.3)
    const approved_ms = asked_ms + (due_ms - asked_ms) * random.between(0.05, 0.2)
    const until = (days: number, from_ms: number) => Temporal.Instant.fromEpochMilliseconds(Math.round(from_ms + days * day_ms))
    if (random.chance(0.5)) {
      const later = until(random.between(2, 10), due_ms)
      this.#step(asked_ms, this.#handler, (before, moment) => approvals.askExtension(before, later, random.pick(replies.extension), moment))
      this.#step(approved_ms, checker, (before, moment) => approvals.approve(before, '', moment))
      return approved_ms
    }
    const resumeAt = until(random.between(3, 14), approved_ms)
    this.#step(asked_ms, this.#handler, (before, moment) => approvals.askSuspension(before, resumeAt, random.pick(replies.suspension), moment))
    this.#step(approved_ms, checker, (before, moment) => approvals.approve(before, '', moment))
    this.#step(resumeAt.epochMilliseconds, SYSTEM, (before, moment) => approvals.resume(before, moment))
    return resumeAt.epochMilliseconds
  }

  /** 协办: an office asks the property company of an invented community to lend a hand. */
  #helped(signed_ms: number): number {
    const random = this.#random
    const { helper } = this.#lead
    if (helper?.organisationId == null || !this.#lead.inventedCommunity || this.#category.responsibleKind !== 'department' || !random.chance(0.02)) return signed_ms
    const supportingIds = [helper.organisationId]
    const called_ms = signed_ms + random.between(1, 10) * minute_ms
    this.#step(called_ms, this.#lead.desk, (before, moment) => cycle.dispatch(before, { personId: this.#handler.personId, title: this.#handler.title }, { text: random.pick(replies.support), supportingIds }, moment))
    const { due_ms } = this.#planned(called_ms)
    const helped_ms = called_ms + (due_ms - called_ms) * random.between(0.02, 0.2)
    this.#step(helped_ms, helper, (before, moment) => supportDone(before, random.pick(replies.supported), moment))
    return helped_ms
  }

  /** What nobody did in time has climbed at its moment, level by level. */
  #climbUntil(at_ms: number): void {
    for (;;) {
      const { climbAt, level } = this.#case
      const above = rungAbove(this.#lead.ladder, level)
      if (climbAt === null || climbAt.epochMilliseconds > Math.min(at_ms, this.#city.until_ms) || above === null) return
      this.#take(climb(this.#case, { by: SYSTEM, rules: DEFAULT_RULES, calendar, now: climbAt, above }))
    }
  }

  /** One command at its time; what would come later than the moment shown has not happened. */
  #step(at_ms: number, by: By | System, decide: (before: Case, moment: cycle.Moment) => Outcome): void {
    if (at_ms > this.#city.until_ms) this.#over = true
    if (this.#over) return
    const now = Temporal.Instant.fromEpochMilliseconds(Math.round(at_ms))
    this.#climbUntil(now.epochMilliseconds)
    // Only people are given to verbs of people.
    const moment = { by: by as By, rules: DEFAULT_RULES, calendar, now, above: rungAbove(this.#lead.ladder, this.#case.level) }
    this.#take(decide(this.#case, moment))
  }

  #take(outcome: Outcome): void {
    if (!outcome.ok) throw new Error(`a demo case was refused: ${outcome.refusal}`)
    this.#case = outcome.value.after
    this.#events = [...this.#events, ...outcome.value.events]
  }

  /** The same moment if it is between two hours of the day, else when that time next begins, a little later for each. */
  #open(at_ms: number, from: number, to: number): number {
    const hour = ((((at_ms - this.#city.midnight_ms) % day_ms) + day_ms) % day_ms) / hour_ms
    return hour >= from && hour < to ? at_ms : at_ms + ((from - hour + 24) % 24) * hour_ms + this.#random.between(0, 40) * minute_ms
  }

  #waking(at_ms: number): number {
    return this.#open(at_ms, 7.5, 21.5)
  }
}
