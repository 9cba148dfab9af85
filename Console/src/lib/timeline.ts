/** A stretch of time with ticks at round moments. */
export interface Scale {
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly number[];
  readonly step: number;
}

const SECOND = 1000,
  MINUTE = 60 * SECOND,
  HOUR = 60 * MINUTE,
  DAY = 24 * HOUR;
const STEPS = [
  100,
  200,
  500,
  SECOND,
  2 * SECOND,
  5 * SECOND,
  10 * SECOND,
  15 * SECOND,
  30 * SECOND,
  MINUTE,
  2 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  2 * DAY,
  7 * DAY,
  14 * DAY,
  30 * DAY,
  90 * DAY,
  365 * DAY,
];

/**
 * A scale over [from, to] in milliseconds, with at most `most` ticks. `zone` is what to add to UTC for the viewer's clock, so that
 * midnight is midnight there.
 */
export function scaleOf(from: number, to: number, most: number, zone = 0): Scale {
  const length = Math.max(to - from, 1);
  const margin = Math.max(length * 0.02, 50);
  const [begin, end] = [from - margin, to + margin];
  const step = STEPS.find(s => (end - begin) / s <= most) ?? STEPS.at(-1)!;
  const ticks: number[] = [];
  for (let t = Math.ceil((begin + zone) / step) * step - zone; t <= end; t += step) ticks.push(t);
  return { from: begin, to: end, ticks, step };
}

/** Where a moment is, in [0, 1]. */
export const placeOf = (scale: Scale, at: number): number => Math.min(1, Math.max(0, (at - scale.from) / (scale.to - scale.from)));

export interface Span {
  readonly begin: number;
  readonly end: number;
}

/** Puts spans that overlap into rows of their own, as few as there can be; the row of each span. */
export function rowsOf(spans: readonly Span[]): number[] {
  const ends: number[] = [];
  const rows = new Array<number>(spans.length).fill(0);
  const order = spans.map((_, i) => i).sort((a, b) => spans[a]!.begin - spans[b]!.begin || a - b);
  for (const i of order) {
    let row = ends.findIndex(end => end < spans[i]!.begin);
    if (row < 0) row = ends.push(0) - 1;
    ends[row] = spans[i]!.end;
    rows[i] = row;
  }
  return rows;
}
