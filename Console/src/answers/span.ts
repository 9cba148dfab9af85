import type { Tube } from '../api/types.ts';
import { clipTime } from '../lib/time.ts';

/** Where a tube comes from, for people: the camera's id or the video's name. */
export const sourceOf = (t: Tube): string => t.camera ?? t.video?.split('/').at(-1) ?? 'unknown';

/** When, in milliseconds: of the day for cameras, of the clip for videos. */
export const spanOf = (t: Tube): { begin: number; end: number } =>
  t.beginAt && t.endAt ? { begin: Date.parse(t.beginAt), end: Date.parse(t.endAt) } : { begin: t.beginTime * 1000, end: t.endTime * 1000 };

export const ofClip = (t: Tube): boolean => !t.beginAt;

export const clipSpan = (t: Tube): string => `${clipTime(t.beginTime)} – ${clipTime(t.endTime)}`;

export const secondsOf = (t: Tube): number => Math.max(0, t.endTime - t.beginTime);

export const percent = (score: number): string => `${Math.round(score * 100)} %`;
