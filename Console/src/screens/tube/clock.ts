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

/** The scores of what the clip shows: the curves may reach further. */
export function shownOf(curves: Curves): Curves {
  if (curves.clipBegin == null || curves.clipEnd == null) return curves;
  const begin = Math.max(curves.begin, Math.floor(curves.clipBegin)),
    end = Math.min(curves.end, Math.ceil(curves.clipEnd));
  if (begin > end) return curves;
  const part = curves.curves.map(c => ({ ...c, scores: c.scores.slice(begin - curves.begin, end - curves.begin + 1) }));
  return { ...curves, begin, end, curves: part };
}

/** When each score is, in seconds of the clip. */
export const timesOf = (curves: Curves, begin: number): number[] =>
  Array.from({ length: curves.end - curves.begin + 1 }, (_, i) => (curves.begin + i) / curves.fps - begin);
