import type { Tube } from '../../api/types.ts';

/** Saves an answer as the server gave it. */
export function saveJson(tube: Tube): void {
  const url = URL.createObjectURL(new Blob([JSON.stringify(tube, null, 2)], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${tube.id}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000); // the download has begun by then
}
