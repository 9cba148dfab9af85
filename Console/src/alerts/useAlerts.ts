import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { call } from '../api/client.ts';
import { isAbort } from '../api/problem.ts';
import { epoch } from '../app/connection.ts';
import { AlertBook, type AlertFilter } from './book.ts';
import { follower } from './live.ts';
import { rowOf, type AlertRow } from './row.ts';

const PAGE = 200;
/** Rows kept in memory, each some hundred bytes. */
const MOST = 20_000;

export interface AlertList {
  rows: readonly AlertRow[];
  loading: boolean;
  error: unknown;
  complete: boolean;
  more: () => void;
  retry: () => void;
  amend: (id: string, change: (row: AlertRow) => AlertRow) => void;
}

/** The list that a filter asks for: pages as one scrolls down, changes as they happen. */
export function useAlerts(filter: AlertFilter): AlertList {
  const book = useMemo(() => new AlertBook(filter, MOST), [filter.camera, filter.query, filter.state]);
  const [, show] = useState(0);
  const [turn, setTurn] = useState(0);
  const pages = useRef(begin());
  const frame = useRef(0);
  const rows = useRef<readonly AlertRow[]>([]);
  const draw = useCallback(() => {
    // A burst of changes is drawn once.
    if (frame.current === 0)
      frame.current = requestAnimationFrame(() => ((frame.current = 0), (rows.current = [...book.rows]), show(n => n + 1)));
  }, [book]);

  const more = useCallback(() => {
    const state = pages.current;
    if (state.loading || state.complete || state.error !== null || book.trimmed) return;
    state.loading = true;
    const { signal } = state.stop;
    const query = {
      newest: true,
      boxes: false,
      cursor: state.cursor,
      limit: PAGE,
      camera: filter.camera,
      query: filter.query,
      state: filter.state,
    };
    call('get', '/api/alerts', { query, signal })
      .then(page => {
        book.merge(page.items.map(rowOf));
        state.cursor = page.next == null ? undefined : Number(page.next);
        state.complete = state.cursor === undefined;
      })
      .catch((error: unknown) => {
        if (!isAbort(error)) state.error = error;
      })
      .finally(() => {
        state.loading = false;
        if (!signal.aborted) draw();
      });
    draw();
  }, [book, draw]);

  useEffect(() => {
    const state = (pages.current = begin());
    rows.current = [...book.rows];
    more();
    const reset = () => {
      book.clear();
      setTurn(t => t + 1);
    };
    const stop = follower.listen(row => {
      if (book.apply(row)) draw();
    }, reset);
    return () => {
      stop();
      state.stop.abort();
      cancelAnimationFrame(frame.current);
      frame.current = 0;
    };
  }, [book, turn]);

  const generation = epoch.value;
  useEffect(() => {
    // The changes of the meantime come by themselves; what is missing is a page that could not be read.
    if (pages.current.error === null) return;
    pages.current.error = null;
    more();
  }, [generation]);

  const { loading, error, complete } = pages.current;
  return {
    rows: rows.current,
    loading,
    error,
    complete: complete || book.trimmed,
    more,
    retry: () => setTurn(t => t + 1),
    amend: (id, change) => (book.amend(id, change), draw()),
  };
}

const begin = () => ({
  cursor: undefined as number | undefined,
  complete: false,
  loading: false,
  error: null as unknown,
  stop: new AbortController(),
});
