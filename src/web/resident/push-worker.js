/* Shows what is pushed, and opens what is tapped. Nothing else: no caching, no other request passes through here. */
self.addEventListener('push', (event) => {
  const { title, body, path, tag } = event.data.json()
  event.waitUntil(self.registration.showNotification(title, { body, tag, data: { path } }))
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const address = new URL(event.notification.data.path, self.location.origin)
  // Never to a foreign place, whatever a message says.
  if (address.origin === self.location.origin) event.waitUntil(self.clients.openWindow(address.href))
})

self.addEventListener('install', () => self.skipWaiting())
