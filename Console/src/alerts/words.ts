import type { Tone } from '../ui/Badge.tsx';
import type { AlertRow } from './row.ts';

/** Why an alert closed, for people. */
const ENDS: Record<string, string> = {
  objectGone: 'left the picture',
  noLongerHolds: 'no longer so',
  cameraStopped: 'camera stopped',
  queryStopped: 'no longer on watch',
  restarted: 'server restarted',
  lengthLimit: 'went on too long',
};

export const endOf = (end: string | null): string => (end === null ? '' : (ENDS[end] ?? end));

/** Open alerts that changed are going on; what closed says why. */
export const stateOf = (row: Pick<AlertRow, 'open' | 'change'>): { tone: Tone; text: string } =>
  row.open ? { tone: 'busy', text: row.change > 1 ? 'Going on' : 'New' } : { tone: 'plain', text: 'Closed' };
