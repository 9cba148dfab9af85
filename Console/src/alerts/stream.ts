import { address, call } from '../api/client.ts';
import { suspect } from '../app/connection.ts';
import type { Alert } from '../api/types.ts';
import type { Connection, Ears, World } from './follower.ts';
import { rowOf } from './row.ts';

function open(after: number, ears: Ears): Connection {
  const source = new EventSource(address('/api/alerts/stream', {}, { after, boxes: false }));
  for (const name of ['opened', 'updated', 'closed'])
    source.addEventListener(name, e => ears.change(rowOf(JSON.parse((e as MessageEvent<string>).data) as Alert)));
  source.onopen = () => ears.up(true);
  source.onerror = () => {
    // CONNECTING: the browser comes back by itself and says where it was. CLOSED: the server said no, or was not there at all.
    ears.up(false);
    void suspect();
    if (source.readyState === EventSource.CLOSED) ears.refused();
  };
  return source;
}

/** The server as it is. */
export const world: World = {
  latest: async () => (await call('get', '/api/system', {})).latestAlert,
  open,
  later: (act, milliseconds) => void setTimeout(act, milliseconds),
};
