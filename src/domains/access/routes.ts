import { bindRoutes, type Bound } from '../../platform/routes.ts'
import type { Services } from '../../platform/services.ts'
import { accessContract } from './contract.ts'
import { bindAdministration } from './routes/administration.ts'
import { bindDemo } from './routes/demo.ts'
import { bindLogin } from './routes/login.ts'
import { bindMe } from './routes/me.ts'
import { bindSecondFactor } from './routes/second-factor.ts'
import { loginOf } from './sign-in.ts'

export const accessRoutes = (services: Services): readonly Bound[] => {
  const login = loginOf(services)
  return bindRoutes(accessContract, (on) => {
    bindLogin(on, login)
    bindSecondFactor(on, login)
    bindDemo(on, login)
    bindMe(on, login)
    bindAdministration(on, login)
  })
}
