import { sound, setSound } from '../alerts/sound.ts';
import { live } from '../alerts/live.ts';
import { Button } from '../ui/Button.tsx';
import { Badge } from '../ui/Badge.tsx';
import { useAction } from '../lib/action.ts';
import { session } from './session.ts';
import { signOut } from './signIn.ts';
import { setTheme, theme, type Theme } from './theme.ts';

const NEXT: Record<Theme, Theme> = { auto: 'light', light: 'dark', dark: 'auto' };
const NAMES: Record<Theme, string> = { auto: 'as the system', light: 'light', dark: 'dark' };

/** Who looks, and how: name, sound, colours. */
export function TopBar() {
  const leave = useAction(async () => {
    await signOut();
    location.assign('/');
  });
  const who = session.value!;
  return (
    <header class="top">
      <a class="brand" href="/live">
        <Mark />
        <span>Stvg</span>
      </a>
      <div class="actions">
        {live.value ? <Badge tone="good">Following</Badge> : <Badge tone="busy">Connecting</Badge>}
        <Button
          kind="quiet"
          compact
          icon={sound.value ? 'sound' : 'mute'}
          aria-pressed={sound.value}
          title="Sound of new alerts"
          onClick={() => setSound(!sound.value)}
        >
          Sound
        </Button>
        <Button
          kind="quiet"
          compact
          icon={theme.value}
          title={`Colours: ${NAMES[theme.value]}`}
          onClick={() => setTheme(NEXT[theme.value])}
        >
          Colours: {NAMES[theme.value]}
        </Button>
        <span class="who" title={`${who.name}, ${who.role}`}>
          {who.name === 'local' ? 'This machine' : who.name}
          <small>{who.role}</small>
        </span>
        {who.keysRequired && (
          <Button kind="quiet" busy={leave.busy} onClick={() => void leave.run()}>
            Sign out
          </Button>
        )}
      </div>
    </header>
  );
}

const Mark = () => (
  <svg class="mark" width="26" height="26" viewBox="0 0 32 32" aria-hidden="true">
    <path d="M5 11V7a2 2 0 0 1 2-2h4M21 5h4a2 2 0 0 1 2 2v4M27 21v4a2 2 0 0 1-2 2h-4M11 27H7a2 2 0 0 1-2-2v-4" />
    <path class="way" d="M9 19.5c3.5 0 3.5-7 7-7s3.5 7 7 7" />
  </svg>
);
