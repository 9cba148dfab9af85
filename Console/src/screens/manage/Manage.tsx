import { Route, Router } from 'preact-iso/router';
import { may } from '../../app/session.ts';
import { Screen } from '../../ui/Screen.tsx';
import { SubNav } from '../../ui/SubNav.tsx';
import { Empty } from '../../ui/Trouble.tsx';
import { EditCamera, NewCamera } from './CameraForms.tsx';
import { Cameras } from './Cameras.tsx';
import { EditQuery } from './EditQuery.tsx';
import { Keys } from './Keys.tsx';
import { Models } from './Models.tsx';
import { Queries } from './Queries.tsx';
import { Retention } from './Retention.tsx';

/** What can be set. Operators have sentences; the rest is for administrators. */
export function Manage() {
  if (!may('operator')) {
    return (
      <Screen title="Manage">
        <Empty icon="key" title="Not with this key"><p>A viewer's key only looks. Sign in with an operator's or an administrator's to change things.</p></Empty>
      </Screen>
    );
  }
  const admin = may('admin');
  const places = [{ href: '/manage/queries', text: 'Sentences' }];
  if (admin) places.unshift({ href: '/manage/cameras', text: 'Cameras' });
  if (admin) places.push({ href: '/manage/keys', text: 'Keys' });
  places.push({ href: '/manage/models', text: 'Models' }, { href: '/manage/retention', text: 'Retention' });
  const routes = [
    <Route path="/queries" component={Queries} />, <Route path="/queries/:id" component={EditQuery} />,
    <Route path="/models" component={Models} />, <Route path="/retention" component={Retention} />,
    ...(admin ? [
      <Route path="/cameras" component={Cameras} />, <Route path="/cameras/new" component={NewCamera} />,
      <Route path="/cameras/:id" component={EditCamera} />, <Route path="/keys" component={Keys} />,
    ] : []),
    <Route default component={admin ? Cameras : Queries} />,
  ];
  return (
    <Screen title="Manage">
      <SubNav label="Manage" places={places} />
      <Router>{routes}</Router>
    </Screen>
  );
}
