import { useEffect, useState, type MutableRef } from 'preact/hooks';
import { address, send } from '../../api/client.ts';
import { wordsOf } from '../../api/problem.ts';
import type { Tube } from '../../api/types.ts';
import { isRecent, Thumbnail } from '../../answers/Thumbnail.tsx';
import { epoch } from '../../app/connection.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Loading } from '../../ui/Trouble.tsx';

const AGAIN = 3000;

/** The clip with the box in it. Where it cannot be cut, the server says why; of what just happened it can be soon. */
export function Film({ tube, video, onReady }: { tube: Tube; video: MutableRef<HTMLVideoElement | null>; onReady: () => void }) {
  const [fault, setFault] = useState<string | null>(null);
  const [turn, setTurn] = useState(0);
  const url = address('/api/tubes/{id}/clip.mp4', { id: tube.id });
  const again = () => (setFault(null), setTurn(t => t + 1));
  // The element only knows that it failed: a request of our own brings the reason.
  const ask = () =>
    void send('GET', url).then(
      answer => (void answer.body?.cancel(), setFault('This browser cannot play the clip. Download it to look at it.')),
      e => setFault(wordsOf(e)),
    );
  const waiting = fault !== null && isRecent(tube.endAt);
  const generation = epoch.value;
  useEffect(() => {
    if (!waiting) return;
    const timer = setTimeout(again, AGAIN);
    return () => clearTimeout(timer);
  }, [waiting, turn]);
  useEffect(() => {
    if (fault !== null) again();
  }, [generation]);
  if (waiting)
    return (
      <div class="film-none">
        <Thumbnail id={tube.id} at={tube.endAt} />
        <Loading what="the film: its recording is still being written" />
      </div>
    );
  if (fault !== null) {
    return (
      <div class="film-none">
        <Thumbnail id={tube.id} />
        <p class="notice warn">
          <Icon name="warning" size={16} /> {fault}
        </p>
        <div class="actions">
          <Button icon="restart" onClick={again}>
            Try again
          </Button>
        </div>
      </div>
    );
  }
  return (
    <video
      ref={video}
      class="film"
      src={url}
      key={turn}
      controls
      playsInline
      muted
      autoPlay={!matchMedia('(prefers-reduced-motion: reduce)').matches}
      loop
      preload="auto"
      aria-label="The clip, with a box around the object"
      style={{ aspectRatio: `${tube.size.width} / ${tube.size.height}` }}
      onLoadedMetadata={onReady}
      onError={ask}
    />
  );
}
