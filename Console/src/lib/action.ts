import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { isAbort } from '../api/problem.ts';

export interface Action<A extends unknown[]> {
  run: (...args: A) => Promise<boolean>;
  busy: boolean;
  error: unknown;
  done: boolean;
  clear: () => void;
}

/** Something that a person asked for: one at a time, with what came of it. run() says whether it went well. */
export function useAction<A extends unknown[]>(act: (...args: A) => Promise<unknown>): Action<A> {
  const [state, setState] = useState<{ busy: boolean; error: unknown; done: boolean }>({ busy: false, error: null, done: false });
  const busy = useRef(false);
  const there = useRef(true);
  useEffect(() => {
    there.current = true;
    return () => void (there.current = false);
  }, []);
  const run = async (...args: A): Promise<boolean> => {
    if (busy.current) return false;
    busy.current = true;
    setState({ busy: true, error: null, done: false });
    try {
      await act(...args);
      if (there.current) setState({ busy: false, error: null, done: true });
      return true;
    } catch (error) {
      if (there.current) setState({ busy: false, error: isAbort(error) ? null : error, done: false });
      return false;
    } finally {
      busy.current = false;
    }
  };
  return { run, ...state, clear: useCallback(() => setState({ busy: false, error: null, done: false }), []) };
}
