/** How an attempt to send ended. Of an error only its kind is kept: a server's own words can carry an address. */
export type Attempt =
  | { readonly state: 'sent' }
  | { readonly state: 'failed'; readonly error: string; /** There is no use in another attempt. */ readonly forGood: boolean }
  /** Not wanted any more: read, switched off, or its address gone. */
  | { readonly state: 'suppressed'; readonly error: string }

export const temporarily = (error: string): Attempt => ({ state: 'failed', error, forGood: false })
export const forGood = (error: string): Attempt => ({ state: 'failed', error, forGood: true })
export const unwanted = (error: 'read' | 'switched-off' | 'address-gone'): Attempt => ({ state: 'suppressed', error })
