import type { Area } from '../../zones/drawing.ts';

const pathOf = (area: Area) => area.points.map(([x, y]) => `${x * 100},${y * 100}`).join(' ');

/** Zones and masks over a picture, to look at. Names are set beside the first point, where the picture's shape does not stretch them. */
export function AreaOverlay({ areas }: { areas: readonly Area[] }) {
  return (
    <div class="overlay" aria-hidden="true">
      <svg viewBox="0 0 100 100" preserveAspectRatio="none">
        {areas.map(a => (
          <polygon key={a.key} class={`area ${a.kind}`} points={pathOf(a)} vector-effect="non-scaling-stroke" />
        ))}
      </svg>
      {areas
        .filter(a => a.kind === 'zone')
        .map(a => (
          <span key={a.key} class="area-name" style={{ left: `${a.points[0]![0] * 100}%`, top: `${a.points[0]![1] * 100}%` }}>
            {a.name}
          </span>
        ))}
    </div>
  );
}
