import type { Marks } from './useMarks.ts';

/** Boxes of the objects that are in the picture, with their numbers. */
export function MarkOverlay({ marks }: { marks: Marks }) {
  const unit = marks.width / 100;
  return (
    <svg class="overlay marks" viewBox={`0 0 ${marks.width} ${marks.height}`} aria-hidden="true">
      {marks.objects.map(o => (
        <g key={o.id}>
          <rect x={o.x} y={o.y} width={o.width} height={o.height} vector-effect="non-scaling-stroke" />
          {o.mark !== null && <text x={o.x + o.width / 2} y={Math.max(o.y - unit * 0.6, unit * 2.2)} font-size={unit * 2.2}>{o.mark}</text>}
        </g>
      ))}
    </svg>
  );
}
