import { fullTime, shortTime } from '../lib/time.ts';

/** A moment in the viewer's zone; the full date comes up under the pointer. */
export function Time({ at, of }: { at: string; of?: string }) {
  const date = new Date(at);
  return (
    <time dateTime={at} title={fullTime(date)}>
      {of ? `${of} ` : ''}
      {shortTime(date, new Date())}
    </time>
  );
}
