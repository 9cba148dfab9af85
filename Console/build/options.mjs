import { join } from 'node:path';

/** What esbuild makes of the sources; the same for a build and for watching. */
export const bundle = (root, out) => ({
  absWorkingDir: root,
  entryPoints: [join(root, 'src/main.tsx'), join(root, 'src/theme.ts'), join(root, 'src/icon.svg')],
  outdir: join(out, 'assets'),
  outbase: join(root, 'src'),
  entryNames: '[name]-[hash]',
  assetNames: '[name]-[hash]',
  loader: { '.svg': 'copy' },
  bundle: true,
  minify: true,
  format: 'iife',
  target: ['chrome123', 'firefox125', 'safari17.5'],
  jsx: 'automatic',
  jsxImportSource: 'preact',
  legalComments: 'eof',
  metafile: true,
  logLevel: 'warning',
});
