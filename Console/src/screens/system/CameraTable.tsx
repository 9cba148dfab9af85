import { address } from '../../api/client.ts';
import type { Camera } from '../../api/types.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Table } from '../../ui/Table.tsx';
import { toneOf, wordOf } from '../live/cameraState.ts';

/** Every camera in one line. */
export function CameraTable({ cameras }: { cameras: readonly Camera[] }) {
  return (
    <Table
      label="Cameras"
      rows={cameras}
      idOf={c => c.id}
      columns={[
        { title: 'Camera', cell: c => <a href={address('/live/{id}', { id: c.id })}>{c.name}</a> },
        {
          title: 'State',
          cell: c => (
            <Badge tone={toneOf(c)} title={c.reason ?? undefined}>
              {wordOf(c)}
            </Badge>
          ),
        },
        { title: 'Delay', cell: c => `${c.delay.toFixed(1)} s`, figure: true },
        { title: 'Objects', cell: c => c.liveTubelets, figure: true },
        { title: 'Looked at', cell: c => share(c.framesDetected, c), figure: true },
        { title: 'Dropped', cell: c => c.framesDropped.toLocaleString(), figure: true },
        { title: 'Reconnects', cell: c => c.reconnects, figure: true },
      ]}
    />
  );
}

const share = (n: number, c: Camera) => (c.framesDecoded === 0 ? '–' : `${Math.round((100 * n) / c.framesDecoded)} %`);
