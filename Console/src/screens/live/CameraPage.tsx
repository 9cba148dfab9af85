import { useRoute } from 'preact-iso/router';
import { useState } from 'preact/hooks';
import { call } from '../../api/client.ts';
import { cameras } from '../../api/lists.ts';
import type { Camera } from '../../api/types.ts';
import { may } from '../../app/session.ts';
import { useAction } from '../../lib/action.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button, LinkButton } from '../../ui/Button.tsx';
import { Check } from '../../ui/Field.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { Empty, Loading, Trouble } from '../../ui/Trouble.tsx';
import { Editor } from '../../zones/Editor.tsx';
import { drawingOf } from '../../zones/drawing.ts';
import { AreaEditing, drawOn, editingOf, type Editing } from './AreaEditing.tsx';
import { AreaOverlay } from './AreaOverlay.tsx';
import { CameraFacts } from './CameraFacts.tsx';
import { toneOf, wordOf } from './cameraState.ts';
import { LivePicture } from './LivePicture.tsx';
import { MarkOverlay } from './MarkOverlay.tsx';
import { ratioOf } from './ratio.ts';
import { useMarks } from './useMarks.ts';

const BACK = { href: '/live', text: 'All cameras' };

export function CameraPage() {
  const id = useRoute().params['id']!;
  const all = cameras.use();
  const camera = all?.find(c => c.id === id);
  if (camera) return <OneCamera key={id} camera={camera} />;
  return (
    <Screen title={id} back={BACK}>
      {all ? (
        <Empty icon="live" title="No such camera">
          <p>
            It may have been removed. <a href="/live">See the others</a>.
          </p>
        </Empty>
      ) : cameras.error.value ? (
        <Trouble error={cameras.error.value} retry={cameras.refresh} />
      ) : (
        <Loading what="the camera" />
      )}
    </Screen>
  );
}

function OneCamera({ camera }: { camera: Camera }) {
  const marks = useMarks(camera.id);
  const [layers, setLayers] = useState({ marks: true, areas: true });
  const [editing, setEditing] = useState<Editing | null>(null);
  const restart = useAction(async () => {
    await call('post', '/api/cameras/{id}/restart', { path: { id: camera.id } });
    cameras.refresh();
  });
  return (
    <Screen
      title={camera.name}
      back={BACK}
      wide
      actions={
        <>
          <Badge tone={toneOf(camera)}>{wordOf(camera)}</Badge>
          <LinkButton icon="alerts" href={`/alerts?camera=${encodeURIComponent(camera.id)}`}>
            Its alerts
          </LinkButton>
          {may('admin') && (
            <Button icon="restart" busy={restart.busy} onClick={() => void restart.run()}>
              Connect anew
            </Button>
          )}
          {may('admin') && (
            <LinkButton icon="manage" href={`/manage/cameras/${encodeURIComponent(camera.id)}`}>
              Settings
            </LinkButton>
          )}
        </>
      }
    >
      <Trouble error={restart.error} />
      {camera.reason && <p class="notice warn">{camera.reason}</p>}
      <div class="beside">
        <div class="picture" style={ratioOf(camera)}>
          <LivePicture camera={camera} label={`Live picture of ${camera.name}`} />
          {layers.areas && !editing && <AreaOverlay areas={drawingOf(camera).areas} />}
          {layers.marks && !editing && marks && <MarkOverlay marks={marks} />}
          {editing && (
            <Editor
              drawing={editing.drawing}
              selected={editing.selected}
              drawn={editing.drawn?.points ?? null}
              onChange={drawing => setEditing({ ...editing, drawing })}
              onSelect={selected => setEditing({ ...editing, selected })}
              onDraw={(points, closed) => setEditing(drawOn(editing, points, closed))}
            />
          )}
        </div>
        <div class="stack">
          {editing ? (
            <AreaEditing camera={camera} editing={editing} onChange={setEditing} onDone={() => setEditing(null)} />
          ) : (
            <section class="card" aria-labelledby="shown">
              <h2 id="shown">On the picture</h2>
              <Check label="Objects, with their numbers" checked={layers.marks} onChange={m => setLayers({ ...layers, marks: m })} />
              <Check
                label={`Zones (${camera.zones.length}) and masks (${camera.masks.length})`}
                checked={layers.areas}
                onChange={a => setLayers({ ...layers, areas: a })}
              />
              {may('admin') && (
                <div class="actions">
                  <Button icon="edit" onClick={() => setEditing(editingOf(camera))}>
                    Edit zones and masks
                  </Button>
                </div>
              )}
            </section>
          )}
          {!editing && (
            <section class="card" aria-labelledby="facts">
              <h2 id="facts">How it fares</h2>
              <CameraFacts camera={camera} />
            </section>
          )}
        </div>
      </div>
    </Screen>
  );
}
