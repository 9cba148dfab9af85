import { useState } from 'preact/hooks';
import { address, call } from '../../api/client.ts';
import { nameOf, queries } from '../../api/lists.ts';
import type { Query } from '../../api/types.ts';
import { useAction } from '../../lib/action.ts';
import { Button, LinkButton } from '../../ui/Button.tsx';
import { announce } from '../../ui/announce.tsx';
import { Confirm } from '../../ui/Dialog.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Table } from '../../ui/Table.tsx';
import { Empty, Loading, Trouble } from '../../ui/Trouble.tsx';

export function Queries() {
  const all = queries.use();
  const [leaving, setLeaving] = useState<Query | null>(null);
  if (!all) return queries.error.value ? <Trouble error={queries.error.value} retry={queries.refresh} /> : <Loading what="sentences" />;
  return (
    <section class="card" aria-label="Sentences on watch">
      {all.length === 0 ? (
        <Empty icon="eye" title="Nothing is on watch">
          <p>Keep a sentence on watch, and alerts come when it holds.</p>
        </Empty>
      ) : (
        <Table
          label="Sentences on watch"
          rows={all}
          idOf={q => q.id}
          columns={[
            {
              title: 'Sentence',
              cell: q => (
                <>
                  <a href={address('/manage/queries/{id}', { id: q.id })}>{q.text}</a>
                  {q.warnings.length > 0 && (
                    <span class="warned" title={q.warnings.join('\n')}>
                      <Icon name="warning" size={14} />
                      <span class="unseen">has words that nothing judges</span>
                    </span>
                  )}
                </>
              ),
            },
            { title: 'Cameras', cell: q => (q.cameras.length === 0 ? 'all' : q.cameras.map(nameOf).join(', ')) },
            { title: 'From', cell: q => `${Math.round(q.threshold * 100)} %`, figure: true },
            {
              title: 'Open',
              cell: q => (
                <a href={`/alerts?query=${encodeURIComponent(q.id)}`} title={`Alerts of: ${q.text}`}>
                  {q.openAlerts}
                </a>
              ),
              figure: true,
            },
            {
              title: 'Change',
              cell: q => (
                <span class="actions">
                  <LinkButton
                    kind="quiet"
                    compact
                    icon="edit"
                    href={address('/manage/queries/{id}', { id: q.id })}
                    title={`Change: ${q.text}`}
                  >
                    Change: {q.text}
                  </LinkButton>
                  <Button kind="quiet" compact icon="trash" title={`Remove: ${q.text}`} onClick={() => setLeaving(q)}>
                    Remove: {q.text}
                  </Button>
                </span>
              ),
            },
          ]}
        />
      )}
      <div class="actions">
        <LinkButton kind="primary" icon="plus" href="/ask?on=watch">
          Keep a sentence on watch
        </LinkButton>
      </div>
      {leaving && <RemoveQuery query={leaving} onClose={() => setLeaving(null)} />}
    </section>
  );
}

export function RemoveQuery({ query, onClose, onDone }: { query: Query; onClose: () => void; onDone?: () => void }) {
  const remove = useAction(async () => {
    await call('delete', '/api/queries/{id}', { path: { id: query.id } });
    queries.refresh();
    announce('Removed');
    onDone?.();
  });
  return (
    <Confirm title="Take this sentence off watch?" verb="Remove it" action={remove} onClose={onClose}>
      <p>“{query.text}”</p>
      <p>Its open alerts close. Alerts that were raised stay in the list.</p>
    </Confirm>
  );
}
