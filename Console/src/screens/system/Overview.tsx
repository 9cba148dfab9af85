import { call } from '../../api/client.ts';
import { cameras } from '../../api/lists.ts';
import type { System } from '../../api/types.ts';
import { may } from '../../app/session.ts';
import { useLoad } from '../../lib/load.ts';
import { duration } from '../../lib/time.ts';
import { Facts } from '../../ui/Facts.tsx';
import { Time } from '../../ui/Time.tsx';
import { Loading, Trouble } from '../../ui/Trouble.tsx';
import { CameraTable } from './CameraTable.tsx';
import { Device } from './Device.tsx';
import { Silos } from './Silos.tsx';
import { StorageCard } from './StorageCard.tsx';

export function Overview() {
  const system = useLoad(signal => call('get', '/api/system', { signal }), [], { every: 3000 });
  const all = cameras.use();
  const s = system.data;
  if (!s) return system.error ? <Trouble error={system.error} retry={system.reload} /> : <Loading what="the system's state" />;
  return (
    <div class="stack">
      <Trouble error={system.error} />
      <Numbers system={s} />
      <div class="halves">
        <section class="card" aria-labelledby="devices">
          <h2 id="devices">Devices</h2>
          {s.devices.length === 0 && <p class="hint">None.</p>}
          {s.devices.map(d => (
            <Device key={`${d.silo ?? ''}/${d.name}`} device={d} />
          ))}
        </section>
        <StorageCard storage={s.storage} />
      </div>
      {s.silos.length > 0 && <Silos silos={s.silos} />}
      {all && all.length > 0 && (
        <section class="card" aria-labelledby="cameras">
          <h2 id="cameras">Cameras</h2>
          <CameraTable cameras={all} />
        </section>
      )}
      <section class="card" aria-labelledby="server">
        <h2 id="server">Server</h2>
        <Facts
          items={[
            ['Version', s.version],
            ['Running since', <Time at={s.startedAt} />],
            ['For', duration(s.uptime)],
            ['Changes of alerts so far', s.latestAlert.toLocaleString()],
          ]}
        />
      </section>
    </div>
  );
}

function Numbers({ system: s }: { system: System }) {
  const operates = may('operator');
  const numbers: [string, number, string | undefined, boolean][] = [
    ['cameras running', s.cameras.running, '/live', false],
    ['cameras failed', s.cameras.failed, '/live', s.cameras.failed > 0],
    ['sentences on watch', s.queries, operates ? '/manage/queries' : undefined, false],
    ['alerts open', s.openAlerts, '/alerts?state=open', false],
    ['deliveries not made', s.undelivered, operates ? '/system/deliveries' : undefined, s.undelivered > 0],
  ];
  return (
    <ul class="numbers" aria-label="In short">
      {numbers.map(([what, n, href, bad]) => (
        <li key={what} class={bad ? 'bad' : ''}>
          <a href={href}>
            <b>{n.toLocaleString()}</b>
            {what}
          </a>
        </li>
      ))}
    </ul>
  );
}
