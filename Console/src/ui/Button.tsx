import type { ComponentChildren, JSX } from 'preact';
import { Icon, type IconName } from './Icon.tsx';

interface Looks {
  icon?: IconName | undefined;
  kind?: 'plain' | 'primary' | 'danger' | 'quiet' | undefined;
  /** Hides the words where there is no room for them; screen readers keep them. */
  compact?: boolean | undefined;
  children: ComponentChildren;
}

const classOf = (kind: Looks['kind'], compact: boolean | undefined) => `button ${kind ?? 'plain'}${compact ? ' compact' : ''}`;

type ButtonProps = Looks & { busy?: boolean } & Omit<JSX.IntrinsicElements['button'], 'icon' | 'children'>;

/** While busy it keeps its focus, and does nothing. */
export function Button({ icon, kind, compact, busy, children, onClick, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      class={classOf(kind, compact)}
      aria-busy={busy}
      aria-disabled={busy}
      {...(busy ? { onClick: (e: Event) => e.preventDefault() } : onClick ? { onClick } : {})}
    >
      {icon && <Icon name={icon} />}
      <span class="words">{children}</span>
    </button>
  );
}

export function LinkButton({ icon, kind, compact, children, ...rest }: Looks & Omit<JSX.IntrinsicElements['a'], 'icon' | 'children'>) {
  return (
    <a {...rest} class={classOf(kind, compact)}>
      {icon && <Icon name={icon} />}
      <span class="words">{children}</span>
    </a>
  );
}
