/** The built demo page without a service behind it: stories bring their own answers. */
import { createReadStream, existsSync, statSync } from 'node:fs';
import { type Server, createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

const folder = join(__dirname, '..', '..', 'api', 'dist', 'pages');
const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

export interface Pages {
  readonly origin: string;
  close(): Promise<void>;
}

/** Serves the page at every address that is no file; nobody is signed in. */
export const servePages = async (): Promise<Pages> => {
  const server: Server = createServer((request, response) => {
    const path = normalize(decodeURIComponent((request.url ?? '/').split('?')[0] ?? '/'));
    const isPage = request.method === 'GET' && !/^\/(api|demo|login_refresh|csrf)/.test(path);
    if (!isPage) {
      response.writeHead(path === '/login_refresh' ? 401 : 404, { 'content-type': 'application/json' }).end('{}');
      return;
    }
    const file = join(folder, path);
    const found = path !== '/' && existsSync(file) && statSync(file).isFile() ? file : join(folder, 'index.html');
    response.writeHead(200, {
      'content-type': TYPES[extname(found)] ?? 'application/octet-stream',
      // their names change with what is in them
      ...(path.startsWith('/assets/') ? { 'cache-control': 'max-age=86400' } : {}),
    });
    createReadStream(found).pipe(response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    origin: `http://localhost:${address.port}`,
    close: () => new Promise((closed) => server.close(() => closed())),
  };
};
