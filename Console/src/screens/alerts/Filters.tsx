import type { AlertFilter } from '../../alerts/book.ts';
import type { Camera, Query } from '../../api/types.ts';

interface FiltersProps {
  filter: AlertFilter;
  cameras: readonly Camera[];
  queries: readonly Query[];
  onChange: (filter: AlertFilter) => void;
}

const short = (text: string) => (text.length > 48 ? `${text.slice(0, 47)}…` : text);

export function Filters({ filter, cameras, queries, onChange }: FiltersProps) {
  // What is filtered by stays to choose even when it was removed: its alerts are still there.
  const cameraIds = including(
    cameras.map(c => [c.id, c.name]),
    filter.camera,
  );
  const queryIds = including(
    queries.map(q => [q.id, short(q.text)]),
    filter.query,
  );
  return (
    <search class="filters row">
      <label>
        State
        <select
          value={filter.state ?? ''}
          onChange={e => onChange({ ...filter, state: (e.currentTarget.value || undefined) as AlertFilter['state'] })}
        >
          <option value="">open and closed</option>
          <option value="open">open</option>
          <option value="closed">closed</option>
        </select>
      </label>
      <label>
        Camera
        <select value={filter.camera ?? ''} onChange={e => onChange({ ...filter, camera: e.currentTarget.value || undefined })}>
          <option value="">all</option>
          {cameraIds.map(([id, name]) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        Sentence
        <select value={filter.query ?? ''} onChange={e => onChange({ ...filter, query: e.currentTarget.value || undefined })}>
          <option value="">all</option>
          {queryIds.map(([id, name]) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
    </search>
  );
}

const including = (known: string[][], id: string | undefined) => (id && !known.some(k => k[0] === id) ? [...known, [id, id]] : known);
