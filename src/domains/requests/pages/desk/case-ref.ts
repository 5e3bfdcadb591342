/** A case is found by its community and its id. */
export interface CaseRef {
  readonly communityId: string
  readonly id: string
}
