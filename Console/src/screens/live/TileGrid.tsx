import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Camera } from '../../api/types.ts';
import { columnsOf, windowOf } from '../../lib/window.ts';
import { Tile } from './Tile.tsx';

const GAP = 12,
  LINE = 40,
  OVERSCAN = 1;
/** Widths that pictures are asked for in, so that a resized window does not ask for a new size with every pixel. */
const WIDTHS = [320, 480, 640, 960, 1280];

/** The wall: as many columns as fit; only tiles in view are there, and only they ask for pictures. */
export function TileGrid({ cameras, least }: { cameras: readonly Camera[]; least: number }) {
  const box = useRef<HTMLUListElement>(null);
  const [view, setView] = useState({ width: 1000, scrolled: 0, height: 800 });
  useLayoutEffect(() => {
    const grid = box.current!,
      scroller = document.getElementById('main')!;
    const measure = () =>
      setView({
        width: grid.clientWidth,
        scrolled: Math.max(0, scroller.getBoundingClientRect().top - grid.getBoundingClientRect().top),
        height: scroller.clientHeight,
      });
    const watch = new ResizeObserver(measure);
    watch.observe(grid);
    watch.observe(scroller);
    scroller.addEventListener('scroll', measure, { passive: true });
    return () => {
      watch.disconnect();
      scroller.removeEventListener('scroll', measure);
    };
  }, []);

  const columns = columnsOf(view.width, Math.min(least, view.width), GAP);
  const width = (view.width - (columns - 1) * GAP) / columns;
  const height = Math.round((width * 9) / 16) + LINE;
  const rows = Math.ceil(cameras.length / columns);
  const { first, end } = windowOf(view.scrolled, view.height, height + GAP, rows, OVERSCAN);
  const asked = WIDTHS.find(w => w >= width * Math.min(devicePixelRatio, 2)) ?? WIDTHS.at(-1)!;
  return (
    <ul class="tiles" ref={box} style={{ height: `${Math.max(0, rows * (height + GAP) - GAP)}px` }}>
      {cameras.slice(first * columns, end * columns).map((camera, i) => {
        const at = first * columns + i;
        const place = `translate(${(at % columns) * (width + GAP)}px, ${Math.floor(at / columns) * (height + GAP)}px)`;
        return (
          <li
            key={camera.id}
            aria-setsize={cameras.length}
            aria-posinset={at + 1}
            style={{ transform: place, width: `${width}px`, height: `${height}px` }}
          >
            <Tile camera={camera} width={asked} />
          </li>
        );
      })}
    </ul>
  );
}
