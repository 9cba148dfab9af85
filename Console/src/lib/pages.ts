import { useEffect, useRef, useState } from 'preact/hooks';
import { isAbort } from '../api/problem.ts';
import { epoch } from '../app/connection.ts';

interface Page<T> {
  items: readonly T[];
  next?: string | null;
}

export interface Pages<T> {
  items: readonly T[];
  loading: boolean;
  error: unknown;
  /** Null when that was all. */
  more: (() => void) | null;
  reload: () => void;
}

/** A list that is read further on request. */
export function usePages<T>(
  load: (cursor: string | undefined, signal: AbortSignal) => Promise<Page<T>>,
  deps: readonly unknown[],
): Pages<T> {
  const [state, setState] = useState<{ items: readonly T[]; next: string | null; loading: boolean; error: unknown }>({
    items: [],
    next: null,
    loading: true,
    error: null,
  });
  const [turn, setTurn] = useState(0);
  const stop = useRef<AbortController | null>(null);
  const generation = epoch.value;
  async function read(cursor: string | undefined): Promise<void> {
    const { signal } = (stop.current = new AbortController());
    setState(s => ({ ...s, loading: true, error: null }));
    try {
      const page = await load(cursor, signal);
      if (!signal.aborted)
        setState(s => ({
          items: cursor === undefined ? page.items : [...s.items, ...page.items],
          next: page.next ?? null,
          loading: false,
          error: null,
        }));
    } catch (error) {
      if (!signal.aborted && !isAbort(error)) setState(s => ({ ...s, loading: false, error }));
    }
  }
  useEffect(() => {
    void read(undefined);
    return () => stop.current?.abort();
  }, [...deps, turn, generation]);
  const { items, next, loading, error } = state;
  return { items, loading, error, more: next === null || loading ? null : () => void read(next), reload: () => setTurn(t => t + 1) };
}
