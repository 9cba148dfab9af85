/** One who wants to see the newest picture of an address, again and again. */
interface Viewer {
  readonly url: string;
  readonly show: (picture: Blob | null, error: unknown) => void;
  /** When it may be asked again. */
  due: number;
  asking: AbortController | null;
}

export interface Surroundings {
  fetch: (url: string, signal: AbortSignal) => Promise<Blob | null>;
  now: () => number;
  later: (act: () => void, milliseconds: number) => void;
}

/**
 * Newest pictures for many tiles over few connections: a browser has six for a server, and streams need theirs. Whoever has waited longest
 * is next; nobody is asked more often than every `interval` milliseconds, after a failure every `pause`.
 */
export class PicturePool {
  private readonly viewers = new Set<Viewer>();
  private busy = 0;
  private woken = Infinity;
  private paused = false;

  constructor(
    private readonly world: Surroundings,
    private readonly size: number,
    private readonly interval: number,
    private readonly pause: number,
  ) {}

  /** Shows pictures until the returned function is called. A null picture: the same as before. */
  watch(url: string, show: Viewer['show']): () => void {
    const viewer: Viewer = { url, show, due: 0, asking: null };
    this.viewers.add(viewer);
    this.pump();
    return () => {
      this.viewers.delete(viewer);
      viewer.asking?.abort();
    };
  }

  /** A page that nobody sees asks for nothing. */
  hold(yes: boolean): void {
    this.paused = yes;
    if (!yes) this.pump();
  }

  private pump(): void {
    while (!this.paused && this.busy < this.size) {
      let next: Viewer | null = null;
      for (const v of this.viewers) if (!v.asking && (next === null || v.due < next.due)) next = v;
      if (next === null) return;
      const wait = next.due - this.world.now();
      if (wait > 0) return this.wake(wait);
      void this.ask(next);
    }
  }

  private wake(wait: number): void {
    const at = this.world.now() + wait;
    if (this.woken <= at) return;
    this.woken = at;
    this.world.later(() => {
      if (this.woken === at) this.woken = Infinity;
      this.pump();
    }, wait);
  }

  private async ask(viewer: Viewer): Promise<void> {
    this.busy++;
    const stop = (viewer.asking = new AbortController());
    const began = this.world.now();
    try {
      const picture = await this.world.fetch(viewer.url, stop.signal);
      viewer.due = began + this.interval;
      if (!stop.signal.aborted && picture) viewer.show(picture, null);
    } catch (error) {
      viewer.due = this.world.now() + this.pause;
      if (!stop.signal.aborted) viewer.show(null, error);
    } finally {
      viewer.asking = null;
      this.busy--;
      this.pump();
    }
  }
}
