import 'react'

declare module 'react' {
  interface CSSProperties {
    /** Custom properties may be set from components. */
    [variable: `--${string}`]: string | number | undefined
  }
}
