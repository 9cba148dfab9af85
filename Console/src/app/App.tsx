import { useEffect } from 'preact/hooks';
import { LocationProvider } from 'preact-iso/router';
import { SignIn } from '../screens/door/SignIn.tsx';
import { Loading, Trouble } from '../ui/Trouble.tsx';
import { useLoad } from '../lib/load.ts';
import { Banner } from './Banner.tsx';
import { session } from './session.ts';
import { Shell } from './Shell.tsx';
import { findSession } from './signIn.ts';

/** The door, and behind it the house. */
export function App() {
  const asked = useLoad(findSession, []);
  useEffect(() => {
    document.documentElement.dataset['ready'] = 'yes';
  }, []);
  if (session.value === undefined) {
    return (
      <main class="door">
        <Banner />
        {asked.error ? <Trouble error={asked.error} retry={asked.reload} /> : <Loading what="the console" />}
      </main>
    );
  }
  if (session.value === null) return <SignIn />;
  return (
    <LocationProvider>
      <Shell />
    </LocationProvider>
  );
}
