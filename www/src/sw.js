// Keeps the files of one version of the page. The list and the version are filled in by the build.
const prefix = 'envgrade-';
const scope = new URL(self.registration.scope).pathname;
// Two copies of the page on one site must not clear each other's cache.
const mine = `${prefix}${scope}:`;
const cacheName = `${mine}__VERSION__`;
const files = [/* files */];

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches.open(cacheName).then((cache) => cache.addAll(files.map((f) => new Request(f, { cache: 'no-cache' })))),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((n) => n.startsWith(mine) && n !== cacheName).map((n) => caches.delete(n)))),
  );
});

self.addEventListener('message', (event) => {
  if (event.data === 'use') self.skipWaiting();
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin || !url.pathname.startsWith(scope)) return;
  const name = url.pathname.slice(scope.length) || 'index.html';
  if (!files.includes(name)) return;
  event.respondWith(
    caches
      .open(cacheName)
      .then((cache) => cache.match(new URL(name, self.registration.scope).href))
      .then((found) => found || fetch(request)),
  );
});
