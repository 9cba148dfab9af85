import { signal } from '@preact/signals';

const words = signal('');

/** Has a screen reader say something that only changes on the screen. */
export function announce(text: string): void {
  // The same words twice are no change: a blank that is not heard makes them one.
  words.value = words.value === text ? `${text}\u00a0` : text;
}

export const Announcer = () => (
  <div class="unseen" aria-live="polite" role="status">
    {words}
  </div>
);
