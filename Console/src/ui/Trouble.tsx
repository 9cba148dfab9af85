import type { ComponentChildren } from 'preact';
import { Lost, Problem, wordsOf } from '../api/problem.ts';
import { Button } from './Button.tsx';
import { Icon, type IconName } from './Icon.tsx';

/** What went wrong, in the server's words, and what can be done. A server that is away has its own banner. */
export function Trouble({ error, retry }: { error: unknown; retry?: (() => void) | undefined }) {
  if (!error || error instanceof Lost) return null;
  return (
    <div class="trouble" role="alert">
      <Icon name="error" />
      <div>
        <p>{wordsOf(error)}</p>
        {error instanceof Problem && error.traceId && <p class="hint">For the server's log: {error.traceId}</p>}
      </div>
      {retry && (
        <Button icon="restart" onClick={retry}>
          Try again
        </Button>
      )}
    </div>
  );
}

/** Nothing here, and what to do about it. */
export function Empty({ icon, title, children }: { icon: IconName; title: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <Icon name={icon} size={32} />
      <h2>{title}</h2>
      {children}
    </div>
  );
}

export function Loading({ what }: { what: string }) {
  return (
    <p class="loading" role="status">
      <span class="spinner" aria-hidden="true" /> Loading {what}…
    </p>
  );
}
