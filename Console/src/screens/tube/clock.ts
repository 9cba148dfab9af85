import type { Curves, Tube } from '../../api/types.ts';

/** What clip.mp4 shows before and after the tube, in seconds, where the recording reaches that far. */
const MARGIN = 1;

/** Seconds of the tube's clock at which the clip begins; the tube itself begins at tube.beginTime. */
export function clipBegin(tube: Tube, curves: Curves | undefined): number {
  if (curves?.clipBegin != null) return curves.clipBegin / curves.fps;
  const begin = tube.begin / tube.fps;
  // A video file begins at 0; a recording nearly always reaches back a second further than what is asked of it.
  return tube.video ? Math.max(0, begin - MARGIN) : begin - MARGIN;
}

/** The curves' points in seconds of the clip, one row of scores per curve. */
export function pointsOf(curves: Curves, begin: number): { times: number[]; step: number } {
  const step = curves.curves[0]?.step ?? 1;
  const length = Math.max(curves.overall.length, ...curves.curves.map(c => c.scores.length), 0);
  return { times: Array.from({ length }, (_, i) => (curves.begin + i * step) / curves.fps - begin), step };
}
