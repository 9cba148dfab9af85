import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { faults, remove, rename, type Drawing } from './drawing.ts';

interface AreaListProps {
  drawing: Drawing;
  onChange: (d: Drawing) => void;
  selected: number | null;
  onSelect: (key: number | null) => void;
}

/** What is drawn, as a list: names, what is wrong, removing. Selecting one shows its points on the picture. */
export function AreaList({ drawing, onChange, selected, onSelect }: AreaListProps) {
  const wrong = faults(drawing);
  if (drawing.areas.length === 0)
    return <p class="hint">Nothing is drawn. Standing queries can be limited to a zone; what a mask covers is seen by nobody.</p>;
  let mask = 0;
  return (
    <ul class="area-list">
      {drawing.areas.map(a => {
        const title = a.kind === 'mask' ? `Mask ${++mask}` : a.name;
        return (
          <li key={a.key} class={a.key === selected ? 'selected' : ''}>
            {a.kind === 'zone' ? (
              <Field label="Zone" fault={wrong.get(a.key)}>
                {ids => (
                  <input
                    {...ids}
                    value={a.name}
                    maxLength={64}
                    onFocus={() => onSelect(a.key)}
                    onInput={e => onChange(rename(drawing, a.key, e.currentTarget.value))}
                  />
                )}
              </Field>
            ) : (
              <p>
                {title}
                {wrong.has(a.key) && <span class="fault">{wrong.get(a.key)}</span>}
              </p>
            )}
            <div class="actions">
              <Button
                kind="quiet"
                icon="edit"
                compact
                aria-pressed={a.key === selected}
                title={`Points of ${title}`}
                onClick={() => onSelect(a.key === selected ? null : a.key)}
              >
                Points of {title}
              </Button>
              <Button kind="quiet" icon="trash" compact title={`Remove ${title}`} onClick={() => onChange(remove(drawing, a.key))}>
                Remove {title}
              </Button>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
