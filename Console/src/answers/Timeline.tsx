import { useMemo } from 'preact/hooks';
import { address } from '../api/client.ts';
import { nameOf } from '../api/lists.ts';
import type { Tube } from '../api/types.ts';
import { clipTime, fullTime, tickTime, zoneOffset } from '../lib/time.ts';
import { placeOf, rowsOf, scaleOf } from '../lib/timeline.ts';
import { ofClip, percent, sourceOf, spanOf } from './span.ts';

const ROW = 14;

interface TimelineProps {
  tubes: readonly Tube[];
  marked: string | null;
  onMark: (id: string | null) => void;
}

/** When each camera saw an answer; what overlaps stands in rows. */
export function Timeline({ tubes, marked, onMark }: TimelineProps) {
  const { scale, lanes, clip } = useMemo(() => {
    const spans = tubes.map(spanOf);
    const clip = tubes.every(ofClip);
    const from = Math.min(...spans.map(s => s.begin)),
      to = Math.max(...spans.map(s => s.end));
    const sources = [...new Set(tubes.map(sourceOf))].sort();
    const lanes = sources.map(source => {
      const mine = tubes.map((tube, i) => ({ tube, span: spans[i]! })).filter(x => sourceOf(x.tube) === source);
      const rows = rowsOf(mine.map(x => x.span));
      return { source, items: mine.map((x, i) => ({ ...x, row: rows[i]! })), rows: Math.max(...rows) + 1 };
    });
    return { scale: scaleOf(from, to, 6, clip ? 0 : zoneOffset(from)), lanes, clip };
  }, [tubes]);
  const left = (at: number) => `${placeOf(scale, at) * 100}%`;
  const label = (at: number) => (clip ? clipTime(at / 1000) : tickTime(at, scale.step));
  return (
    <div class="timeline" role="group" aria-label="Timeline">
      {lanes.map(lane => (
        <div key={lane.source} class="lane">
          <span class="lane-name" title={lane.source}>
            {nameOf(lane.source)}
          </span>
          <div class="lane-bars" style={{ height: `${lane.rows * ROW + 8}px` }}>
            {scale.ticks.map(t => (
              <span key={t} class="tick-line" style={{ left: left(t) }} />
            ))}
            {lane.items.map(({ tube, span, row }) => (
              <a
                key={tube.id}
                class={tube.id === marked ? 'bar marked' : 'bar'}
                href={address('/tubes/{id}', { id: tube.id })}
                tabIndex={-1}
                title={`${clip ? clipTime(span.begin / 1000) : fullTime(new Date(span.begin))} · ${percent(tube.score)}`}
                aria-hidden="true"
                onPointerEnter={() => onMark(tube.id)}
                onPointerLeave={() => onMark(null)}
                style={{
                  left: left(span.begin),
                  width: `${(placeOf(scale, span.end) - placeOf(scale, span.begin)) * 100}%`,
                  top: `${row * ROW + 5}px`,
                  opacity: 0.35 + 0.65 * tube.score,
                }}
              />
            ))}
          </div>
        </div>
      ))}
      <div class="lane axis" aria-hidden="true">
        <span class="lane-name" />
        <div class="lane-bars">
          {scale.ticks.map(t => (
            <span key={t} class="tick" style={{ left: left(t) }}>
              {label(t)}
            </span>
          ))}
        </div>
      </div>
    </div>
  );
}
