import { useRoute } from 'preact-iso/router';
import { call } from '../../api/client.ts';
import { useLoad } from '../../lib/load.ts';
import { Screen } from '../../ui/Screen.tsx';
import { Loading, Trouble } from '../../ui/Trouble.tsx';
import { TubeView } from './TubeView.tsx';

/** An answer on a page of its own; the address is its permalink. */
export function TubePage() {
  const id = useRoute().params['id']!;
  const tube = useLoad(signal => call('get', '/api/tubes/{id}', { path: { id }, signal }), [id]);
  return (
    <Screen key={id} title={tube.data?.query || 'Answer'} back={{ href: '/ask', text: 'Ask' }}>
      <Trouble error={tube.error} retry={tube.reload} />
      {tube.data ? <TubeView tube={tube.data} /> : tube.loading && <Loading what="the answer" />}
    </Screen>
  );
}
