import { useLocation } from 'preact-iso/router';
import { useState } from 'preact/hooks';
import { address, call } from '../../api/client.ts';
import { cameras } from '../../api/lists.ts';
import type { Camera } from '../../api/types.ts';
import { blankSource, sourceOf, sourceRequest } from '../../cameras/form.ts';
import { SourceFields } from '../../cameras/SourceFields.tsx';
import { useAction } from '../../lib/action.ts';
import { useLoad } from '../../lib/load.ts';
import { Button, LinkButton } from '../../ui/Button.tsx';
import { announce } from '../../ui/announce.tsx';
import { Loading, Trouble } from '../../ui/Trouble.tsx';
import { RemoveCamera } from './Cameras.tsx';

export function NewCamera() {
  const { route } = useLocation();
  const [form, setForm] = useState(blankSource);
  const add = useAction(async () => {
    const camera = await call('post', '/api/cameras', { body: sourceRequest(form) });
    cameras.refresh();
    announce(`${camera.name} added`);
    route(address('/live/{id}', { id: camera.id }));
  });
  return (
    <form class="card form" onSubmit={e => (e.preventDefault(), void add.run())}>
      <h2>Add a camera</h2>
      <SourceFields form={form} onChange={setForm} error={add.error} />
      <Trouble error={add.error} />
      <div class="actions">
        <Button kind="primary" type="submit" icon="plus" busy={add.busy}>
          Add it
        </Button>
        <LinkButton href="/manage/cameras">Cancel</LinkButton>
      </div>
    </form>
  );
}

export function EditCamera({ id }: { id: string }) {
  const camera = useLoad(signal => call('get', '/api/cameras/{id}', { path: { id }, signal }), [id]);
  if (!camera.data) return camera.error ? <Trouble error={camera.error} retry={camera.reload} /> : <Loading what="the camera" />;
  return <Settings key={id} camera={camera.data} />;
}

function Settings({ camera }: { camera: Camera }) {
  const { route } = useLocation();
  const [form, setForm] = useState(() => sourceOf(camera));
  const [leaving, setLeaving] = useState(false);
  const save = useAction(async () => {
    await call('put', '/api/cameras/{id}', { path: { id: camera.id }, body: sourceRequest(form, camera) });
    cameras.refresh();
    announce('Saved');
    route('/manage/cameras');
  });
  return (
    <form class="card form" onSubmit={e => (e.preventDefault(), void save.run())}>
      <h2>{camera.name}</h2>
      <SourceFields form={form} onChange={setForm} error={save.error} fixed />
      <p class="hint">
        Zones and masks are drawn <a href={address('/live/{id}', { id: camera.id })}>on the picture</a>. Saving connects the camera anew.
      </p>
      <Trouble error={save.error} />
      <div class="actions">
        <Button kind="primary" type="submit" icon="check" busy={save.busy}>
          Save
        </Button>
        <LinkButton href="/manage/cameras">Cancel</LinkButton>
        <Button kind="danger" icon="trash" onClick={() => setLeaving(true)}>
          Remove it
        </Button>
      </div>
      {leaving && <RemoveCamera camera={camera} onClose={() => setLeaving(false)} onDone={() => route('/manage/cameras')} />}
    </form>
  );
}
