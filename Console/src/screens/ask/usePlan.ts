import { useEffect, useState } from 'preact/hooks';
import { call } from '../../api/client.ts';
import { isAbort } from '../../api/problem.ts';
import type { Plan } from '../../api/types.ts';

export interface Understanding {
  plan: Plan | null;
  error: unknown;
  /** Whether the plan is of an earlier text. */
  stale: boolean;
}

const PAUSE = 200;

/** How the server understands a text, asked while it is typed: after a pause, and only for the newest text. */
export function usePlan(text: string): Understanding {
  const [state, setState] = useState<Understanding>({ plan: null, error: null, stale: false });
  const wanted = text.trim();
  useEffect(() => {
    if (wanted === '') {
      setState({ plan: null, error: null, stale: false });
      return;
    }
    setState(s => ({ ...s, stale: true }));
    const stop = new AbortController();
    const timer = setTimeout(() => {
      call('post', '/api/plan', { body: { text: wanted }, signal: stop.signal }).then(
        plan => setState({ plan, error: null, stale: false }),
        (error: unknown) => {
          if (!isAbort(error)) setState({ plan: null, error, stale: false });
        },
      );
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [wanted]);
  return state;
}
