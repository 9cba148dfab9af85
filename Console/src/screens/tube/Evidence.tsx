import { useMemo } from 'preact/hooks';
import type { Curves, Tube } from '../../api/types.ts';
import { Score } from '../../ui/Score.tsx';
import { Chart, type Curve } from './Chart.tsx';
import { shownOf, timesOf } from './clock.ts';

const COLOURS = ['--curve-1', '--curve-2', '--curve-3', '--curve-4', '--curve-5', '--curve-6'];
const DASHES = [[], [8, 4], [2, 3], [10, 3, 2, 3], [5, 5], [14, 4]];

interface EvidenceProps {
  tube: Tube;
  curves: Curves;
  begin: number;
  at: number;
  onSeek: (seconds: number) => void;
}

/** Why: what every part of the sentence scored, over the whole tube and over time. */
export function Evidence({ tube, curves: whole, begin, at, onSeek }: EvidenceProps) {
  const curves = useMemo(() => shownOf(whole), [whole]);
  const times = useMemo(() => timesOf(curves, begin), [curves, begin]);
  const lines = useMemo<Curve[]>(
    () =>
      curves.curves.map((c, i) => ({
        name: c.text,
        scores: c.scores,
        colour: COLOURS[i % COLOURS.length]!,
        dash: DASHES[Math.floor(i / COLOURS.length + i) % DASHES.length]!,
      })),
    [curves],
  );
  const index = Math.round((at - (times[0] ?? 0)) * curves.fps);
  const score = new Map(tube.evidence.map(e => [e.subQuery, e.score]));
  const now = (scores: readonly (number | null)[]) => {
    const value = scores[index];
    return value == null ? '–' : `${Math.round(value * 100)} %`;
  };
  const wholeTube = (id: string) => {
    const value = score.get(id);
    return value === undefined ? <span title="Nothing could judge it">not judged</span> : <Score value={value} />;
  };
  return (
    <section class="card" aria-labelledby="why">
      <h2 id="why">Why</h2>
      <Chart times={times} curves={lines} at={at} onSeek={onSeek} span={[tube.begin / tube.fps - begin, tube.end / tube.fps - begin]} />
      <table class="evidence">
        <thead>
          <tr>
            <th scope="col">Part of the sentence</th>
            <th scope="col">Whole tube</th>
            <th scope="col">Now</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line, i) => (
            <tr key={i}>
              <th scope="row">
                <Sample line={line} />
                {line.name}
              </th>
              <td>{wholeTube(curves.curves[i]!.subQuery)}</td>
              <td>{now(line.scores)}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">The whole sentence</th>
            <td>
              <Score value={tube.score} />
            </td>
            <td />
          </tr>
        </tbody>
      </table>
    </section>
  );
}

const Sample = ({ line }: { line: Curve }) => (
  <svg class="sample" width="26" height="10" aria-hidden="true">
    <line
      x1="0"
      y1="5"
      x2="26"
      y2="5"
      stroke-width="2.5"
      stroke-dasharray={line.dash.join(' ')}
      style={{ stroke: `var(${line.colour})` }}
    />
  </svg>
);
