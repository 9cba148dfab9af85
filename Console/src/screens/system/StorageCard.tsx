import type { System } from '../../api/types.ts';
import { bytes } from '../../lib/time.ts';
import { Facts } from '../../ui/Facts.tsx';
import { Meter } from '../../ui/Meter.tsx';

const ENGINES: Record<string, string> = { sqlite: 'SQLite', postgresql: 'PostgreSQL' };

/** What is kept, where, and how much room there is. */
export function StorageCard({ storage: s }: { storage: System['storage'] }) {
  const r = s.recordings;
  const facts: [string, string][] = [['Archive', ENGINES[s.engine] ?? s.engine]];
  if (s.archiveBytes != null) facts.push(['Archive takes', bytes(s.archiveBytes)]);
  if (r && r.limitBytes == null) facts.push(['Recordings take', bytes(r.bytes)]);
  if (s.freeBytes != null) facts.push(['Free on the disk', bytes(s.freeBytes)]);
  if (s.retentionDays != null) facts.push(['What was seen is kept', `${s.retentionDays.toLocaleString()} days`]);
  if (r?.folder) facts.push(['Recordings lie in', r.folder]);
  return (
    <section class="card" aria-labelledby="storage">
      <h2 id="storage">Storage</h2>
      {s.trouble && <p class="notice bad" role="alert">{s.trouble}</p>}
      {r?.limitBytes != null && <Meter label="Recordings" value={r.bytes} of={r.limitBytes} text={`${bytes(r.bytes)} of ${bytes(r.limitBytes)}; then the oldest go`} />}
      <Facts items={facts} />
    </section>
  );
}
