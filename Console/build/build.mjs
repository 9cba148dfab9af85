// Bundles the console into dist/: index.html and assets/NAME-HASH.EXT, each with a .br and a .gz beside it.
// Fails when the first load is heavier than the budget. Writes to dist.new/ first, so that dist/ is never half a build.
import { context, build } from 'esbuild';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { bundle } from './options.mjs';
import { compress } from './compress.mjs';

const BUDGET = 250_000; // bytes of the first load, Brotli
const root = join(import.meta.dirname, '..');
const out = join(root, 'dist.new');

async function page(outputs) {
  const name = (stem, ext) => {
    const path = Object.keys(outputs).find(o => new RegExp(`/${stem}-[A-Z0-9]+\\.${ext}$`).test(o));
    if (!path) throw new Error(`the bundle has no ${stem}.${ext}`);
    return `/assets/${basename(path)}`;
  };
  const html = (await readFile(join(root, 'src/index.html'), 'utf8'))
    .replace('{{theme}}', name('theme', 'js'))
    .replace('{{script}}', name('main', 'js'))
    .replace('{{style}}', name('main', 'css'))
    .replace('{{icon}}', name('icon', 'svg'));
  await writeFile(join(out, 'index.html'), html);
}

async function finish(result) {
  await page(result.metafile.outputs);
  const files = [...Object.keys(result.metafile.outputs).map(o => join(root, o)), join(out, 'index.html')];
  const sizes = await Promise.all(files.map(compress));
  const total = sizes.reduce((sum, s) => sum + s.br, 0);
  for (const s of sizes) console.log(`${basename(s.file).padEnd(24)} ${String(s.raw).padStart(8)} ${String(s.br).padStart(8)} br`);
  console.log(`first load ${total} bytes of ${BUDGET}`);
  if (total > BUDGET)
    throw new Error(`the first load is ${total - BUDGET} bytes over its budget: look at what was added with 'npx esbuild --analyze'`);
  await rm(join(root, 'dist'), { recursive: true, force: true });
  await rename(out, join(root, 'dist'));
}

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
if (process.argv.includes('--watch')) {
  const again = {
    name: 'again',
    setup: b =>
      b.onEnd(async result => {
        if (result.errors.length > 0) return;
        await finish(result);
        await mkdir(out, { recursive: true });
      }),
  };
  await (await context({ ...bundle(root, out), minify: false, sourcemap: 'inline', plugins: [again] })).watch();
} else {
  await finish(await build(bundle(root, out)));
}
