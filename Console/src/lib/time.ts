// Times come in UTC and are shown in the viewer's zone.

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const shortClock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const dayClock = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const whole = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' });

/** The date in full, with its zone. */
export const fullTime = (at: Date): string => whole.format(at);

/** As short as it can be without being mistaken: today only the time. */
export const shortTime = (at: Date, now: Date): string => (at.toDateString() === now.toDateString() ? clock : dayClock).format(at);

/** The label of a tick: days, minutes or seconds. */
export const tickTime = (at: number, step: number): string =>
  (step >= 86_400_000 ? day : step >= 60_000 ? shortClock : clock).format(new Date(at));

/** What to add to UTC, in milliseconds, for this viewer's clock at that time. */
export const zoneOffset = (at: number): number => -new Date(at).getTimezoneOffset() * 60_000;

/** 75.31 → "1:15.3". */
export function clipTime(seconds: number): string {
  const tenths = Math.max(0, Math.round(seconds * 10));
  const rest = tenths % 600;
  return `${Math.floor(tenths / 600)}:${rest < 100 ? '0' : ''}${(rest / 10).toFixed(1)}`;
}

/** 93784 → "1 d 2 h"; the two largest units. */
export function duration(seconds: number): string {
  const units: [number, string][] = [
    [86_400, 'd'],
    [3600, 'h'],
    [60, 'min'],
    [1, 's'],
  ];
  if (seconds < 10) return `${Math.max(0, seconds).toFixed(1)} s`;
  const parts: string[] = [];
  let rest = Math.round(seconds);
  for (const [size, name] of units) {
    if (rest >= size && parts.length < 2) parts.push(`${Math.floor(rest / size)} ${name}`);
    rest %= size;
  }
  return parts.join(' ');
}

/** Text for an input of type datetime-local, and back to UTC. */
export const localInput = (at: Date): string => new Date(at.getTime() + zoneOffset(at.getTime())).toISOString().slice(0, 16);
export const fromLocalInput = (text: string): string | undefined => (text === '' ? undefined : new Date(text).toISOString());

/** 3 481 000 → "3.5 MB". */
export function bytes(n: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
  let value = n,
    unit = 0;
  while (value >= 1000 && unit < units.length - 1) ((value /= 1000), unit++);
  return `${unit === 0 || value >= 100 ? value.toFixed(0) : value.toFixed(1)} ${units[unit]}`;
}
