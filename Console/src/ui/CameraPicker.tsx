import type { Camera } from '../api/types.ts';
import { useId } from 'preact/hooks';

interface CameraPickerProps {
  all: readonly Pick<Camera, 'id' | 'name'>[];
  picked: readonly string[];
  onPick: (ids: string[]) => void;
  label?: string;
}

/** Some cameras; none picked means all of them. */
export function CameraPicker({ all, picked, onPick, label = 'Cameras' }: CameraPickerProps) {
  const id = useId();
  const text =
    picked.length === 0
      ? 'All cameras'
      : picked.length === 1
        ? (all.find(c => c.id === picked[0])?.name ?? picked[0])
        : `${picked.length} cameras`;
  return (
    <div class="field">
      <span class="label" id={id}>
        {label}
      </span>
      <details
        class="picker"
        onKeyDown={e => {
          if (e.key === 'Escape') e.currentTarget.open = false;
        }}
        onFocusOut={e => {
          if (!e.currentTarget.contains(e.relatedTarget as Node | null) && e.relatedTarget) e.currentTarget.open = false;
        }}
      >
        <summary aria-describedby={id}>{text}</summary>
        <fieldset aria-labelledby={id}>
          <label>
            <input type="checkbox" checked={picked.length === 0} onChange={() => onPick([])} /> All cameras
          </label>
          {all.map(c => (
            <label key={c.id}>
              <input
                type="checkbox"
                checked={picked.includes(c.id)}
                onChange={e => onPick(e.currentTarget.checked ? [...picked, c.id] : picked.filter(p => p !== c.id))}
              />{' '}
              {c.name}
            </label>
          ))}
        </fieldset>
      </details>
    </div>
  );
}
