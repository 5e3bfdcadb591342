/** The one time zone of the platform: all civil dates and working hours are read in it, on the server and in the pages. */
export const ZONE = 'Asia/Shanghai'
/** Its offset, the same at every moment: there has been no summer time since 1991. For moments that people type. */
export const OFFSET = '+08:00'
