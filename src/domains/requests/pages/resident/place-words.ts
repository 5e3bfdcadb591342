import { useText } from '../../../../web/i18n.ts'
import { messages } from './messages.ts'
import { kindOf } from './report-draft.ts'
import type { ReportValue } from './report-draft.ts'

/** 观音新村 7栋2单元 三楼拐角; null while it is not known where the person lives. */
export function usePlaceWords(): (value: Pick<ReportValue, 'origin' | 'kind' | 'detail'>) => string | null {
  const t = useText(messages).report
  return (value) => {
    const { origin } = value
    if (origin === null) return null
    const { home, community } = origin
    const kind = kindOf(value)
    const where =
      home === null || kind === 'community'
        ? t.whereCommunity({ community: [community, origin.part].filter(Boolean).join(' ') })
        : kind === 'building'
          ? t.whereBuilding({ community, ...home })
          : kind === 'unit'
            ? t.whereUnit({ community, ...home })
            : t.whereHome({ community, ...home })
    return value.detail.trim() === '' ? where : t.whereDetail({ where, detail: value.detail.trim() })
  }
}
