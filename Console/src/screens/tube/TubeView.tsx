import { useRef, useState } from 'preact/hooks';
import { address, call } from '../../api/client.ts';
import { nameOf } from '../../api/lists.ts';
import type { Tube } from '../../api/types.ts';
import { clipSpan, secondsOf, sourceOf } from '../../answers/span.ts';
import { may } from '../../app/session.ts';
import { useLoad } from '../../lib/load.ts';
import { duration } from '../../lib/time.ts';
import { Button, LinkButton } from '../../ui/Button.tsx';
import { announce } from '../../ui/announce.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { Score } from '../../ui/Score.tsx';
import { Time } from '../../ui/Time.tsx';
import { Loading, Trouble } from '../../ui/Trouble.tsx';
import { clipBegin } from './clock.ts';
import { Evidence } from './Evidence.tsx';
import { Film } from './Film.tsx';
import { saveJson } from './save.ts';
import { usePlayed } from './usePlayed.ts';
import { Verdict } from './Verdict.tsx';

/** An answer: its film, why, and what one can do with it. */
export function TubeView({ tube }: { tube: Tube }) {
  const video = useRef<HTMLVideoElement>(null);
  const [film, setFilm] = useState(0); // grows with every new video element
  // The film may be there only some seconds after the tube, and with it where it begins.
  const curves = useLoad(signal => call('get', '/api/tubes/{id}/curves', { path: { id: tube.id }, signal }), [tube.id, film > 0]);
  const at = usePlayed(video, film);
  const [copied, setCopied] = useState(false);
  const begin = clipBegin(tube, curves.data);
  const path = { id: tube.id };
  const copy = () =>
    void navigator.clipboard.writeText(location.origin + address('/tubes/{id}', path)).then(() => {
      setCopied(true);
      announce('Link copied');
    });
  const seek = (seconds: number) => {
    if (!video.current) return;
    video.current.pause();
    video.current.currentTime = Math.max(0, seconds);
  };
  return (
    <div class="beside">
      <div class="stack">
        <Film tube={tube} video={video} onReady={() => setFilm(n => n + 1)} />
        <Trouble error={curves.error} retry={curves.reload} />
        {curves.data ? (
          <Evidence tube={tube} curves={curves.data} begin={begin} at={at} onSeek={seek} />
        ) : (
          curves.loading && <Loading what="the scores" />
        )}
      </div>
      <div class="stack">
        <section class="card" aria-labelledby="answer">
          <h2 id="answer">Answer</h2>
          <Facts
            items={[
              ['Score', <Score value={tube.score} />],
              [
                tube.camera ? 'Camera' : 'Video',
                tube.camera ? <a href={address('/live/{id}', { id: tube.camera })}>{nameOf(tube.camera)}</a> : sourceOf(tube),
              ],
              [
                'When',
                tube.beginAt && tube.endAt ? (
                  <>
                    <Time at={tube.beginAt} /> – <Time at={tube.endAt} />
                  </>
                ) : (
                  clipSpan(tube)
                ),
              ],
              ['How long', duration(secondsOf(tube))],
            ]}
          />
          {may('operator') && <Verdict tube={tube} />}
          <div class="actions column">
            {tube.camera && (
              <LinkButton icon="like" href={address('/tubes/{id}/elsewhere', path)}>
                Find this one elsewhere
              </LinkButton>
            )}
            <LinkButton icon="download" href={address('/api/tubes/{id}/clip.mp4', path)} download={`${tube.id}.mp4`}>
              Download MP4
            </LinkButton>
            <Button icon="download" onClick={() => saveJson(tube)}>
              Download JSON
            </Button>
            <Button icon={copied ? 'check' : 'link'} onClick={copy}>
              {copied ? 'Link copied' : 'Copy link'}
            </Button>
          </div>
        </section>
      </div>
    </div>
  );
}
