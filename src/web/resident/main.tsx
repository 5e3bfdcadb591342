import { Route, Routes } from 'react-router'
import { NotFound, startShell } from '../start.tsx'
import { Home } from './Home.tsx'
import { pages } from './pages.ts'

startShell({
  basename: '/',
  signInPath: '/login',
  children: (
    <Routes>
      <Route index element={<Home />} />
      {pages.flatMap((domain) => domain.routes).map(({ path, element: Page }) => <Route key={path} path={path} element={<Page />} />)}
      <Route path="*" element={<NotFound />} />
    </Routes>
  ),
})
