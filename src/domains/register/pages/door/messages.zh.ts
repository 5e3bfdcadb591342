/** The door on the home page, apart from the pages behind it: it is in everybody's first load. Source of the type for English. */
export const zh = {
  title: '我家',
  hint: '面积、业主、住的人',
}

export type DoorText = typeof zh
