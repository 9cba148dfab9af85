import { useState } from 'preact/hooks';
import { address } from '../api/client.ts';
import { nameOf } from '../api/lists.ts';
import type { Tube } from '../api/types.ts';
import { duration } from '../lib/time.ts';
import { Icon } from '../ui/Icon.tsx';
import { Score } from '../ui/Score.tsx';
import { Time } from '../ui/Time.tsx';
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
        <Thumbnail id={tube.id} />
        <span class="answer-line">
          <b>{place}. {tube.camera ? nameOf(tube.camera) : sourceOf(tube)}</b>
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

/** The object in the middle of its tube. There is none where nothing was recorded. */
export function Thumbnail({ id }: { id: string }) {
  const [failed, setFailed] = useState(false);
  return (
    <span class="thumbnail">
      {failed
        ? <span class="thumbnail-none"><Icon name="live" size={24} />No recording</span>
        : <img src={address('/api/tubes/{id}/thumbnail.jpg', { id })} alt="" loading="lazy" decoding="async" onError={() => setFailed(true)} />}
    </span>
  );
}
