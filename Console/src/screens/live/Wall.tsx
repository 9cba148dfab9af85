import { useMemo, useState } from 'preact/hooks';
import { cameras } from '../../api/lists.ts';
import type { Camera } from '../../api/types.ts';
import { may } from '../../app/session.ts';
import { Empty, Loading, Trouble } from '../../ui/Trouble.tsx';
import { LinkButton } from '../../ui/Button.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { FirstRun } from '../door/FirstRun.tsx';
import { TileGrid } from './TileGrid.tsx';

const SIZES = { small: 220, medium: 340, large: 560 } as const;
type Size = keyof typeof SIZES;
const KEY = 'stvg.tiles';

/** The wall of cameras. Without any, the way to the first one. */
export function Wall() {
  const all = cameras.use();
  const [size, setSize] = useState<Size>((localStorage.getItem(KEY) as Size | null) ?? 'medium');
  const [words, setWords] = useState('');
  const [first, setFirst] = useState(false);
  const shown = useMemo(() => filtered(all ?? [], words), [all, words]);
  if (!all)
    return (
      <Screen title="Live">
        {cameras.error.value ? <Trouble error={cameras.error.value} retry={cameras.refresh} /> : <Loading what="cameras" />}
      </Screen>
    );
  // Its last step shows the new camera: it stays until one goes on.
  if (first || (all.length === 0 && may('admin'))) return <FirstRun onBegin={() => setFirst(true)} onDone={() => setFirst(false)} />;
  if (all.length === 0) return <NoCamera />;
  return (
    <Screen
      title="Live"
      wide
      actions={
        <>
          {all.length > 8 && (
            <input
              type="search"
              aria-label="Filter cameras"
              placeholder="Filter cameras"
              value={words}
              onInput={e => setWords(e.currentTarget.value)}
            />
          )}
          <label class="inline">
            Tiles{' '}
            <select value={size} onChange={e => (setSize(e.currentTarget.value as Size), localStorage.setItem(KEY, e.currentTarget.value))}>
              <option value="small">small</option>
              <option value="medium">medium</option>
              <option value="large">large</option>
            </select>
          </label>
          {may('admin') && (
            <LinkButton icon="plus" href="/manage/cameras/new">
              Add a camera
            </LinkButton>
          )}
        </>
      }
    >
      <p class="summary">{summary(all)}</p>
      {shown.length === 0 ? (
        <Empty icon="live" title="No camera of that name">
          <p>{all.length} cameras are watched. Type less, or something else.</p>
        </Empty>
      ) : (
        <TileGrid cameras={shown} least={SIZES[size]} />
      )}
    </Screen>
  );
}

function NoCamera() {
  return (
    <Screen title="Live">
      <Empty icon="live" title="No cameras yet">
        <p>Somebody with an administrator's key has to add the first one.</p>
      </Empty>
    </Screen>
  );
}

/** By name and id; what failed comes first, for it wants somebody. */
function filtered(all: readonly Camera[], words: string): Camera[] {
  const wanted = words.trim().toLowerCase();
  return all
    .filter(c => `${c.name} ${c.id}`.toLowerCase().includes(wanted))
    .sort(
      (a, b) => Number(b.state === 'failed') - Number(a.state === 'failed') || a.name.localeCompare(b.name, undefined, { numeric: true }),
    );
}

function summary(all: readonly Camera[]): string {
  const count = (state: Camera['state']) => all.filter(c => c.state === state).length;
  const parts = [`${all.length} ${all.length === 1 ? 'camera' : 'cameras'}`, `${count('running')} running`];
  for (const state of ['connecting', 'ended', 'failed'] as const) if (count(state) > 0) parts.push(`${count(state)} ${state}`);
  return parts.join(' · ');
}
