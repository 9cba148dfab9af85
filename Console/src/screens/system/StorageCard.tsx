import type { System } from '../../api/types.ts';
import { bytes } from '../../lib/time.ts';
import { Facts } from '../../ui/Facts.tsx';
import { Meter } from '../../ui/Meter.tsx';

const ENGINES: Record<string, string> = { sqlite: 'SQLite', postgresql: 'PostgreSQL' };

/** What is kept, where, and how much room there is. */
export function StorageCard({ storage: s }: { storage: System['storage'] }) {
  const facts: [string, string][] = [['Archive', ENGINES[s.engine] ?? s.engine]];
  facts.push(['Archive takes', bytes(s.archiveBytes)]);
  if (s.recordedLimit == null) facts.push(['Recordings take', bytes(s.recordedBytes)]);
  if (s.freeBytes != null) facts.push(['Free on the disk', bytes(s.freeBytes)]);
  facts.push(['Recordings are kept', days(s.recordedDays)], ['What was seen is kept', days(s.dataDays)]);
  return (
    <section class="card" aria-labelledby="storage">
      <h2 id="storage">Storage</h2>
      {s.trouble && (
        <p class="notice bad" role="alert">
          {s.trouble}
        </p>
      )}
      {s.recordedLimit != null && (
        <Meter
          label="Recordings"
          value={s.recordedBytes}
          of={s.recordedLimit}
          text={`${bytes(s.recordedBytes)} of ${bytes(s.recordedLimit)}; then the oldest go`}
        />
      )}
      <Facts items={facts} />
    </section>
  );
}

const days = (n: number | null | undefined): string => (n == null ? 'for ever' : n === 1 ? '1 day' : `${n.toLocaleString()} days`);
