import { useLocation } from 'preact-iso/router';
import { openCount } from '../alerts/live.ts';
import { Icon, type IconName } from '../ui/Icon.tsx';
import { may } from './session.ts';

interface Place {
  href: string;
  text: string;
  icon: IconName;
  /** Other addresses that belong to it. */
  also?: string[];
}

const PLACES: Place[] = [
  { href: '/live', text: 'Live', icon: 'live' },
  { href: '/ask', text: 'Ask', icon: 'ask', also: ['/tubes'] },
  { href: '/alerts', text: 'Alerts', icon: 'alerts' },
  { href: '/system', text: 'System', icon: 'system' },
];
const MANAGE: Place = { href: '/manage', text: 'Manage', icon: 'manage' };

/** The places of the console: at the side, on a phone at the bottom. */
export function Navigation() {
  const { path } = useLocation();
  const places = may('operator') ? [...PLACES, MANAGE] : PLACES;
  const within = (place: Place) => [place.href, ...(place.also ?? [])].some(h => path === h || path.startsWith(`${h}/`));
  return (
    <nav class="places" aria-label="Console">
      <ul>
        {places.map(p => (
          <li key={p.href}>
            <a href={p.href} aria-current={within(p) ? 'page' : undefined}>
              <Icon name={p.icon} size={20} />
              <span>{p.text}</span>
              {p.href === '/alerts' && (openCount.value ?? 0) > 0 && (
                <span class="count">
                  {openCount.value! > 999 ? '999+' : openCount}
                  <span class="unseen"> open</span>
                </span>
              )}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
