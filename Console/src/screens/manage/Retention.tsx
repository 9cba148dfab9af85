import { call } from '../../api/client.ts';
import { useLoad } from '../../lib/load.ts';
import { Loading, Trouble } from '../../ui/Trouble.tsx';
import { StorageCard } from '../system/StorageCard.tsx';

/** How long things are kept. Set when the server starts, so that nobody shortens it with a click. */
export function Retention() {
  const system = useLoad(signal => call('get', '/api/system', { signal }), []);
  if (!system.data) return system.error ? <Trouble error={system.error} retry={system.reload} /> : <Loading what="what is kept" />;
  return (
    <div class="stack">
      <StorageCard storage={system.data.storage} />
      <section class="card" aria-labelledby="how">
        <h2 id="how">How to change it</h2>
        <p>How long things are kept is said when the server starts, so that no click can delete evidence:</p>
        <ul>
          <li>
            <code>--keep-video 7d</code> deletes recordings that are older;
          </li>
          <li>
            <code>--keep-video-size 50G</code> deletes the oldest beyond this size;
          </li>
          <li>
            <code>--keep-data 90d</code> forgets what was seen, and alerts, after this time.
          </li>
        </ul>
      </section>
    </div>
  );
}
