import { useState, type MutableRef } from 'preact/hooks';
import { address, send } from '../../api/client.ts';
import { wordsOf } from '../../api/problem.ts';
import type { Tube } from '../../api/types.ts';
import { Thumbnail } from '../../answers/AnswerCard.tsx';
import { Icon } from '../../ui/Icon.tsx';

/** The clip with the box in it. Where it cannot be cut, the server says why. */
export function Film({ tube, video }: { tube: Tube; video: MutableRef<HTMLVideoElement | null> }) {
  const [fault, setFault] = useState<string | null>(null);
  const url = address('/api/tubes/{id}/clip.mp4', { id: tube.id });
  // The element only knows that it failed: a request of our own brings the reason.
  const ask = () => void send('HEAD', url).then(() => setFault('This browser cannot play the clip. Download it to look at it.'), e => setFault(wordsOf(e)));
  if (fault !== null) {
    return (
      <div class="film-none">
        <Thumbnail id={tube.id} />
        <p class="notice warn"><Icon name="warning" size={16} /> {fault}</p>
      </div>
    );
  }
  return (
    <video ref={video} class="film" src={url} controls playsInline muted autoPlay={!matchMedia('(prefers-reduced-motion: reduce)').matches} loop preload="auto"
      aria-label="The clip, with a box around the object" style={{ aspectRatio: `${tube.size.width} / ${tube.size.height}` }} onError={ask} />
  );
}
