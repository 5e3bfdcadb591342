/** The one time zone of the platform: all civil dates and working hours are read in it, on the server and in the pages. */
export const ZONE = 'Asia/Shanghai'
