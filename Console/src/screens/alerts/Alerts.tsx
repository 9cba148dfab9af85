import { useLocation } from 'preact-iso/router';
import { address, call } from '../../api/client.ts';
import { cameras, queries } from '../../api/lists.ts';
import { live } from '../../alerts/live.ts';
import type { AlertFilter } from '../../alerts/book.ts';
import type { AlertRow } from '../../alerts/row.ts';
import { useAlerts } from '../../alerts/useAlerts.ts';
import { may } from '../../app/session.ts';
import { announce } from '../../ui/announce.tsx';
import { LinkButton } from '../../ui/Button.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { Empty, Loading, Trouble } from '../../ui/Trouble.tsx';
import { VirtualList } from '../../ui/VirtualList.tsx';
import { useAction } from '../../lib/action.ts';
import { AlertLine, ROW_HEIGHT } from './AlertLine.tsx';
import { Filters } from './Filters.tsx';

const idOf = (row: AlertRow) => row.id;

/** Alerts as they happen, and all that were. */
export function Alerts() {
  const { query, route } = useLocation();
  const filter: AlertFilter = {
    camera: query['camera'],
    query: query['query'],
    state: query['state'] === 'open' || query['state'] === 'closed' ? query['state'] : undefined,
  };
  const list = useAlerts(filter);
  const known = queries.use();
  const acknowledge = useAction(async (id: string) => {
    const alert = await call('post', '/api/alerts/{id}/acknowledge', { path: { id } });
    list.amend(id, row => ({ ...row, acknowledgedAt: alert.acknowledgedAt ?? null, acknowledgedBy: alert.acknowledgedBy ?? null }));
    announce('Acknowledged');
  });
  const row = (r: AlertRow) => <AlertLine row={r} onAcknowledge={id => void acknowledge.run(id)} />;
  const filtered = Boolean(filter.camera || filter.query || filter.state);
  return (
    <Screen title="Alerts" wide>
      <Filters
        filter={filter}
        cameras={cameras.use() ?? []}
        queries={known ?? []}
        onChange={f => route(address('/alerts', {}, { ...f }), true)}
      />
      <Trouble error={list.error} retry={list.retry} />
      <Trouble error={acknowledge.error} />
      {list.rows.length === 0 ? (
        list.loading ? (
          <Loading what="alerts" />
        ) : (
          list.error === null && <NoAlerts filtered={filtered} watched={known?.length ?? 0} />
        )
      ) : (
        <VirtualList
          label="Alerts, newest first"
          items={list.rows}
          idOf={idOf}
          rowHeight={ROW_HEIGHT}
          row={row}
          onEnd={list.more}
          foot={
            <p class="list-end">
              {list.loading ? 'Loading older ones…' : list.complete ? 'That is all.' : ''}
              {!live.value && ' New ones come when the server is back.'}
            </p>
          }
        />
      )}
    </Screen>
  );
}

function NoAlerts({ filtered, watched }: { filtered: boolean; watched: number }) {
  if (filtered)
    return (
      <Empty icon="alerts" title="No such alerts">
        <p>
          Nothing fits this filter. <a href="/alerts">Show all alerts</a>.
        </p>
      </Empty>
    );
  if (!may('operator')) {
    return (
      <Empty icon="alerts" title="No alerts yet">
        <p>Alerts of sentences that are on watch appear here by themselves.</p>
      </Empty>
    );
  }
  return watched === 0 ? (
    <Empty icon="alerts" title="Nothing is on watch">
      <p>Keep a sentence on watch, and its alerts come here.</p>
      <LinkButton kind="primary" icon="eye" href="/ask?on=watch">
        Keep a sentence on watch
      </LinkButton>
    </Empty>
  ) : (
    <Empty icon="alerts" title="No alerts yet">
      <p>
        {watched === 1 ? 'One sentence is' : `${watched} sentences are`} on watch. Alerts appear here by themselves.{' '}
        <a href="/manage/queries">See what is on watch</a>.
      </p>
    </Empty>
  );
}
