import { useEffect, useState } from 'preact/hooks';
import { address } from '../api/client.ts';
import type { Look } from './look.ts';
import { Icon } from '../ui/Icon.tsx';

/** A recording is written in pieces: the newest is there some seconds after it happened. */
const RECENT = 60_000,
  AGAIN = 4000;
/** A row that is scrolled past asks for nothing: the server cuts each picture out of a recording. */
const STAYS = 120;

export const isRecent = (at: string | null | undefined): boolean => at != null && Date.now() - Date.parse(at) < RECENT;

interface ThumbnailProps {
  id: string;
  /** When it happened, where that may be just now. */
  at?: string | null | undefined;
  look?: Look | undefined;
}

/** The object in the middle of its tube. There is none where nothing was recorded; of what just was, there will be. */
export function Thumbnail({ id, at, look }: ThumbnailProps) {
  const [failed, setFailed] = useState(false);
  const [turn, setTurn] = useState(0);
  const [stays, setStays] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setStays(true), STAYS);
    return () => clearTimeout(timer);
  }, []);
  const waiting = failed && isRecent(at);
  useEffect(() => {
    if (!waiting) return;
    const timer = setTimeout(() => (setFailed(false), setTurn(t => t + 1)), AGAIN);
    return () => clearTimeout(timer);
  }, [waiting, turn]);
  return (
    <span class="thumbnail">
      {failed ? (
        <span class="thumbnail-none">
          <Icon name={waiting ? 'wait' : 'live'} size={24} />
          {waiting ? 'Being written' : 'No recording'}
        </span>
      ) : (
        stays && (
          <img
            src={`${address('/api/tubes/{id}/thumbnail.jpg', { id })}#${turn}`}
            alt=""
            loading="lazy"
            decoding="async"
            style={look && { transform: `scale(${look.scale})`, transformOrigin: `${look.x}% ${look.y}%` }}
            onError={() => setFailed(true)}
          />
        )
      )}
    </span>
  );
}
