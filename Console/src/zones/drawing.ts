import type { Camera, CameraRequest } from '../api/types.ts';
import { faultOf, rounded, type Polygon } from './polygon.ts';

/** An area on the picture: a zone has a name, a mask is painted black. */
export interface Area {
  readonly key: number;
  readonly kind: 'zone' | 'mask';
  readonly name: string;
  readonly points: Polygon;
}

/** What is drawn on one picture, with everything that can be undone. */
export interface Drawing {
  readonly areas: readonly Area[];
  readonly past: readonly (readonly Area[])[];
  readonly next: number;
}

const MOST_UNDO = 100;

export const drawingOf = (camera: Camera): Drawing => {
  const zones = camera.zones.map(z => ({ kind: 'zone' as const, name: z.name, points: z.points as unknown as Polygon }));
  const masks = camera.masks.map(m => ({ kind: 'mask' as const, name: '', points: m as unknown as Polygon }));
  const areas = [...zones, ...masks].map((a, key) => ({ ...a, key }));
  return { areas, past: [], next: areas.length };
};

/** A step that can be undone; moving a point a little further is one with the steps before it. */
const step = (d: Drawing, areas: readonly Area[], joined: boolean): Drawing => ({
  areas,
  next: d.next,
  past: joined ? d.past : [...d.past.slice(-MOST_UNDO + 1), d.areas],
});

export function add(d: Drawing, kind: Area['kind'], points: Polygon): Drawing {
  const names = new Set(d.areas.map(a => a.name));
  let n = 1;
  while (names.has(`zone-${n}`)) n++;
  const area = { key: d.next, kind, name: kind === 'zone' ? `zone-${n}` : '', points };
  return { ...step(d, [...d.areas, area], false), next: d.next + 1 };
}

export const change = (d: Drawing, key: number, points: Polygon, joined = false): Drawing =>
  step(
    d,
    d.areas.map(a => (a.key === key ? { ...a, points } : a)),
    joined,
  );

export const rename = (d: Drawing, key: number, name: string, joined = true): Drawing =>
  step(
    d,
    d.areas.map(a => (a.key === key ? { ...a, name } : a)),
    joined,
  );

export const remove = (d: Drawing, key: number): Drawing =>
  step(
    d,
    d.areas.filter(a => a.key !== key),
    false,
  );

export const undo = (d: Drawing): Drawing => (d.past.length === 0 ? d : { ...d, areas: d.past.at(-1)!, past: d.past.slice(0, -1) });

/** What stands against saving, by area. */
export function faults(d: Drawing): Map<number, string> {
  const found = new Map<number, string>();
  const seen = new Set<string>();
  for (const area of d.areas) {
    const fault = faultOf(area.points) ?? (area.kind === 'zone' ? faultOfName(area.name.trim(), seen) : null);
    if (fault !== null) found.set(area.key, fault);
    seen.add(area.name.trim());
  }
  return found;
}

const faultOfName = (name: string, seen: Set<string>): string | null =>
  name === '' ? 'A zone needs a name.' : seen.has(name) ? 'Another zone has this name.' : null;

/** The camera as it is, with what is drawn: PUT replaces everything. */
export const requestOf = (camera: Camera, d: Drawing): CameraRequest => ({
  ...settingsOf(camera),
  zones: d.areas.filter(a => a.kind === 'zone').map(a => ({ name: a.name.trim(), points: rounded(a.points) })),
  masks: d.areas.filter(a => a.kind === 'mask').map(a => rounded(a.points)),
});

/** Everything of a camera that can be set. */
export const settingsOf = (c: Camera): CameraRequest => ({
  id: c.id,
  source: c.source,
  name: c.name,
  fps: c.fps ?? null,
  pace: c.pace,
  loop: c.loop,
  zones: c.zones,
  masks: c.masks,
  recording: c.recording,
});
