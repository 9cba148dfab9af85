/** A point in fractions of the picture, from its top left corner. */
export type Point = readonly [number, number];
export type Polygon = readonly Point[];

export const LEAST = 3;

export const clamp = (v: number): number => Math.min(1, Math.max(0, v));

/** What the server is told: no more digits than a picture has pixels. */
const round = (v: number): number => Math.round(clamp(v) * 1e4) / 1e4;
export const rounded = (polygon: Polygon): [number, number][] => polygon.map(([x, y]) => [round(x), round(y)]);

export const movePoint = (polygon: Polygon, index: number, to: Point): Polygon =>
  polygon.map((p, i) => (i === index ? [clamp(to[0]), clamp(to[1])] : p));

/** Moves the whole, as far as the picture reaches. */
export function moveAll(polygon: Polygon, dx: number, dy: number): Polygon {
  const xs = polygon.map(p => p[0]),
    ys = polygon.map(p => p[1]);
  const x = Math.min(Math.max(dx, -Math.min(...xs)), 1 - Math.max(...xs));
  const y = Math.min(Math.max(dy, -Math.min(...ys)), 1 - Math.max(...ys));
  return polygon.map(p => [p[0] + x, p[1] + y]);
}

/** A new point in the middle of the edge that begins at a point. */
export function insertAfter(polygon: Polygon, index: number): Polygon {
  const a = polygon[index]!,
    b = polygon[(index + 1) % polygon.length]!;
  return [...polygon.slice(0, index + 1), [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2], ...polygon.slice(index + 1)];
}

/** Without a point; a triangle keeps its three. */
export const removePoint = (polygon: Polygon, index: number): Polygon =>
  polygon.length <= LEAST ? polygon : polygon.filter((_, i) => i !== index);

/** A rectangle in the middle to begin with, when drawing by hand is no way. */
export const rectangle = (): Polygon => [
  [0.35, 0.35],
  [0.65, 0.35],
  [0.65, 0.65],
  [0.35, 0.65],
];

/** Twice the area; its sign tells the direction. */
export const doubleArea = (polygon: Polygon): number =>
  polygon.reduce((sum, [x, y], i) => {
    const [u, v] = polygon[(i + 1) % polygon.length]!;
    return sum + x * v - u * y;
  }, 0);

/** What is wrong with it, for people; null when nothing is. */
export function faultOf(polygon: Polygon): string | null {
  if (polygon.length < LEAST) return 'An area needs at least three points.';
  if (Math.abs(doubleArea(polygon)) < 2e-4) return 'This area is too small to hold anything.';
  for (let i = 0; i < polygon.length; i++) {
    for (let j = i + 2; j < polygon.length; j++) {
      if (i === 0 && j === polygon.length - 1) continue; // neighbours share a point
      if (crosses(polygon[i]!, polygon[i + 1]!, polygon[j]!, polygon[(j + 1) % polygon.length]!)) return 'Two edges of this area cross.';
    }
  }
  return null;
}

const side = (a: Point, b: Point, c: Point): number => Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]));
const crosses = (a: Point, b: Point, c: Point, d: Point): boolean => side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
