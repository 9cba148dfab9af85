import { Route, Router, useLocation } from 'preact-iso/router';
import { useEffect } from 'preact/hooks';
import { cameras } from '../api/lists.ts';
import { followAlerts } from '../alerts/live.ts';
import { Alerts } from '../screens/alerts/Alerts.tsx';
import { AlertPage } from '../screens/alerts/AlertPage.tsx';
import { Ask } from '../screens/ask/Ask.tsx';
import { CameraPage } from '../screens/live/CameraPage.tsx';
import { Wall } from '../screens/live/Wall.tsx';
import { Manage } from '../screens/manage/Manage.tsx';
import { SystemScreen } from '../screens/system/System.tsx';
import { Elsewhere } from '../screens/tube/Elsewhere.tsx';
import { TubePage } from '../screens/tube/TubePage.tsx';
import { Announcer } from '../ui/announce.tsx';
import { Empty } from '../ui/Trouble.tsx';
import { Screen } from '../ui/Screen.tsx';
import { Banner } from './Banner.tsx';
import { Navigation } from './Navigation.tsx';
import { TopBar } from './TopBar.tsx';

/** Everything around the screens, and which one is shown. */
export function Shell() {
  useEffect(followAlerts, []);
  cameras.use(); // names of cameras are shown everywhere
  return (
    <div class="shell">
      <a class="skip" href="#main" onClick={e => (e.preventDefault(), document.getElementById('main')?.focus())}>
        Skip to the content
      </a>
      <TopBar />
      <Navigation />
      <main id="main" tabIndex={-1}>
        <Banner />
        <Router>
          <Route path="/" component={Start} />
          <Route path="/live" component={Wall} />
          <Route path="/live/:id" component={CameraPage} />
          <Route path="/ask" component={Ask} />
          <Route path="/tubes/:id" component={TubePage} />
          <Route path="/tubes/:id/elsewhere" component={Elsewhere} />
          <Route path="/alerts" component={Alerts} />
          <Route path="/alerts/:id" component={AlertPage} />
          <Route path="/system/:part*" component={SystemScreen} />
          <Route path="/manage/:part*" component={Manage} />
          <Route default component={Nowhere} />
        </Router>
      </main>
      <Announcer />
    </div>
  );
}

function Start() {
  const { route } = useLocation();
  useEffect(() => route('/live', true), []);
  return null;
}

function Nowhere() {
  return (
    <Screen title="Nothing here">
      <Empty icon="ask" title="There is no such page">
        <p>
          The address may be old or mistyped. <a href="/live">Go to the cameras</a>.
        </p>
      </Empty>
    </Screen>
  );
}
