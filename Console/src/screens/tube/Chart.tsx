import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { painted } from '../../app/theme.ts';
import { clipTime } from '../../lib/time.ts';

export interface Curve {
  name: string;
  scores: readonly (number | null)[];
  colour: string;
  dash: number[];
}

interface ChartProps {
  times: readonly number[];
  curves: readonly Curve[];
  /** The tube itself, in seconds of the clip. */
  span: readonly [number, number];
  /** Where the film is, in seconds. */
  at: number;
  onSeek: (seconds: number) => void;
}

const HEIGHT = 220;
const token = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
/** Tokens of two colours are resolved by the browser only on an element. */
function colour(name: string): string {
  const probe = document.createElement('i');
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found || token(name);
}

/** Scores over time, drawn on a canvas; a line goes with the film, a click takes the film there. */
export function Chart({ times, curves, span, at, onSeek }: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const now = useRef({ at, onSeek });
  now.current = { at, onSeek };
  const theme = painted.value;

  useEffect(() => {
    const host = place.current!;
    const text = colour('--faint'),
      grid = colour('--line'),
      line = colour('--text'),
      band = colour('--band');
    const axis = { stroke: text, grid: { stroke: grid, width: 1 }, ticks: { show: false }, font: '12px system-ui, sans-serif' };
    const made = new uPlot(
      {
        width: host.clientWidth,
        height: HEIGHT,
        legend: { show: false },
        cursor: { drag: { x: false, y: false }, points: { show: false } },
        scales: { x: { time: false, range: [times[0] ?? 0, times.at(-1) ?? 1] }, y: { range: [0, 1.02] } },
        axes: [
          { ...axis, values: (_, values) => values.map(clipTime), space: 60, size: 32 },
          { ...axis, values: (_, values) => values.map(v => `${Math.round(v * 100)} %`), size: 48, incrs: [0.25, 0.5] },
        ],
        series: [
          {},
          ...curves.map(c => ({
            label: c.name,
            stroke: colour(c.colour),
            width: 2,
            dash: c.dash,
            points: { show: false },
            spanGaps: false,
          })),
        ],
        hooks: {
          drawClear: [
            u => {
              u.ctx.fillStyle = band;
              const [a, b] = [u.valToPos(span[0], 'x', true), u.valToPos(span[1], 'x', true)];
              u.ctx.fillRect(a, u.bbox.top, Math.max(1, b - a), u.bbox.height);
            },
          ],
          draw: [
            u => {
              const x = Math.round(u.valToPos(now.current.at, 'x', true));
              if (x < u.bbox.left || x > u.bbox.left + u.bbox.width) return;
              u.ctx.fillStyle = line;
              u.ctx.fillRect(x, u.bbox.top, 2, u.bbox.height);
            },
          ],
        },
      },
      [[...times], ...curves.map(c => [...c.scores])] as uPlot.AlignedData,
      host,
    );
    plot.current = made;
    const click = (e: MouseEvent) => now.current.onSeek(made.posToVal(e.clientX - made.over.getBoundingClientRect().left, 'x'));
    made.over.addEventListener('click', click);
    const watch = new ResizeObserver(() => made.setSize({ width: host.clientWidth, height: HEIGHT }));
    watch.observe(host);
    return () => {
      watch.disconnect();
      made.destroy();
    };
  }, [times, curves, span[0], span[1], theme]);

  useEffect(() => plot.current?.redraw(false, false), [at]);
  return <div class="chart" ref={place} aria-hidden="true" />;
}
