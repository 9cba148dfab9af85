import { useState } from 'preact/hooks';
import { address, call } from '../../api/client.ts';
import { cameras } from '../../api/lists.ts';
import type { Camera } from '../../api/types.ts';
import { useAction } from '../../lib/action.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button, LinkButton } from '../../ui/Button.tsx';
import { announce } from '../../ui/announce.tsx';
import { Confirm } from '../../ui/Dialog.tsx';
import { Table } from '../../ui/Table.tsx';
import { Empty, Loading, Trouble } from '../../ui/Trouble.tsx';
import { toneOf, wordOf } from '../live/cameraState.ts';

export function Cameras() {
  const all = cameras.use();
  const [leaving, setLeaving] = useState<Camera | null>(null);
  if (!all) return cameras.error.value ? <Trouble error={cameras.error.value} retry={cameras.refresh} /> : <Loading what="cameras" />;
  return (
    <section class="card" aria-label="Cameras">
      {all.length === 0 ? (
        <Empty icon="live" title="No cameras yet">
          <p>Add the first one.</p>
        </Empty>
      ) : (
        <Table
          label="Cameras"
          rows={all}
          idOf={c => c.id}
          columns={[
            { title: 'Camera', cell: c => <a href={address('/manage/cameras/{id}', { id: c.id })}>{c.name}</a> },
            { title: 'Source', cell: c => <span class="source">{c.source}</span> },
            { title: 'State', cell: c => <Badge tone={toneOf(c)}>{wordOf(c)}</Badge> },
            { title: 'Recording', cell: c => (c.recording ? 'on' : 'off') },
            {
              title: 'Change',
              cell: c => (
                <span class="actions">
                  <LinkButton
                    kind="quiet"
                    compact
                    icon="edit"
                    href={address('/manage/cameras/{id}', { id: c.id })}
                    title={`Settings of ${c.name}`}
                  >
                    Settings of {c.name}
                  </LinkButton>
                  <Button kind="quiet" compact icon="trash" title={`Remove ${c.name}`} onClick={() => setLeaving(c)}>
                    Remove {c.name}
                  </Button>
                </span>
              ),
            },
          ]}
        />
      )}
      <div class="actions">
        <LinkButton kind="primary" icon="plus" href="/manage/cameras/new">
          Add a camera
        </LinkButton>
      </div>
      {leaving && <RemoveCamera camera={leaving} onClose={() => setLeaving(null)} />}
    </section>
  );
}

export function RemoveCamera({ camera, onClose, onDone }: { camera: Camera; onClose: () => void; onDone?: () => void }) {
  const remove = useAction(async () => {
    await call('delete', '/api/cameras/{id}', { path: { id: camera.id } });
    cameras.refresh();
    announce(`${camera.name} removed`);
    onDone?.();
  });
  return (
    <Confirm title={`Stop watching ${camera.name}?`} verb="Remove it" action={remove} onClose={onClose}>
      <p>Nothing of it is seen any more, and no alerts come from it. What it has seen and recorded stays until retention takes it.</p>
    </Confirm>
  );
}
