const letters = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const plain = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2]
const codeWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

/** 430599 is assigned to no place: a code in it belongs to nobody. */
const inventedDivision = '430599'

const weighted = (text: string, alphabet: string, weights: readonly number[]): number =>
  weights.reduce((sum, weight, i) => sum + weight * alphabet.indexOf(text.charAt(i)), 0)

/** 统一社会信用代码 of the n-th invented firm, with both check characters (GB 11714-1997 inside, GB 32100-2015 around it). */
export function inventedCreditCode(n: number): string {
  const body = `MADM${n.toString().padStart(4, '0')}`
  const rest = 11 - (weighted(body, plain, organisationWeights) % 11)
  const inner = body + (rest === 10 ? 'X' : rest === 11 ? '0' : rest.toString())
  const head = `91${inventedDivision}${inner}`
  return head + letters.charAt((31 - (weighted(head, letters, codeWeights) % 31)) % 31)
}
