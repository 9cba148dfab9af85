// Serves dist/ as the server does, and hands everything else on to a running server.
// With 'npm run watch' beside it a reload shows a change.
//   node build/dev.mjs [http://127.0.0.1:8080] [5173]
import { createServer, request } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';

const [server = 'http://127.0.0.1:8080', port = '5173'] = process.argv.slice(2);
const target = new URL(server);
const dist = join(import.meta.dirname, '../dist');
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; connect-src 'self'; " +
  "font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

function pass(from, to) {
  // The server refuses what seems to come from another page.
  const headers = { ...from.headers, host: target.host };
  if (headers.origin) headers.origin = target.origin;
  const onward = request(target, { method: from.method, path: from.url, headers }, answer => {
    to.writeHead(answer.statusCode, answer.headers);
    answer.pipe(to);
  });
  onward.on('error', () => to.writableEnded || to.destroy());
  to.on('close', () => onward.destroy());
  from.pipe(onward);
}

createServer(async (from, to) => {
  const path = new URL(from.url, 'http://x').pathname;
  if (/^\/(api|health|metrics|openapi)(\/|$)/.test(path)) return pass(from, to);
  const file = path.startsWith('/assets/') ? normalize(path) : '/index.html';
  try {
    const content = await readFile(join(dist, file));
    to.writeHead(200, {
      'Content-Type': types[extname(file)] ?? 'application/octet-stream',
      'Content-Security-Policy': policy,
      'Cache-Control': 'no-store',
    });
    to.end(content);
  } catch {
    to.writeHead(404).end();
  }
}).listen(Number(port), '127.0.0.1', () => console.log(`http://127.0.0.1:${port} for ${server}`));
