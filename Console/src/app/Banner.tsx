import { Icon } from '../ui/Icon.tsx';
import { online } from './connection.ts';

/** Says that the server is away, and goes by itself. The element stays, so that a screen reader hears of both. */
export function Banner() {
  return (
    <div class="banner-place" role="status" aria-live="polite">
      {!online.value && (
        <p class="banner">
          <Icon name="warning" /> The server cannot be reached. What you see is from before; this page goes on by itself when it is back.
        </p>
      )}
    </div>
  );
}
