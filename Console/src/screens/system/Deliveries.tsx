import { call } from '../../api/client.ts';
import { usePages } from '../../lib/pages.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Table } from '../../ui/Table.tsx';
import { Time } from '../../ui/Time.tsx';
import { Empty, Loading, Trouble } from '../../ui/Trouble.tsx';

/** Webhook calls that have not succeeded. */
export function Deliveries() {
  const list = usePages((cursor, signal) => call('get', '/api/deliveries', { query: { cursor, limit: 50 }, signal }), []);
  if (list.items.length === 0) {
    if (list.error) return <Trouble error={list.error} retry={list.reload} />;
    return list.loading ? (
      <Loading what="deliveries" />
    ) : (
      <Empty icon="check" title="Nothing is owed">
        <p>Every webhook was told of everything it should know.</p>
      </Empty>
    );
  }
  return (
    <section class="card">
      <Table
        label="Deliveries that have not succeeded"
        rows={list.items}
        idOf={d => `${d.alertId}/${d.change}/${d.url}`}
        columns={[
          { title: 'For', cell: d => d.url },
          { title: 'Alert', cell: d => <a href={`/alerts/${encodeURIComponent(d.alertId)}`}>change {d.change}</a> },
          { title: 'Due', cell: d => <Time at={d.firstAt} /> },
          { title: 'Tried', cell: d => `${d.attempts} times`, figure: true },
          { title: 'Next', cell: d => (d.nextAt ? <Time at={d.nextAt} /> : <Badge tone="bad">given up</Badge>) },
          { title: 'Last error', cell: d => d.lastError ?? '–' },
        ]}
      />
      <Trouble error={list.error} />
      <div class="actions">
        <Button icon="restart" onClick={list.reload}>
          Look again
        </Button>
        {list.more && (
          <Button icon="down" onClick={list.more}>
            Show more
          </Button>
        )}
      </div>
    </section>
  );
}
