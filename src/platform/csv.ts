/** Reads CSV as RFC 4180 has it: fields between commas, in quotes where they hold commas, quotes or line ends. */

export interface CsvRecord {
  /** Where it begins, counted from 1. */
  readonly line: number
  /** Null: from here on the file is no CSV. */
  readonly fields: readonly string[] | null
}

const FIELD = /(?:"([^"]*(?:""[^"]*)*)"|([^",\r\n]*))(,|\r?\n|$)/y

/** Record by record; empty lines are left out. Ends with the first one that cannot be read. */
export function* readCsv(csv: string): Generator<CsvRecord> {
  const text = csv.replace(/^\uFEFF/, '')
  let at = 0
  let line = 1
  while (at < text.length) {
    const begins = line
    const fields: string[] = []
    for (let end = ','; end === ','; ) {
      FIELD.lastIndex = at
      const match = FIELD.exec(text)
      if (!match) {
        yield { line: begins, fields: null }
        return
      }
      const [whole, quoted, plain = '', separator = ''] = match
      fields.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
      at += whole.length
      for (const letter of whole) if (letter === '\n') line += 1
      end = separator
    }
    if (fields.length > 1 || fields[0] !== '') yield { line: begins, fields }
  }
}
