import { address } from '../api/client.ts';
import { nameOf } from '../api/lists.ts';
import type { Tube } from '../api/types.ts';
import { duration } from '../lib/time.ts';
import { Score } from '../ui/Score.tsx';
import { Time } from '../ui/Time.tsx';
import { Thumbnail } from './Thumbnail.tsx';
import { lookAt } from './look.ts';
import { clipSpan, secondsOf, sourceOf } from './span.ts';

interface AnswerCardProps {
  tube: Tube;
  place: number;
  marked: boolean;
  onMark: (id: string | null) => void;
}

export function AnswerCard({ tube, place, marked, onMark }: AnswerCardProps) {
  return (
    <li class={marked ? 'answer marked' : 'answer'} onPointerEnter={() => onMark(tube.id)} onPointerLeave={() => onMark(null)}>
      <a href={address('/tubes/{id}', { id: tube.id })} onFocus={() => onMark(tube.id)} onBlur={() => onMark(null)}>
        <Thumbnail id={tube.id} at={tube.endAt} look={lookAt(tube)} />
        <span class="answer-line">
          <b>
            {place}. {tube.camera ? nameOf(tube.camera) : sourceOf(tube)}
          </b>
          <Score value={tube.score} />
        </span>
        <span class="answer-line faint">
          {tube.beginAt ? <Time at={tube.beginAt} /> : <span>{clipSpan(tube)}</span>}
          <span>{duration(secondsOf(tube))}</span>
        </span>
      </a>
    </li>
  );
}
