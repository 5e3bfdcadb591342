/** Every component in every state, and the mockups' screens built from them. For eyes and for axe; never shipped. */
import { Route, Routes } from 'react-router'
import { NotFound, startShell } from '../start.tsx'
import { Components } from './components.tsx'
import { QueueScreen, RegisterScreen } from './desk-screens.tsx'
import { DraftScreen } from './draft-screen.tsx'
import { CaseScreen, CityScreen, ConfirmScreen, EmptyScreen, HomeScreen, ProblemScreen, ReportScreen } from './resident-screens.tsx'

const [, face = 'resident'] = location.pathname.split('/')
document.documentElement.dataset['face'] = face

startShell({
  basename: '/',
  signInPath: '/login',
  children: (
    <Routes>
      <Route path="resident/home" element={<HomeScreen />} />
      <Route path="resident/report" element={<ReportScreen />} />
      <Route path="resident/case" element={<CaseScreen />} />
      <Route path="resident/confirm" element={<ConfirmScreen />} />
      <Route path="resident/problem" element={<ProblemScreen />} />
      <Route path="resident/empty" element={<EmptyScreen />} />
      <Route path="resident/components" element={<Components />} />
      <Route path="resident/draft" element={<DraftScreen />} />
      <Route path="desk/components" element={<Components />} />
      <Route path="desk/queue" element={<QueueScreen hasPane />} />
      <Route path="desk/list" element={<QueueScreen hasPane={false} />} />
      <Route path="desk/register" element={<RegisterScreen />} />
      <Route path="city/overview" element={<CityScreen />} />
      <Route path="*" element={<NotFound />} />
    </Routes>
  ),
})
