import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { anchored, stepOf, windowOf } from '../lib/window.ts';

const OVERSCAN = 6;

interface VirtualListProps<T> {
  items: readonly T[];
  idOf: (item: T) => string;
  rowHeight: number;
  label: string;
  row: (item: T) => ComponentChildren;
  /** Called when the end comes into view. */
  onEnd?: (() => void) | undefined;
  /** Below the last row. */
  foot?: ComponentChildren;
}

/**
 * A long list of rows of one height, of which only those in view are in the page. The arrow keys, Page, Home and End go from row to row.
 * What a reader looks at stays where it is when rows are put in above it.
 */
export function VirtualList<T>({ items, idOf, rowHeight, label, row, onEnd, foot }: VirtualListProps<T>) {
  const box = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ scrolled: 0, height: 800 });
  const before = useRef<readonly string[]>([]);
  const wanted = useRef<number | null>(null);
  const ids = useMemo(() => items.map(idOf), [items]);

  useLayoutEffect(() => {
    const scroller = box.current!;
    const measure = () => setView({ scrolled: scroller.scrollTop, height: scroller.clientHeight });
    const watch = new ResizeObserver(measure);
    watch.observe(scroller);
    scroller.addEventListener('scroll', measure, { passive: true });
    return () => {
      watch.disconnect();
      scroller.removeEventListener('scroll', measure);
    };
  }, []);

  useLayoutEffect(() => {
    const scroller = box.current!;
    const to = anchored(scroller.scrollTop, rowHeight, before.current, ids);
    if (to !== scroller.scrollTop) scroller.scrollTop = to;
    before.current = ids;
  }, [items]);

  const { first, end } = windowOf(view.scrolled, view.height, rowHeight, items.length, OVERSCAN);
  useEffect(() => {
    if (end >= items.length - OVERSCAN) onEnd?.();
  }, [end, items.length, onEnd]);

  useLayoutEffect(() => {
    if (wanted.current === null) return;
    const target = box.current!.querySelector<HTMLElement>(`[aria-posinset="${wanted.current + 1}"] a`);
    if (target) ((wanted.current = null), target.focus({ preventScroll: true }));
  });

  function onKeyDown(e: KeyboardEvent): void {
    const at = (e.target as HTMLElement).closest('[aria-posinset]')?.getAttribute('aria-posinset');
    const page = Math.max(1, Math.floor(view.height / rowHeight) - 1);
    const to = at ? stepOf(e.key, Number(at) - 1, items.length, page) : null;
    if (to === null || (e.target as HTMLElement).tagName === 'SELECT') return;
    e.preventDefault();
    const scroller = box.current!;
    if (to * rowHeight < scroller.scrollTop) scroller.scrollTop = to * rowHeight;
    else if ((to + 1) * rowHeight > scroller.scrollTop + view.height) scroller.scrollTop = (to + 1) * rowHeight - view.height;
    wanted.current = to;
    setView({ scrolled: scroller.scrollTop, height: scroller.clientHeight });
  }

  return (
    <div class="virtual" ref={box} onKeyDown={onKeyDown} role="region" aria-label={label} tabIndex={0}>
      <ul aria-label={label} style={{ height: `${items.length * rowHeight}px` }}>
        {items.slice(first, end).map((item, i) => (
          <li
            key={idOf(item)}
            aria-setsize={items.length}
            aria-posinset={first + i + 1}
            style={{ transform: `translateY(${(first + i) * rowHeight}px)`, height: `${rowHeight}px` }}
          >
            {row(item)}
          </li>
        ))}
      </ul>
      {foot}
    </div>
  );
}
