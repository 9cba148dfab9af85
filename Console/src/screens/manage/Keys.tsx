import { useState } from 'preact/hooks';
import { call } from '../../api/client.ts';
import { all } from '../../api/lists.ts';
import type { Key, Role } from '../../api/types.ts';
import { useAction } from '../../lib/action.ts';
import { useLoad } from '../../lib/load.ts';
import { Button } from '../../ui/Button.tsx';
import { announce } from '../../ui/announce.tsx';
import { Confirm } from '../../ui/Dialog.tsx';
import { faultAt, Field } from '../../ui/Field.tsx';
import { Table } from '../../ui/Table.tsx';
import { Time } from '../../ui/Time.tsx';
import { Loading, Trouble } from '../../ui/Trouble.tsx';

const ROLES: Record<Role, string> = {
  viewer: 'viewer: looks',
  operator: 'operator: looks, watches, acknowledges',
  admin: 'administrator: everything',
};

/** Who may do what. A key's secret is shown once, when it is made. */
export function Keys() {
  const keys = useLoad(signal => all(cursor => call('get', '/api/keys', { query: { cursor, limit: 500 }, signal })), []);
  const [form, setForm] = useState<{ name: string; role: Role }>({ name: '', role: 'viewer' });
  const [made, setMade] = useState<Key | null>(null);
  const [leaving, setLeaving] = useState<Key | null>(null);
  const make = useAction(async () => {
    setMade(await call('post', '/api/keys', { body: form }));
    setForm({ name: '', role: 'viewer' });
    keys.reload();
  });
  return (
    <div class="stack">
      <section class="card" aria-label="Keys">
        <Trouble error={keys.error} retry={keys.reload} />
        {!keys.data && keys.loading && <Loading what="keys" />}
        {keys.data?.length === 0 && (
          <p>
            There are no keys: whoever is on the server's machine may do everything, and nobody else anything. Make an administrator's key
            first.
          </p>
        )}
        {keys.data && keys.data.length > 0 && (
          <Table
            label="Keys"
            rows={keys.data}
            idOf={k => k.id}
            columns={[
              { title: 'Name', cell: k => k.name },
              { title: 'Role', cell: k => k.role },
              { title: 'Made', cell: k => <Time at={k.createdAt} /> },
              {
                title: 'Change',
                cell: k => (
                  <Button kind="quiet" compact icon="trash" title={`Revoke ${k.name}`} onClick={() => setLeaving(k)}>
                    Revoke {k.name}
                  </Button>
                ),
              },
            ]}
          />
        )}
      </section>
      {made && (
        <section class="card notice good" role="status">
          <p>
            <b>{made.name}</b> ({made.role}). This is its secret. Copy it now; it is not shown again.
          </p>
          <p>
            <code class="secret">{made.secret}</code>
          </p>
          <div class="actions">
            <Button icon="link" onClick={() => void navigator.clipboard.writeText(made.secret ?? '').then(() => announce('Copied'))}>
              Copy
            </Button>
            <Button onClick={() => setMade(null)}>Done</Button>
          </div>
        </section>
      )}
      <form class="card form" onSubmit={e => (e.preventDefault(), void make.run())}>
        <h2>Make a key</h2>
        <div class="row">
          <Field label="Name" hint="Whose it is; the audit log names it." fault={faultAt(make.error, 'name')}>
            {ids => (
              <input {...ids} required maxLength={100} value={form.name} onInput={e => setForm({ ...form, name: e.currentTarget.value })} />
            )}
          </Field>
          <Field label="Role">
            {ids => (
              <select {...ids} value={form.role} onChange={e => setForm({ ...form, role: e.currentTarget.value as Role })}>
                {(Object.keys(ROLES) as Role[]).map(r => (
                  <option key={r} value={r}>
                    {ROLES[r]}
                  </option>
                ))}
              </select>
            )}
          </Field>
        </div>
        <Trouble error={make.error} />
        <div class="actions">
          <Button kind="primary" type="submit" icon="key" busy={make.busy}>
            Make it
          </Button>
        </div>
      </form>
      {leaving && <Revoke secretOf={leaving} onClose={() => setLeaving(null)} onDone={keys.reload} />}
    </div>
  );
}

function Revoke({ secretOf: key, onClose, onDone }: { secretOf: Key; onClose: () => void; onDone: () => void }) {
  const revoke = useAction(async () => {
    await call('delete', '/api/keys/{id}', { path: { id: key.id } });
    announce(`${key.name} revoked`);
    onDone();
  });
  return (
    <Confirm title={`Revoke ${key.name}?`} verb="Revoke it" action={revoke} onClose={onClose}>
      <p>Whoever uses this key is shut out at once, and it cannot be brought back.</p>
    </Confirm>
  );
}
