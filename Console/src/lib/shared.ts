import { signal, type ReadonlySignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { isAbort } from '../api/problem.ts';
import { epoch } from '../app/connection.ts';

export interface SharedList<T> {
  items: ReadonlySignal<readonly T[] | undefined>;
  error: ReadonlySignal<unknown>;
  /** Asks now; for after a change. */
  refresh: () => void;
  /** Keeps it fresh while the component is there. */
  use: () => readonly T[] | undefined;
}

/** A list that several screens show: asked for once for all of them, and only while one of them is there. */
export function shared<T>(load: (signal: AbortSignal) => Promise<readonly T[]>, every: number): SharedList<T> {
  const items = signal<readonly T[] | undefined>(undefined);
  const error = signal<unknown>(null);
  let users = 0,
    timer = 0,
    asking: AbortController | null = null;
  async function ask(): Promise<void> {
    clearTimeout(timer);
    asking?.abort();
    const mine = (asking = new AbortController());
    if (!document.hidden) {
      try {
        items.value = await load(mine.signal);
        error.value = null;
      } catch (e) {
        if (!isAbort(e)) error.value = e;
      }
    }
    if (mine === asking && users > 0) timer = window.setTimeout(() => void ask(), every);
  }
  epoch.subscribe(n => {
    if (n > 0 && users > 0) void ask();
  });
  return {
    items,
    error,
    refresh: () => void ask(),
    use: () => {
      useEffect(() => {
        if (users++ === 0) void ask();
        return () => {
          if (--users > 0) return;
          clearTimeout(timer);
          asking?.abort();
        };
      }, []);
      return items.value;
    },
  };
}
