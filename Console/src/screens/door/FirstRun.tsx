import { useState } from 'preact/hooks';
import { call } from '../../api/client.ts';
import { cameras } from '../../api/lists.ts';
import { useAction } from '../../lib/action.ts';
import { useLoad } from '../../lib/load.ts';
import { Button, LinkButton } from '../../ui/Button.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { Loading, Trouble } from '../../ui/Trouble.tsx';
import { LivePicture } from '../live/LivePicture.tsx';
import { ratioOf } from '../live/ratio.ts';
import { SourceFields } from '../../cameras/SourceFields.tsx';
import { blankSource, sourceRequest, type SourceForm } from '../../cameras/form.ts';

/** From nothing to the first camera in view: its source, a look at it, done. */
export function FirstRun({ onBegin, onDone }: { onBegin: () => void; onDone: () => void }) {
  const [form, setForm] = useState<SourceForm>(blankSource);
  const [added, setAdded] = useState<string | null>(null);
  const add = useAction(async () => {
    onBegin();
    const camera = await call('post', '/api/cameras', { body: sourceRequest(form) });
    setAdded(camera.id);
  });
  return (
    <Screen title="Your first camera">
      <ol class="steps" aria-label="Steps">
        <li aria-current={added === null ? 'step' : undefined}>Where the pictures come from</li>
        <li aria-current={added !== null ? 'step' : undefined}>The first picture</li>
      </ol>
      {added === null ? (
        <form class="card form" onSubmit={e => (e.preventDefault(), void add.run())}>
          <p>Nothing is watched yet. Name a camera to begin with; everything about it can be changed later.</p>
          <SourceFields form={form} onChange={setForm} error={add.error} />
          <Trouble error={add.error} />
          <div class="actions">
            <Button kind="primary" type="submit" icon="live" busy={add.busy}>
              Try it
            </Button>
          </div>
        </form>
      ) : (
        <FirstPicture id={added} onBack={() => setAdded(null)} onDone={onDone} />
      )}
    </Screen>
  );
}

/** Waits for the picture. A source that gives none is taken away again, so that the next try may have the same name. */
function FirstPicture({ id, onBack, onDone }: { id: string; onBack: () => void; onDone: () => void }) {
  const camera = useLoad(signal => call('get', '/api/cameras/{id}', { path: { id }, signal }), [id], { every: 700 });
  const remove = useAction(async () => {
    await call('delete', '/api/cameras/{id}', { path: { id } });
    onBack();
  });
  const there = camera.data !== undefined && camera.data.framesDecoded > 0;
  const trouble = !there && camera.data ? camera.data.reason : null;
  return (
    <section class="card form" aria-live="polite">
      <Trouble error={camera.error} />
      {!camera.data || (!there && !trouble) ? <Loading what="the first picture" /> : null}
      {trouble && <p class="notice warn">No picture: {trouble}</p>}
      {there && (
        <>
          <div class="picture going" style={ratioOf(camera.data!)}>
            <LivePicture camera={camera.data!} label={`Live picture of ${camera.data!.name}`} />
          </div>
          <p class="notice good">{camera.data!.name} works. From now on everything in it is followed and can be asked about.</p>
          <div class="actions">
            <Button kind="primary" icon="live" onClick={() => (cameras.refresh(), onDone())}>
              Go to the cameras
            </Button>
            <LinkButton icon="eye" href="/ask?on=watch">
              Keep a sentence on watch
            </LinkButton>
          </div>
        </>
      )}
      {!there && (
        <div class="actions">
          <Button icon="back" busy={remove.busy} onClick={() => void remove.run()}>
            Change the source
          </Button>
          {trouble && <Button onClick={() => (cameras.refresh(), onDone())}>Keep it and go on trying</Button>}
        </div>
      )}
      <Trouble error={remove.error} />
    </section>
  );
}
