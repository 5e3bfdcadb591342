import type { ForAnotherText } from './messages.zh.ts'

export const en: ForAnotherText = {
  title: 'Report for another',
  help: 'For a neighbour who agreed, or what you saw in the common parts.',
}
