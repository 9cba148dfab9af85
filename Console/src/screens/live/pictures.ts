import { send } from '../../api/client.ts';
import { PicturePool } from './pool.ts';

/** Pictures of the wall: three connections of the six that a browser has for a server, none asked more than twice a second. */
export const pictures = new PicturePool(
  {
    fetch: async (url, signal) => (await send('GET', url, undefined, signal)).blob(),
    now: () => performance.now(),
    later: (act, milliseconds) => void setTimeout(act, milliseconds),
  },
  3,
  500,
  3000,
);

document.addEventListener('visibilitychange', () => pictures.hold(document.hidden));
