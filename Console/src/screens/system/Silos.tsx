import type { System } from '../../api/types.ts';
import { Table } from '../../ui/Table.tsx';
import { Time } from '../../ui/Time.tsx';

/** The machines of a cluster, and what runs where. */
export function Silos({ silos }: { silos: System['silos'] }) {
  return (
    <section class="card" aria-labelledby="silos">
      <h2 id="silos">Silos</h2>
      <Table label="Silos" rows={silos} idOf={s => s.name} columns={[
        { title: 'Silo', cell: s => s.name },
        { title: 'Does', cell: s => s.roles.join(', ') },
        { title: 'Cameras', cell: s => s.cameras, figure: true },
        { title: 'Devices', cell: s => s.devices, figure: true },
        { title: 'Load', cell: s => (s.load == null ? '–' : `${Math.round(s.load * 100)} %`), figure: true },
        { title: 'Since', cell: s => (s.startedAt ? <Time at={s.startedAt} /> : '–') },
      ]} />
    </section>
  );
}
