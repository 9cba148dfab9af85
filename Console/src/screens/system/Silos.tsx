import type { System } from '../../api/types.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Table } from '../../ui/Table.tsx';

/** The machines of a cluster, and what runs where. */
export function Silos({ silos }: { silos: System['silos'] }) {
  return (
    <section class="card" aria-labelledby="silos">
      <h2 id="silos">Silos</h2>
      <Table
        label="Silos"
        rows={silos}
        idOf={s => s.name}
        columns={[
          { title: 'Silo', cell: s => s.name },
          { title: 'Does', cell: s => s.roles.join(', ') },
          { title: 'Cameras', cell: s => s.cameras, figure: true },
          { title: 'Load', cell: s => (s.load == null ? '–' : `${Math.round(s.load * 100)} %`), figure: true },
          { title: 'State', cell: s => (s.leaving ? <Badge tone="warn">leaving</Badge> : <Badge tone="good">here</Badge>) },
        ]}
      />
    </section>
  );
}
