// Bundles test/*.test.ts for Node and runs them with its own test runner.
import { build } from 'esbuild';
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const tests = (await readdir(join(root, 'test'))).filter(f => f.endsWith('.test.ts')).map(f => join(root, 'test', f));
// Inside the project, so that Node finds its packages.
const out = await mkdtemp(join(root, 'node_modules/.test-'));
let status = 1;
try {
  await build({
    entryPoints: tests,
    outdir: out,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    outExtension: { '.js': '.mjs' },
  });
  status = await new Promise(done =>
    spawn(process.execPath, ['--test', `${out}/`], { stdio: 'inherit' }).on('exit', code => done(code ?? 1)),
  );
} finally {
  await rm(out, { recursive: true, force: true });
}
process.exitCode = status;
