import type { ComponentChildren } from 'preact';
import type { System } from '../../api/types.ts';
import { Facts } from '../../ui/Facts.tsx';
import { Meter } from '../../ui/Meter.tsx';

/** A device that runs networks: how many frames wait for it, and how it copes. */
export function Device({ device: d }: { device: System['devices'][number] }) {
  const name = d.silo ? `${d.name} on ${d.silo}` : d.name;
  const facts: [string, ComponentChildren][] = [];
  if (d.capacity == null) facts.push(['Frames waiting', d.queued]);
  if (d.frames != null) facts.push(['Frames run', d.frames.toLocaleString()]);
  if (d.dropped != null) facts.push(['Not run: newer ones came', d.dropped.toLocaleString()]);
  if (d.run != null) facts.push(['One run takes', milliseconds(d.run)]);
  if (d.wait != null) facts.push(['95 of 100 wait at most', milliseconds(d.wait)]);
  return (
    <>
      {d.capacity == null ? (
        <h3>{name}</h3>
      ) : (
        <Meter label={name} value={d.queued} of={d.capacity} text={`${d.queued} of ${d.capacity} waiting`} />
      )}
      <Facts items={facts} />
    </>
  );
}

const milliseconds = (seconds: number): string => `${(seconds * 1000).toFixed(seconds < 0.01 ? 1 : 0)} ms`;
