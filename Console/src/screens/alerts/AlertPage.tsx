import { useRoute } from 'preact-iso/router';
import { useEffect } from 'preact/hooks';
import { call } from '../../api/client.ts';
import { nameOf } from '../../api/lists.ts';
import type { Alert } from '../../api/types.ts';
import { follower } from '../../alerts/live.ts';
import { rowOf } from '../../alerts/row.ts';
import { endOf, stateOf } from '../../alerts/words.ts';
import { may } from '../../app/session.ts';
import { useAction } from '../../lib/action.ts';
import { useLoad } from '../../lib/load.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button, LinkButton } from '../../ui/Button.tsx';
import { announce } from '../../ui/announce.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { Time } from '../../ui/Time.tsx';
import { Loading, Trouble } from '../../ui/Trouble.tsx';
import { LivePicture } from '../live/LivePicture.tsx';
import { cameras } from '../../api/lists.ts';
import { ratioOf } from '../live/ratio.ts';
import { TubeView } from '../tube/TubeView.tsx';

const BACK = { href: '/alerts', text: 'All alerts' };

/** One alert: while it is open the live picture, then its film. */
export function AlertPage() {
  const id = useRoute().params['id']!;
  const alert = useLoad(signal => call('get', '/api/alerts/{id}', { path: { id }, signal }), [id]);
  useEffect(
    () =>
      follower.listen(row => {
        if (row.id === id) alert.reload();
      }, alert.reload),
    [id],
  );
  return (
    <Screen key={id} title={alert.data?.query ?? 'Alert'} back={BACK}>
      <Trouble error={alert.error} retry={alert.reload} />
      {alert.data ? <OneAlert alert={alert.data} onChange={alert.reload} /> : alert.loading && <Loading what="the alert" />}
    </Screen>
  );
}

function OneAlert({ alert, onChange }: { alert: Alert; onChange: () => void }) {
  const state = stateOf(rowOf(alert));
  const acknowledge = useAction(async () => {
    await call('post', '/api/alerts/{id}/acknowledge', { path: { id: alert.id } });
    announce('Acknowledged');
    onChange();
  });
  return (
    <>
      <p class="summary alert-summary">
        <Badge tone={state.tone}>{state.text}</Badge>
        <span>
          on {nameOf(alert.camera)}, <Time at={alert.openedAt} of="since" />
          {alert.end && (
            <>
              , <Time at={alert.changedAt} of="until" />: {endOf(alert.end)}
            </>
          )}
        </span>
        {alert.verification && <span>Second opinion: {String(alert.verification.outcome)}</span>}
        {alert.acknowledgedAt ? (
          <span>
            Acknowledged by {alert.acknowledgedBy ?? 'somebody'}, <Time at={alert.acknowledgedAt} />
          </span>
        ) : (
          may('operator') && (
            <Button icon="check" busy={acknowledge.busy} onClick={() => void acknowledge.run()}>
              Acknowledge
            </Button>
          )
        )}
        {may('operator') && (
          <LinkButton kind="quiet" icon="eye" href={`/manage/queries/${encodeURIComponent(alert.queryId)}`}>
            The sentence
          </LinkButton>
        )}
      </p>
      <Trouble error={acknowledge.error} />
      {alert.state === 'closed' ? <TubeView key="closed" tube={alert.tube} /> : <Ongoing camera={alert.camera} />}
    </>
  );
}

/** Its film can be cut when it is over. */
function Ongoing({ camera }: { camera: string }) {
  const found = cameras.use()?.find(c => c.id === camera);
  return (
    <>
      {found && (
        <div class="picture going" style={ratioOf(found)}>
          <LivePicture camera={found} label={`Live picture of ${found.name}`} />
        </div>
      )}
      <p class="hint">It is still going on. Its film and its scores come here when it is over.</p>
    </>
  );
}
