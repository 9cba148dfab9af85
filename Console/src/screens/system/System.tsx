import { useLocation } from 'preact-iso/router';
import { may } from '../../app/session.ts';
import { Screen } from '../../ui/Screen.tsx';
import { SubNav } from '../../ui/SubNav.tsx';
import { Audit } from './Audit.tsx';
import { Deliveries } from './Deliveries.tsx';
import { Overview } from './Overview.tsx';

/** How everything fares. */
export function SystemScreen() {
  const { path } = useLocation();
  const places = [{ href: '/system', text: 'Overview' }];
  if (may('operator')) places.push({ href: '/system/deliveries', text: 'Deliveries' });
  if (may('admin')) places.push({ href: '/system/audit', text: 'Who did what' });
  return (
    <Screen title="System">
      {places.length > 1 && <SubNav label="System" places={places} />}
      {path === '/system/deliveries' ? <Deliveries /> : path === '/system/audit' ? <Audit /> : <Overview />}
    </Screen>
  );
}
