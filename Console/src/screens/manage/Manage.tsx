import { useLocation } from 'preact-iso/router';
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
  const [part, id] = useLocation().path.split('/').slice(2).map(decodeURIComponent);
  if (!may('operator')) {
    return (
      <Screen title="Manage">
        <Empty icon="key" title="Not with this key">
          <p>A viewer's key only looks. Sign in with an operator's or an administrator's to change things.</p>
        </Empty>
      </Screen>
    );
  }
  const admin = may('admin');
  const places = [{ href: '/manage/queries', text: 'Sentences' }];
  if (admin) places.unshift({ href: '/manage/cameras', text: 'Cameras' });
  if (admin) places.push({ href: '/manage/keys', text: 'Keys' });
  places.push({ href: '/manage/models', text: 'Models' }, { href: '/manage/retention', text: 'Retention' });
  return (
    <Screen title="Manage">
      <SubNav label="Manage" places={places} />
      <Part admin={admin} part={part ?? ''} id={id} />
    </Screen>
  );
}

function Part({ admin, part, id }: { admin: boolean; part: string; id: string | undefined }) {
  if (part === 'queries') return id ? <EditQuery key={id} id={id} /> : <Queries />;
  if (part === 'models') return <Models />;
  if (part === 'retention') return <Retention />;
  if (!admin) return <Queries />;
  if (part === 'keys') return <Keys />;
  return id === undefined ? <Cameras /> : id === 'new' ? <NewCamera /> : <EditCamera key={id} id={id} />;
}
