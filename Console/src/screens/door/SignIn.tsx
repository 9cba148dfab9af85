import { useState } from 'preact/hooks';
import { Banner } from '../../app/Banner.tsx';
import { signIn } from '../../app/signIn.ts';
import { useAction } from '../../lib/action.ts';
import { Button } from '../../ui/Button.tsx';
import { Check, Field } from '../../ui/Field.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { Trouble } from '../../ui/Trouble.tsx';

/** Asks for a key. The server keeps it in a cookie that no script can read. */
export function SignIn() {
  const [key, setKey] = useState('');
  const [remember, setRemember] = useState(false);
  const enter = useAction(() => signIn(key.trim(), remember));
  return (
    <main class="door">
      <Banner />
      <Screen title="Sign in">
        <p>
          This server asks for a key. Whoever runs it makes one with <code>stvg key add</code>, or in the console under Manage.
        </p>
        <form class="card form" onSubmit={e => (e.preventDefault(), void enter.run())}>
          <Field label="Key" hint="It begins with stvg_.">
            {ids => (
              <input
                {...ids}
                type="password"
                autocomplete="current-password"
                required
                autofocus
                spellcheck={false}
                value={key}
                onInput={e => setKey(e.currentTarget.value)}
              />
            )}
          </Field>
          <Check label="Stay signed in on this device" checked={remember} onChange={setRemember} />
          <Trouble error={enter.error} />
          <div class="actions">
            <Button kind="primary" type="submit" icon="key" busy={enter.busy}>
              Sign in
            </Button>
          </div>
        </form>
      </Screen>
    </main>
  );
}
