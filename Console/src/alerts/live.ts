import { signal } from '@preact/signals';
import { call } from '../api/client.ts';
import { nameOf } from '../api/lists.ts';
import { announce } from '../ui/announce.tsx';
import { Follower } from './follower.ts';
import type { AlertRow } from './row.ts';
import { chime } from './sound.ts';
import { world } from './stream.ts';

/** Whether changes of alerts come as they happen. */
export const live = signal(false);

/** Alerts that are open; null before it is known. */
export const openCount = signal<number | null>(null);

export const follower = new Follower(world, up => {
  live.value = up;
});

const SPOKEN_EVERY = 3000;
let counting = 0,
  spoken = 0,
  unspoken = 0;

/** Begins to follow, for as long as the page lives. */
export function followAlerts(): () => void {
  follower.start();
  count();
  const stop = follower.listen(heard, count);
  return () => {
    stop();
    follower.stop();
  };
}

function heard(row: AlertRow): void {
  // Many changes at once are one question.
  if (counting === 0) counting = window.setTimeout(() => ((counting = 0), count()), 500);
  if (!row.open || row.change !== 1) return;
  chime();
  speak(row);
}

function count(): void {
  call('get', '/api/system', {}).then(
    s => (openCount.value = s.openAlerts),
    () => (openCount.value = null),
  ); // unknown while it cannot be asked
}

/** A screen reader hears of new alerts, but is not talked over by a burst of them. */
function speak(row: AlertRow): void {
  unspoken++;
  if (spoken !== 0) return;
  announce(unspoken > 1 ? `${unspoken} new alerts` : `New alert: ${row.query}, camera ${nameOf(row.camera)}`);
  unspoken = 0;
  spoken = window.setTimeout(() => ((spoken = 0), unspoken > 0 && announce(`${unspoken} new alerts`), (unspoken = 0)), SPOKEN_EVERY);
}
