import { problems } from '../../platform/problem.ts'

export const accessProblem = problems({
  // Nobody sends codes: the operator has to configure a sender.
  'access/no-sender': 501,
  'access/too-many-codes': 429,
  'access/wrong-code': 403,
  'access/wrong-password': 403,
  'access/locked': 429,
  'access/no-role': 403,
  'access/second-factor-needed': 403,
  'access/second-factor-known': 409,
  'access/sign-in-again': 403,
  'access/password-needed': 403,
  'access/weak-password': 422,
  'access/unknown-role': 422,
  'access/wrong-place': 422,
  'access/unknown-action': 422,
  'access/reserved-action': 409,
  'access/indispensable-action': 409,
  'access/disjoint-roles': 409,
  'access/not-yourself': 403,
  'access/no-such-person': 404,
  'access/several-persons': 409,
})
