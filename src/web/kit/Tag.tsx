import type { ReactNode } from 'react'
import './Tag.css'

/** A framed word for the exception (紧急, 附议 2 户, 返工 1 次); the usual state is silent. */
export function Tag({ tone = 'quiet', children }: { readonly tone?: 'quiet' | 'late' | 'urgent' | 'due' | 'info' | 'good'; readonly children: ReactNode }) {
  return <span className={`tag tag-${tone}`}>{children}</span>
}
