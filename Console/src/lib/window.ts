/** Which rows of a long list are worth being in the page. */
export interface Window {
  readonly first: number;
  /** Exclusive. */
  readonly end: number;
}

/** Rows of one height. `overscan` rows more on both sides, so that scrolling finds them there. */
export function windowOf(scrolled: number, viewport: number, rowHeight: number, count: number, overscan: number): Window {
  const first = Math.max(0, Math.min(count, Math.floor(scrolled / rowHeight)) - overscan);
  const end = Math.min(count, Math.ceil((scrolled + viewport) / rowHeight) + overscan);
  return { first, end: Math.max(first, end) };
}

/** How many columns of at least `least` pixels fit, with gaps between them. */
export const columnsOf = (width: number, least: number, gap: number): number => Math.max(1, Math.floor((width + gap) / (least + gap)));

/**
 * Where to scroll so that what a reader looks at stays where it is, when rows were put in above it. At the top there is nothing to keep:
 * whoever is there wants to see what is new.
 */
export function anchored(scrolled: number, rowHeight: number, before: readonly string[], after: readonly string[]): number {
  if (scrolled < rowHeight / 2) return scrolled;
  const index = Math.floor(scrolled / rowHeight);
  const places = new Map(after.map((id, i) => [id, i]));
  // The row itself may be gone, or may have moved to the top; the one below it then tells as well.
  for (let i = index; i < Math.min(before.length, index + 20); i++) {
    const place = places.get(before[i]!);
    if (place !== undefined && place >= i) return scrolled + (place - i) * rowHeight;
  }
  return scrolled;
}

/** The row that a key leads to, or null where the key leads nowhere. */
export function stepOf(key: string, at: number, count: number, page: number): number | null {
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: count - 1 }[key];
  return to === undefined || count === 0 ? null : Math.max(0, Math.min(count - 1, to));
}
