import { call } from '../../api/client.ts';
import { useLoad } from '../../lib/load.ts';
import { bytes } from '../../lib/time.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Table } from '../../ui/Table.tsx';
import { Loading, Trouble } from '../../ui/Trouble.tsx';

/** The networks that look at pictures. They are chosen when the server starts. */
export function Models() {
  const models = useLoad(signal => call('get', '/api/models', { signal }), []);
  if (!models.data) return models.error ? <Trouble error={models.error} retry={models.reload} /> : <Loading what="models" />;
  return (
    <section class="card" aria-label="Models">
      <Table
        label="Models"
        rows={models.data.items}
        idOf={m => m.name}
        columns={[
          { title: 'Model', cell: m => m.name },
          {
            title: 'For',
            cell: m => (
              <>
                {m.kind}
                <br />
                <span class="hint">{m.description}</span>
              </>
            ),
          },
          { title: 'Licence', cell: m => m.licence },
          { title: 'Size', cell: m => (m.bytes === 0 ? '–' : bytes(m.bytes)), figure: true },
          {
            title: 'State',
            cell: m => (m.used ? <Badge tone="good">in use</Badge> : m.present ? 'here' : <Badge tone="plain">not here</Badge>),
          },
        ]}
      />
      <p class="hint">
        Models are fetched with <code>stvg models pull</code> and chosen with the options of <code>stvg serve</code>.
      </p>
    </section>
  );
}
