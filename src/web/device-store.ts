/** The one IndexedDB of this device: what is written and not yet sent, and what was read last. */
let database: Promise<IDBDatabase> | null = null

const STORES = ['drafts', 'read'] as const
type Store = (typeof STORES)[number]

function open(): Promise<IDBDatabase> {
  database ??= new Promise((resolve, reject) => {
    const request = indexedDB.open('lifang', 2)
    request.addEventListener('upgradeneeded', () => {
      for (const name of STORES) if (!request.result.objectStoreNames.contains(name)) request.result.createObjectStore(name, { keyPath: 'id' })
    })
    request.addEventListener('success', () => {
      // An older page of ours must not keep a newer one from opening it.
      request.result.addEventListener('versionchange', () => request.result.close())
      resolve(request.result)
    })
    request.addEventListener('error', () => reject(request.error ?? new Error('the store of this device cannot be opened')))
  })
  return database
}

async function run<Result>(name: Store, mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<Result>): Promise<Result> {
  const transaction = (await open()).transaction(name, mode)
  const request = act(transaction.objectStore(name))
  return new Promise((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve(request.result))
    transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('was not kept on this device')))
  })
}

const storeOf = (name: Store) => ({
  all: (): Promise<unknown[]> => run(name, 'readonly', (store) => store.getAll()),
  put: <Value extends { readonly id: string }>(value: Value): Promise<unknown> => run(name, 'readwrite', (store) => store.put(value)),
  remove: (id: string): Promise<unknown> => run(name, 'readwrite', (store) => store.delete(id)),
  clear: (): Promise<unknown> => run(name, 'readwrite', (store) => store.clear()),
})

export const writtenHere = storeOf('drafts')
export const keptReadings = storeOf('read')
