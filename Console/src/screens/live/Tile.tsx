import { address } from '../../api/client.ts';
import type { Camera } from '../../api/types.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { objectsOf, toneOf, wordOf } from './cameraState.ts';
import { usePicture } from './usePicture.ts';

/** One camera of the wall: its newest picture with marks, its state and delay. */
export function Tile({ camera, width }: { camera: Camera; width: number }) {
  const url = address('/api/cameras/{id}/snapshot.jpg', { id: camera.id }, { marks: true, width });
  const { image, there } = usePicture(url);
  return (
    <a class="tile" href={`/live/${encodeURIComponent(camera.id)}`}>
      <span class="tile-picture">
        <img ref={image} alt="" hidden={!there} />
        {!there && (
          <span class="tile-none">
            <Icon name="live" size={28} />
            {camera.reason ?? 'No picture yet'}
          </span>
        )}
      </span>
      <span class="tile-line">
        <span class="tile-name">{camera.name}</span>
        <span class="tile-count">{objectsOf(camera)}</span>
        <Badge tone={toneOf(camera)} title={camera.reason ?? undefined}>
          {wordOf(camera)}
        </Badge>
      </span>
    </a>
  );
}
