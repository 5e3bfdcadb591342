import { problems } from '../../platform/problem.ts'

export const registerProblem = problems({
  'register/outside-scope': 403,
})
