/** Words of the door to 代报 on the resident face. Source of the type for every other language. */
export const zh = {
  title: '代报一件事',
  help: '替邻居报，要本人同意；看到的公共部分也可以报。',
}

export type ForAnotherText = typeof zh
