import { signal } from '@preact/signals';

/** Whether the server answers. */
export const online = signal(true);

/** Grows when the server is back: what depends on it loads again. */
export const epoch = signal(0);

const SOONEST = 500,
  LATEST = 5000;
let probing = false;

/** A request got no answer: ask until there is one. */
export function unreachable(): void {
  online.value = false;
  if (probing) return;
  probing = true;
  void probe(SOONEST);
}

/** A stream ended: that may be the server's end, or a proxy that closes what is long open. */
export async function suspect(): Promise<void> {
  if (online.value && !probing && !(await well())) unreachable();
}

/** A request got an answer, of whatever kind. */
export function answered(): void {
  if (!online.value) back();
}

async function probe(pause: number): Promise<void> {
  await new Promise<void>(done => setTimeout(done, pause));
  if (online.value) {
    probing = false;
    return;
  }
  if (!(await well())) return probe(Math.min(LATEST, pause * 1.5));
  probing = false;
  if (!online.value) back();
}

const well = (): Promise<boolean> =>
  fetch('/health/ready', { cache: 'no-store' }).then(
    r => r.ok,
    () => false,
  );

function back(): void {
  online.value = true;
  epoch.value++;
}
