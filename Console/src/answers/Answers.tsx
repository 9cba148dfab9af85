import { useState } from 'preact/hooks';
import type { Tube } from '../api/types.ts';
import { AnswerCard } from './AnswerCard.tsx';
import { Timeline } from './Timeline.tsx';

/** Answers, best first, as pictures, and on a timeline for each camera. Pointing at one shows it in both. */
export function Answers({ tubes }: { tubes: readonly Tube[] }) {
  const [marked, setMarked] = useState<string | null>(null);
  return (
    <div class="answers">
      <Timeline tubes={tubes} marked={marked} onMark={setMarked} />
      <ol class="cards">
        {tubes.map((t, i) => (
          <AnswerCard key={t.id} tube={t} place={i + 1} marked={t.id === marked} onMark={setMarked} />
        ))}
      </ol>
    </div>
  );
}
