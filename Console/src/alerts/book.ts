import type { AlertRow } from './row.ts';

export interface AlertFilter {
  readonly camera?: string | undefined;
  readonly query?: string | undefined;
  readonly state?: 'open' | 'closed' | undefined;
}

export const matches = (row: AlertRow, filter: AlertFilter): boolean =>
  (!filter.camera || row.camera === filter.camera) &&
  (!filter.query || row.queryId === filter.query) &&
  (!filter.state || row.open === (filter.state === 'open'));

/**
 * Alerts as they stand, newest change first, one row each. Rows come from pages and from the stream in any order and any number of times:
 * of two rows of one alert the later change stays. Holds at most `limit` rows and then lets the oldest go; pages bring them back.
 */
export class AlertBook {
  private readonly known = new Map<string, AlertRow>();
  private sorted: AlertRow[] = [];

  constructor(
    private readonly filter: AlertFilter,
    private readonly limit: number,
  ) {}

  /** Whether rows at the end were let go. */
  trimmed = false;

  /** Newest change first. */
  get rows(): readonly AlertRow[] {
    return this.sorted;
  }

  /** A change as it happens. True when the list looks different. */
  apply(row: AlertRow): boolean {
    const old = this.known.get(row.id);
    if (old && newer(old, row) <= 0) return false;
    const shown = matches(row, this.filter);
    if (old && matches(old, this.filter)) this.sorted.splice(this.placeOf(old), 1);
    else if (!shown && !old) {
      // Also what is not shown is remembered: a page that is still on its way may hold an earlier state of it, which would be.
      this.known.set(row.id, row);
      return false;
    }
    this.known.set(row.id, row);
    if (shown) this.sorted.splice(this.placeOf(row), 0, row);
    this.trim();
    return true;
  }

  /** A page, in whatever order. */
  merge(rows: readonly AlertRow[]): void {
    for (const row of rows) {
      const old = this.known.get(row.id);
      if (!old || newer(old, row) > 0) this.known.set(row.id, row);
    }
    this.sorted = [...this.known.values()].filter(r => matches(r, this.filter)).sort((a, b) => b.sequence - a.sequence);
    this.trim();
  }

  /** What a person did to a row that stays the same change: acknowledging is none. */
  amend(id: string, amend: (row: AlertRow) => AlertRow): void {
    const old = this.known.get(id);
    if (!old) return;
    const row = amend(old);
    this.known.set(id, row);
    if (matches(old, this.filter)) this.sorted[this.placeOf(old)] = row;
  }

  clear(): void {
    this.known.clear();
    this.sorted = [];
    this.trimmed = false;
  }

  /** Where the sequence number is or would be. */
  private placeOf(row: AlertRow): number {
    let low = 0,
      high = this.sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.sorted[middle]!.sequence > row.sequence) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private trim(): void {
    while (this.sorted.length > this.limit) {
      this.known.delete(this.sorted.pop()!.id);
      this.trimmed = true;
    }
    // Hidden rows are only kept against pages on their way: some hundred suffice.
    if (this.known.size > this.sorted.length + 1000) (this.known.clear(), this.sorted.forEach(r => this.known.set(r.id, r)));
  }
}

/** Above 0 when b is news; the same change acknowledged later is, too. */
const newer = (a: AlertRow, b: AlertRow): number =>
  b.sequence - a.sequence || Number(b.acknowledgedAt !== null) - Number(a.acknowledgedAt !== null);
