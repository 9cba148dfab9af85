import { address } from '../../api/client.ts';
import { nameOf } from '../../api/lists.ts';
import type { AlertRow } from '../../alerts/row.ts';
import { endOf, stateOf } from '../../alerts/words.ts';
import { Thumbnail } from '../../answers/Thumbnail.tsx';
import { may } from '../../app/session.ts';
import { duration } from '../../lib/time.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Score } from '../../ui/Score.tsx';
import { Time } from '../../ui/Time.tsx';

export const ROW_HEIGHT = 84;

/** One alert: what, where, since when, how sure; the picture once it is over, for an open one's recording is still being written. */
export function AlertLine({ row, onAcknowledge }: { row: AlertRow; onAcknowledge: (id: string) => void }) {
  const state = stateOf(row);
  return (
    <div class={row.open ? 'alert-line open' : 'alert-line'}>
      {row.open ? (
        <span class="thumbnail">
          <span class="thumbnail-none">
            <Icon name="wait" size={22} />
          </span>
        </span>
      ) : (
        <Thumbnail id={row.id} at={row.changedAt} />
      )}
      <div class="alert-what">
        <a href={address('/alerts/{id}', { id: row.id })}>{row.query}</a>
        <p>
          <Badge tone={state.tone}>{state.text}</Badge>
          <span class="alert-camera">{nameOf(row.camera)}</span>
          <Time at={row.openedAt} />
          <span class="alert-more">
            {duration(row.seconds)}
            {row.end && `, ${endOf(row.end)}`}
          </span>
        </p>
      </div>
      <span class="alert-score">
        <Score value={row.score} />
      </span>
      <div class="alert-act">
        {row.acknowledgedAt ? (
          <span class="acknowledged" title={`by ${row.acknowledgedBy ?? 'somebody'}`}>
            <Icon name="check" size={15} />
            <span class="words">Acknowledged</span>
          </span>
        ) : (
          may('operator') && (
            <Button compact icon="check" title={`Acknowledge: ${row.query}`} onClick={() => onAcknowledge(row.id)}>
              Acknowledge
            </Button>
          )
        )}
      </div>
    </div>
  );
}
