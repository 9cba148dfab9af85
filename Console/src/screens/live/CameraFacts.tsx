import type { Camera } from '../../api/types.ts';
import { Facts } from '../../ui/Facts.tsx';
import { Time } from '../../ui/Time.tsx';
import { objectsOf } from './cameraState.ts';

/** How a camera fares, in figures. */
export function CameraFacts({ camera: c }: { camera: Camera }) {
  const total = Math.max(1, c.framesDecoded);
  const share = (n: number) => `${n.toLocaleString()} (${((100 * n) / total).toFixed(n / total < 0.01 && n > 0 ? 2 : 0)} %)`;
  return (
    <Facts
      items={[
        ['In the picture', objectsOf(c)],
        ['Newest frame', c.lastFrameAt ? <Time at={c.lastFrameAt} /> : 'none yet'],
        ['Delay', `${c.delay.toFixed(1)} s`],
        [
          'Picture',
          c.size ? `${c.size.width} × ${c.size.height}${c.actualFps ? `, ${c.actualFps.toFixed(1)} frames/s` : ''}` : 'not known yet',
        ],
        ['Frames looked at', share(c.framesDetected)],
        ['Not worth a look', share(c.framesSkipped)],
        ['Dropped', share(c.framesDropped)],
        ['Connected anew', c.reconnects.toLocaleString()],
        ['Recording', c.recording ? 'on' : 'off'],
        ['Watched since', <Time at={c.addedAt} />],
      ]}
    />
  );
}
