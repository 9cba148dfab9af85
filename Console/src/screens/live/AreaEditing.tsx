import { useState } from 'preact/hooks';
import { call } from '../../api/client.ts';
import { cameras } from '../../api/lists.ts';
import type { Camera } from '../../api/types.ts';
import { useAction } from '../../lib/action.ts';
import { Button } from '../../ui/Button.tsx';
import { announce } from '../../ui/announce.tsx';
import { Trouble } from '../../ui/Trouble.tsx';
import { AreaList } from '../../zones/AreaList.tsx';
import { add, drawingOf, faults, requestOf, undo, type Area, type Drawing } from '../../zones/drawing.ts';
import { rectangle, type Point } from '../../zones/polygon.ts';

export interface Editing {
  drawing: Drawing;
  selected: number | null;
  drawn: { kind: Area['kind']; points: readonly Point[] } | null;
}

export const editingOf = (camera: Camera): Editing => ({ drawing: drawingOf(camera), selected: null, drawn: null });

/** A point more of what is being drawn; a closed one becomes an area. */
export function drawOn(editing: Editing, points: readonly Point[], closed: boolean): Editing {
  if (!editing.drawn) return editing;
  if (!closed) return { ...editing, drawn: { ...editing.drawn, points } };
  const drawing = add(editing.drawing, editing.drawn.kind, points);
  return { drawing, selected: drawing.next - 1, drawn: null };
}

interface AreaEditingProps {
  camera: Camera;
  editing: Editing;
  onChange: (e: Editing) => void;
  onDone: () => void;
}

/** What stands beside the picture while its areas are edited. */
export function AreaEditing({ camera, editing, onChange, onDone }: AreaEditingProps) {
  const { drawing, selected, drawn } = editing;
  const [first] = useState(drawing);
  const save = useAction(async () => {
    await call('put', '/api/cameras/{id}', { path: { id: camera.id }, body: requestOf(camera, drawing) });
    cameras.refresh();
    announce('Areas saved');
    onDone();
  });
  const addRectangle = (kind: Area['kind']) => {
    const next = add(drawing, kind, rectangle());
    onChange({ drawing: next, selected: next.next - 1, drawn: null });
  };
  const wrong = faults(drawing).size > 0;
  return (
    <section
      class="card"
      aria-labelledby="areas"
      onKeyDown={e => {
        if (e.key === 'z' && (e.ctrlKey || e.metaKey) && !(e.target instanceof HTMLInputElement))
          (e.preventDefault(), onChange({ ...editing, drawing: undo(drawing) }));
      }}
    >
      <h2 id="areas">Zones and masks</h2>
      {drawn ? (
        <div class="sketching">
          <p role="status">Click the corners of the {drawn.kind} on the picture; click the first one again to close it.</p>
          <div class="actions">
            <Button disabled={drawn.points.length < 3} icon="check" onClick={() => onChange(drawOn(editing, drawn.points, true))}>
              Close it
            </Button>
            <Button onClick={() => onChange({ ...editing, drawn: null })}>Stop drawing</Button>
          </div>
        </div>
      ) : (
        <div class="actions">
          <Button icon="edit" onClick={() => onChange({ ...editing, selected: null, drawn: { kind: 'zone', points: [] } })}>
            Draw a zone
          </Button>
          <Button icon="edit" onClick={() => onChange({ ...editing, selected: null, drawn: { kind: 'mask', points: [] } })}>
            Draw a mask
          </Button>
          <Button icon="plus" kind="quiet" onClick={() => addRectangle('zone')}>
            Zone in the middle
          </Button>
          <Button icon="plus" kind="quiet" onClick={() => addRectangle('mask')}>
            Mask in the middle
          </Button>
        </div>
      )}
      <AreaList
        drawing={drawing}
        selected={selected}
        onChange={d => onChange({ ...editing, drawing: d })}
        onSelect={s => onChange({ ...editing, selected: s, drawn: null })}
      />
      {selected !== null && (
        <p class="hint">
          Drag points or the whole area. With the keys: Tab to a point, arrows move it (with Shift finely), Enter puts one after it, Delete
          takes it away.
        </p>
      )}
      <Trouble error={save.error} />
      <div class="actions">
        <Button
          kind="primary"
          icon="check"
          busy={save.busy}
          disabled={wrong || drawing.areas === first.areas}
          onClick={() => void save.run()}
        >
          Save
        </Button>
        <Button icon="undo" disabled={drawing.past.length === 0} onClick={() => onChange({ ...editing, drawing: undo(drawing) })}>
          Undo
        </Button>
        <Button onClick={onDone}>Cancel</Button>
      </div>
      <p class="hint">Saving connects the camera anew.</p>
    </section>
  );
}
