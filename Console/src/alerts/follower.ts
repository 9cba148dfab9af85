import type { AlertRow } from './row.ts';

export interface Connection {
  close: () => void;
}

export interface Ears {
  change: (row: AlertRow) => void;
  /** Connected, or not while the browser tries by itself. */
  up: (yes: boolean) => void;
  /** The server refused the stream: it has to be opened anew. */
  refused: () => void;
}

/** What a follower needs of the world. */
export interface World {
  /** The sequence number of the newest change that there is. */
  latest: () => Promise<number>;
  /** Opens the stream after a sequence number. */
  open: (after: number, ears: Ears) => Connection;
  later: (act: () => void, milliseconds: number) => void;
}

const AGAIN = 2000;

/**
 * Follows the changes of alerts without a gap, for as long as the page lives. A connection that breaks is mended by the browser, which
 * says by Last-Event-ID where it was; a stream that is refused (the server restarts, too many streams) is opened again after the last
 * change that came. When the newest change is older than that, the archive is another one: whoever keeps a list has to begin anew.
 */
export class Follower {
  /** The newest change that came, or was there when it began; null before. */
  last: number | null = null;
  private readonly listeners = new Set<(row: AlertRow) => void>();
  private readonly resets = new Set<() => void>();
  private connection: Connection | null = null;
  /** Grows with every start and stop: what an earlier run still waits for is for nobody. */
  private run = 0;

  constructor(
    private readonly world: World,
    private readonly state: (live: boolean) => void,
  ) {}

  start(): void {
    void this.connect(++this.run);
  }

  stop(): void {
    this.run++;
    this.connection?.close();
    this.connection = null;
  }

  /** Tells of every change, in order, each once; returns how to stop that. */
  listen(change: (row: AlertRow) => void, reset: () => void): () => void {
    this.listeners.add(change);
    this.resets.add(reset);
    return () => {
      this.listeners.delete(change);
      this.resets.delete(reset);
    };
  }

  private async connect(run: number): Promise<void> {
    let latest: number;
    try {
      latest = await this.world.latest();
    } catch {
      return this.retry(run); // the call itself has told the page that the server is away
    }
    if (run !== this.run) return;
    if (this.last === null || latest < this.last) {
      const other = this.last !== null;
      this.last = latest;
      if (other) this.resets.forEach(reset => reset());
    }
    this.connection = this.world.open(this.last, {
      change: row => this.take(row),
      up: yes => this.state(yes),
      refused: () => {
        this.connection?.close();
        this.retry(run);
      },
    });
  }

  private take(row: AlertRow): void {
    if (row.sequence <= this.last!) return; // told before
    this.last = row.sequence;
    this.listeners.forEach(listener => listener(row));
  }

  private retry(run: number): void {
    this.state(false);
    this.world.later(() => {
      if (run === this.run) void this.connect(run);
    }, AGAIN);
  }
}
