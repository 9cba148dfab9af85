import type { Camera, CameraRequest } from '../api/types.ts';
import { settingsOf } from '../zones/drawing.ts';

/** A camera's source and settings as their form has them. */
export interface SourceForm {
  id: string;
  name: string;
  source: string;
  fps: string;
  pace: 'realtime' | 'fast';
  loop: boolean;
  recording: boolean;
}

export const blankSource = (): SourceForm => ({ id: '', name: '', source: '', fps: '', pace: 'realtime', loop: false, recording: true });

export const sourceOf = (c: Camera): SourceForm => ({
  id: c.id,
  name: c.name,
  source: c.source,
  fps: c.fps == null ? '' : String(c.fps),
  pace: c.pace,
  loop: c.loop,
  recording: c.recording,
});

/** "Main gate (north)" → "main-gate-north". */
export const idFrom = (name: string): string =>
  name
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9_]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 64) || 'camera';

/** A file: it may begin again when it ends, and be played fast. */
export const isFile = (source: string): boolean => source !== '' && !/^(rtsps?|https?):\/\//i.test(source) && !source.startsWith('/dev/');

export function sourceRequest(f: SourceForm, camera?: Camera): CameraRequest {
  const file = isFile(f.source.trim());
  return {
    ...(camera ? settingsOf(camera) : {}),
    id: camera?.id ?? (f.id.trim() || idFrom(f.name)),
    name: f.name.trim() || null,
    source: f.source.trim(),
    fps: f.fps.trim() === '' ? null : Number(f.fps),
    pace: file ? f.pace : null,
    loop: file && f.loop,
    recording: f.recording,
  };
}
