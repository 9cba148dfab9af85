import { useEffect, useRef, useState } from 'preact/hooks';
import { address } from '../../api/client.ts';
import type { Camera } from '../../api/types.ts';
import { epoch } from '../../app/connection.ts';
import { Icon } from '../../ui/Icon.tsx';
import { usePicture } from './usePicture.ts';

/** The newest pictures of one camera: a stream where the server gives one, else one picture after another. */
export function LivePicture({ camera, label }: { camera: Camera; label: string }) {
  const [streams, setStreams] = useState(true);
  useEffect(() => setStreams(true), [camera.id, camera.state]);
  return streams && camera.state === 'running' ? (
    <Streamed camera={camera} label={label} onFail={() => setStreams(false)} />
  ) : (
    <Polled camera={camera} label={label} />
  );
}

function Streamed({ camera, label, onFail }: { camera: Camera; label: string; onFail: () => void }) {
  const image = useRef<HTMLImageElement>(null);
  const generation = epoch.value; // a stream that broke with its server is opened anew
  useEffect(() => {
    const target = image.current!;
    target.src = address('/api/cameras/{id}/stream.mjpeg', { id: camera.id }, { fps: 8, width: 1280 }) + `#${generation}`;
    // An image that is taken away goes on loading otherwise, and keeps one of the six connections.
    return () => void (target.src = '');
  }, [camera.id, generation]);
  return (
    <img
      ref={image}
      class="live-picture"
      alt={label}
      onError={e => {
        if (e.currentTarget.getAttribute('src')) onFail();
      }}
    />
  );
}

function Polled({ camera, label }: { camera: Camera; label: string }) {
  const { image, there } = usePicture(address('/api/cameras/{id}/snapshot.jpg', { id: camera.id }, { width: 1280 }));
  return (
    <>
      <img ref={image} class="live-picture" alt={label} hidden={!there} />
      {!there && (
        <p class="live-none">
          <Icon name="live" size={36} />
          {camera.reason ?? 'No picture yet. This takes a few seconds after a camera was added.'}
        </p>
      )}
    </>
  );
}
