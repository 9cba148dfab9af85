import type { Camera } from '../../api/types.ts';
import type { Tone } from '../../ui/Badge.tsx';

const TONES: Record<Camera['state'], Tone> = { running: 'good', connecting: 'busy', ended: 'plain', failed: 'bad' };
const WORDS: Record<Camera['state'], string> = { running: 'Running', connecting: 'Connecting', ended: 'Ended', failed: 'Failed' };

/** Seconds from which on a delay is worth a word. */
export const LATE = 3;

export const toneOf = (camera: Camera): Tone => (camera.state === 'running' && camera.delay > LATE ? 'warn' : TONES[camera.state]);

export const wordOf = (camera: Camera): string =>
  camera.state === 'running' && camera.delay > LATE ? `${camera.delay.toFixed(0)} s late` : WORDS[camera.state];

export const objectsOf = (camera: Camera): string => (camera.liveTubelets === 1 ? '1 object' : `${camera.liveTubelets} objects`);
