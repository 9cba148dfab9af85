import type { LiveObjects } from '../../api/types.ts';

/** Boxes of the objects that are in the picture, with their numbers. */
export function MarkOverlay({ marks }: { marks: LiveObjects }) {
  if (!marks.size) return null;
  const unit = marks.size.width / 100;
  return (
    <svg class="overlay marks" viewBox={`0 0 ${marks.size.width} ${marks.size.height}`} aria-hidden="true">
      {marks.objects.map(o => (
        <g key={o.id}>
          <rect x={o.x} y={o.y} width={o.width} height={o.height} vector-effect="non-scaling-stroke" />
          <text x={o.x + o.width / 2} y={Math.max(o.y - unit * 0.6, unit * 2.2)} font-size={unit * 2.2}>
            {o.id}
          </text>
        </g>
      ))}
    </svg>
  );
}
