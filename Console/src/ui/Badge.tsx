import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './Icon.tsx';

export type Tone = 'good' | 'busy' | 'warn' | 'bad' | 'plain';
const ICONS: Record<Tone, IconName | null> = { good: 'check', busy: 'wait', warn: 'warning', bad: 'error', plain: null };

/** A state: never by colour alone. */
export function Badge({ tone, children, title }: { tone: Tone; children: ComponentChildren; title?: string | undefined }) {
  const icon = ICONS[tone];
  return (
    <span class={`badge ${tone}`} title={title}>
      {icon && <Icon name={icon} size={13} />}
      {children}
    </span>
  );
}
