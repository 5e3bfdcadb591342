import { startShell } from '../start.tsx'
import { Desk } from './Desk.tsx'

startShell({ basename: '/desk', signInPath: '/desk/login', children: <Desk /> })
