import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { isAbort } from '../api/problem.ts';
import { epoch } from '../app/connection.ts';

export interface Loaded<T> {
  /** The newest answer; kept while the next one is on its way, and when that fails. */
  data: T | undefined;
  error: unknown;
  loading: boolean;
  reload: () => void;
}

interface Timing {
  /** Milliseconds between the end of one answer and the next question; a hidden page asks nothing. */
  every?: number;
}

/** Loads when the screen comes, when deps change, when the server is back, and every so often. Null: nothing to load now. */
export function useLoad<T>(load: ((signal: AbortSignal) => Promise<T>) | null, deps: readonly unknown[], timing: Timing = {}): Loaded<T> {
  const [state, setState] = useState<{ data: T | undefined; error: unknown; loading: boolean }>({
    data: undefined,
    error: null,
    loading: load !== null,
  });
  const [turn, setTurn] = useState(0);
  const known = useRef<readonly unknown[]>(deps);
  const generation = epoch.value;
  useEffect(() => {
    const other = known.current.some((d, i) => d !== deps[i]);
    known.current = deps;
    // Another thing is asked for: the old answer is about something else.
    setState(s => ({ data: other ? undefined : s.data, error: null, loading: load !== null }));
    if (load === null) return;
    const stop = new AbortController();
    let timer = 0;
    const again = () => {
      if (timing.every === undefined) return;
      timer = window.setTimeout(() => (document.hidden ? again() : void ask()), timing.every);
    };
    const ask = async () => {
      try {
        const data = await load(stop.signal);
        if (!stop.signal.aborted) setState({ data, error: null, loading: false });
      } catch (error) {
        if (!stop.signal.aborted && !isAbort(error)) setState(s => ({ data: s.data, error, loading: false }));
      }
      if (!stop.signal.aborted) again();
    };
    void ask();
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [...deps, turn, generation]);
  return { ...state, reload: useCallback(() => setTurn(t => t + 1), []) };
}
