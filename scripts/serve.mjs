// A static server for localhost, with the headers that a plain host would send.
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
  '.csv': 'text/csv',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
};

/** Serves `folder` below `prefix`; takes the first free port from `port` on, or any with 0. */
export function serve(folder, { port = 4173, prefix = '/' } = {}) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    const inside = path.startsWith(prefix) ? normalize(path.slice(prefix.length)) : undefined;
    let file = inside === undefined ? undefined : join(folder, inside);
    if (file && existsSync(file) && statSync(file).isDirectory()) file = join(file, 'index.html');
    if (!file || !(file + sep).startsWith(folder + sep) || !existsSync(file)) {
      response.writeHead(404, { 'Content-Type': 'text/plain' }).end('not found');
      return;
    }
    response.writeHead(200, {
      'Content-Type': types[extname(file)] || 'application/octet-stream',
      'Content-Length': statSync(file).size,
      'Cache-Control': 'no-cache',
      'X-Content-Type-Options': 'nosniff',
    });
    createReadStream(file).pipe(response);
  });
  return new Promise((resolve, reject) => {
    let left = 20;
    server.on('error', (error) => {
      if (error.code === 'EADDRINUSE' && port && left--) server.listen(++port, '127.0.0.1');
      else reject(error);
    });
    server.on('listening', () =>
      resolve({ address: `http://localhost:${server.address().port}${prefix}`, close: () => server.close() }),
    );
    server.listen(port, '127.0.0.1');
  });
}
