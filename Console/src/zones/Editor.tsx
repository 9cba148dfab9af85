import { useRef, useState } from 'preact/hooks';
import { change, type Area, type Drawing } from './drawing.ts';
import { insertAfter, moveAll, movePoint, removePoint, type Point } from './polygon.ts';

interface EditorProps {
  drawing: Drawing;
  onChange: (d: Drawing) => void;
  selected: number | null;
  onSelect: (key: number | null) => void;
  /** What is being drawn with the mouse, point by point; null: nothing. */
  drawn: readonly Point[] | null;
  onDraw: (points: readonly Point[], closed: boolean) => void;
}

interface Drag {
  key: number;
  index: number | null;
  from: Point;
  points: readonly Point[];
  moved: boolean;
}

/** Near enough to the first point to close the area. */
const CLOSE = 0.025;
const STEP = 0.01,
  FINE = 0.002;

/** Areas on the picture, moved with the mouse, a finger or the keys. Everything it does is also in the list beside it. */
export function Editor({ drawing, onChange, selected, onSelect, drawn, onDraw }: EditorProps) {
  const svg = useRef<SVGSVGElement>(null);
  const [drag, setDrag] = useState<Drag | null>(null);

  const at = (e: PointerEvent): Point => {
    const box = svg.current!.getBoundingClientRect();
    return [(e.clientX - box.left) / box.width, (e.clientY - box.top) / box.height];
  };

  function grab(e: PointerEvent, area: Area, index: number | null): void {
    if (drawn !== null || e.button !== 0) return;
    e.stopPropagation();
    svg.current!.setPointerCapture(e.pointerId);
    onSelect(area.key);
    setDrag({ key: area.key, index, from: at(e), points: area.points, moved: false });
  }

  function move(e: PointerEvent): void {
    if (!drag) return;
    const to = at(e);
    const points =
      drag.index === null ? moveAll(drag.points, to[0] - drag.from[0], to[1] - drag.from[1]) : movePoint(drag.points, drag.index, to);
    onChange(change(drawing, drag.key, points, drag.moved));
    if (!drag.moved) setDrag({ ...drag, moved: true });
  }

  function place(e: PointerEvent): void {
    if (drawn === null) return onSelect(null);
    const to = at(e),
      first = drawn[0];
    const closing = first !== undefined && drawn.length >= 3 && Math.hypot(to[0] - first[0], to[1] - first[1]) < CLOSE;
    onDraw(closing ? drawn : [...drawn, to], closing);
  }

  function key(e: KeyboardEvent, area: Area, index: number): void {
    const size = e.shiftKey ? FINE : STEP;
    const by = ({ ArrowLeft: [-size, 0], ArrowRight: [size, 0], ArrowUp: [0, -size], ArrowDown: [0, size] } as Record<string, Point>)[
      e.key
    ];
    const point = area.points[index]!;
    if (by) onChange(change(drawing, area.key, movePoint(area.points, index, [point[0] + by[0], point[1] + by[1]]), e.repeat));
    else if (e.key === 'Delete' || e.key === 'Backspace') onChange(change(drawing, area.key, removePoint(area.points, index)));
    else if (e.key === 'Enter' || e.key === '+') onChange(change(drawing, area.key, insertAfter(area.points, index)));
    else return;
    e.preventDefault();
  }

  return (
    <svg
      ref={svg}
      class={drawn === null ? 'overlay editor' : 'overlay editor drawing'}
      role="group"
      aria-label="Areas on the picture"
      onPointerDown={place}
      onPointerMove={move}
      onPointerUp={() => setDrag(null)}
      onPointerCancel={() => setDrag(null)}
    >
      {drawing.areas.map(area => (
        <AreaShape
          key={area.key}
          area={area}
          selected={area.key === selected}
          onGrab={(e, i) => grab(e, area, i)}
          onKey={(e, i) => key(e, area, i)}
        />
      ))}
      {drawn !== null &&
        drawn.map((p, i) => {
          const next = drawn[i + 1];
          return (
            <g key={i} class="sketch">
              {next && <line {...ends(p, next)} />}
              <circle cx={percent(p[0])} cy={percent(p[1])} r={i === 0 && drawn.length >= 3 ? 9 : 5} />
            </g>
          );
        })}
    </svg>
  );
}

interface ShapeProps {
  area: Area;
  selected: boolean;
  onGrab: (e: PointerEvent, index: number | null) => void;
  onKey: (e: KeyboardEvent, index: number) => void;
}

function AreaShape({ area, selected, onGrab, onKey }: ShapeProps) {
  const name = area.kind === 'zone' ? area.name || 'zone without a name' : 'mask';
  return (
    <g>
      {/* Percentages of the picture are no coordinates of a polygon: a nested picture of 100 by 100 that stretches is. */}
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" width="100%" height="100%">
        <polygon
          class={`area ${area.kind}${selected ? ' selected' : ''}`}
          points={area.points.map(([x, y]) => `${x * 100},${y * 100}`).join(' ')}
          vector-effect="non-scaling-stroke"
          onPointerDown={e => onGrab(e, null)}
        />
      </svg>
      {selected &&
        area.points.map(([x, y], i) => (
          <circle
            key={i}
            class="handle"
            cx={percent(x)}
            cy={percent(y)}
            r="8"
            tabindex={0}
            role="button"
            aria-label={`Point ${i + 1} of ${name}: ${Math.round(x * 100)} % from the left, ${Math.round(y * 100)} % from the top`}
            onPointerDown={e => onGrab(e, i)}
            onKeyDown={e => onKey(e, i)}
          />
        ))}
    </g>
  );
}

const percent = (v: number) => `${v * 100}%`;
const ends = (a: Point, b: Point) => ({ x1: percent(a[0]), y1: percent(a[1]), x2: percent(b[0]), y2: percent(b[1]) });
