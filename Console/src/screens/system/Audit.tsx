import { call } from '../../api/client.ts';
import { usePages } from '../../lib/pages.ts';
import { Button } from '../../ui/Button.tsx';
import { Table } from '../../ui/Table.tsx';
import { Time } from '../../ui/Time.tsx';
import { Loading, Trouble } from '../../ui/Trouble.tsx';

/** Who looked at what and changed what, newest first. */
export function Audit() {
  const list = usePages((cursor, signal) => call('get', '/api/audit', { query: { cursor, limit: 100 }, signal }), []);
  if (list.items.length === 0) return list.error ? <Trouble error={list.error} retry={list.reload} /> : <Loading what="the audit log" />;
  return (
    <section class="card">
      <Table
        label="Who did what"
        rows={list.items}
        idOf={a => `${a.at}/${a.action}/${a.subject}/${a.status}`}
        columns={[
          { title: 'When', cell: a => <Time at={a.at} /> },
          { title: 'Who', cell: a => a.who },
          { title: 'Did', cell: a => <code>{a.action}</code> },
          { title: 'To', cell: a => a.subject || '–' },
          { title: 'Status', cell: a => (a.status === 102 ? 'begun' : a.status), figure: true },
          { title: 'From', cell: a => a.address },
        ]}
      />
      <Trouble error={list.error} />
      <div class="actions">
        <Button icon="restart" onClick={list.reload}>
          Look again
        </Button>
        {list.more && (
          <Button icon="down" onClick={list.more}>
            Show older
          </Button>
        )}
      </div>
    </section>
  );
}
