import './Icon.css'

/** Line icons on a 24 × 24 grid, stroke only. An icon always stands beside a word. */
const paths = {
  back: 'M15 5l-7 7 7 7',
  go: 'M9 5l7 7-7 7',
  down: 'M6 9l6 6 6-6',
  up: 'M6 15l6-6 6 6',
  call: 'M5 3.5h4l1.8 4.6-2.3 1.7a12 12 0 0 0 5.7 5.7l1.7-2.3 4.6 1.8v4a1.8 1.8 0 0 1-2 1.8C10.5 20.2 3.8 13.5 3.2 5.5a1.8 1.8 0 0 1 1.8-2z',
  camera: 'M3 8h4l2-3h6l2 3h4v11H3zM15.6 13a3.6 3.6 0 1 1-7.2 0 3.6 3.6 0 0 1 7.2 0z',
  album: 'M3 5h18v14H3zM3 16l5-5 4 4 3-3 6 5M16.5 9.2v.1',
  microphone: 'M9 6a3 3 0 0 1 6 0v5a3 3 0 0 1-6 0zM5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3',
  place: 'M12 21s-6.5-6-6.5-11a6.5 6.5 0 0 1 13 0c0 5-6.5 11-6.5 11zM14.3 10a2.3 2.3 0 1 1-4.6 0 2.3 2.3 0 0 1 4.6 0z',
  speak: 'M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM15.5 9a4.2 4.2 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11',
  report: 'M4 4h16v12h-8.500L7 20v-4H4zM12 7v4M12 13.200v.1',
  pay: 'M5 3h14v18l-2.300-1.600L14.300 21 12 19.400 9.700 21l-2.400-1.600L5 21zM9 7.500l3 3.500 3-3.500M9 11.500h6M9 14h6M12 11v5',
  vote: 'M4 12h16v8H4zM8 15h8M8 12V4h8v8M10.200 7.300l1.500 1.500 2.500-2.800',
  disclose: 'M5 3h14v18H5zM8.500 17v-4M12 17V8M15.500 17v-6.500',
  service: 'M4 11l8-7 8 7v9H4zM12 17.500c-2-1.400-3-2.400-3-3.700a1.600 1.600 0 0 1 3-.7 1.600 1.600 0 0 1 3 .7c0 1.300-1 2.300-3 3.700z',
  home: 'M4 11l8-7 8 7v9h-5.500v-5.500h-5V20H4z',
  city: 'M4 4h16v16H4zM4 12h16M12 4v16M16 7.500v4.500M7.500 16h4.500',
  notice: 'M4 10v4l10 4V6zM14 9.500a2.600 2.600 0 0 1 0 5M6 15v4h3v-3',
  tick: 'M5 12.500l5 5 9.500-11',
  pen: 'M4 20l1-4.500L16 4.500l3.500 3.500L8.500 19z',
  offline: 'M2.500 9a14 14 0 0 1 19 0M6 12.800a9 9 0 0 1 12 0M9.300 16.300a4.300 4.300 0 0 1 5.400 0M12 19.800v.1M4 3l16 18',
  good: 'M21.300 12a9.300 9.300 0 1 1-18.600 0 9.300 9.300 0 0 1 18.600 0zM8 14c1.800 3 6.200 3 8 0M9 9.300v.6M15 9.300v.6',
  middling: 'M21.300 12a9.300 9.300 0 1 1-18.600 0 9.300 9.300 0 0 1 18.600 0zM8 15h8M9 9.300v.6M15 9.300v.6',
  bad: 'M21.300 12a9.300 9.300 0 1 1-18.600 0 9.300 9.300 0 0 1 18.600 0zM8 16.300c1.800-3 6.200-3 8 0M9 9.300v.6M15 9.300v.6',
  find: 'M16.500 10a6.500 6.500 0 1 1-13 0 6.500 6.500 0 0 1 13 0zM15 15l6 6',
  lock: 'M5 10.500h14V21H5zM8 10.500V7a4 4 0 0 1 8 0v3.500',
  message: 'M3 4h18v13h-9.500L7 21v-4H3z',
  cross: 'M5 5l14 14M19 5L5 19',
  plus: 'M12 4v16M4 12h16',
  list: 'M4 6h16M4 12h16M4 18h16',
  clock: 'M21.300 12a9.300 9.300 0 1 1-18.600 0 9.300 9.300 0 0 1 18.600 0zM12 6.500V12l4 3',
  rise: 'M12 21V4M5 11l7-7 7 7',
  person: 'M16 8a4 4 0 1 1-8 0 4 4 0 0 1 8 0zM4 21a8 8 0 0 1 16 0',
} as const

export type IconName = keyof typeof paths

export function Icon({ name, className = '' }: { readonly name: IconName; readonly className?: string }) {
  return (
    <svg className={`icon ${className}`} viewBox="0 0 24 24" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  )
}

/** The mark of the house: a walled ward with its four lanes. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 20 20" aria-hidden="true">
      <path d="M1 1h18v18H1z" />
      <path className="mark-filled" d="M3.500 3.500h5v5h-5zM11.500 11.500h5v5h-5z" />
      <path d="M1 10h18M10 1v18M14 3.500v5M3.500 14h5" />
    </svg>
  )
}
