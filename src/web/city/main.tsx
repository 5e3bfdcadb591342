import { Route, Routes } from 'react-router'
import { NotFound, startShell } from '../start.tsx'
import { pages } from './pages.ts'

startShell({
  basename: '/city',
  signInPath: null,
  children: (
    <Routes>
      {pages.flatMap((domain) => domain.routes).map(({ path, element: Page }) => <Route key={path} path={path} element={<Page />} />)}
      <Route path="*" element={<NotFound />} />
    </Routes>
  ),
})
