import { problems } from '../../platform/problem.ts'

export const noticeProblem = problems({
  // The operator has set up no mail server.
  'notices/no-mail': 501,
  'notices/too-many-codes': 429,
  'notices/wrong-code': 403,
  'notices/push-service-unknown': 422,
  'notices/too-many-browsers': 409,
})
