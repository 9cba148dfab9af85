import type { Query, QueryRequest } from '../api/types.ts';

/** A standing query as its form has it: texts, as typed. */
export interface QueryForm {
  id: string;
  cameras: string[];
  zones: string[];
  threshold: number;
  minDuration: string;
  cooldown: string;
  queryCooldown: string;
  scheduled: boolean;
  timeZone: string;
  windows: { days: Day[]; from: string; to: string }[];
  /** Its secret never comes out of the server; left empty, one that is there stays. */
  webhook: { url: string; secret: string } | null;
}

export const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Day = (typeof DAYS)[number];

export const blank = (): QueryForm => ({
  id: '',
  cameras: [],
  zones: [],
  threshold: 0.5,
  minDuration: '1',
  cooldown: '60',
  queryCooldown: '0',
  scheduled: false,
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  windows: [{ days: [], from: '22:00', to: '06:00' }],
  webhook: null,
});

export const formOf = (q: Query): QueryForm => ({
  ...blank(),
  id: q.id,
  cameras: q.cameras,
  zones: q.zones,
  threshold: q.threshold,
  webhook: q.webhook ? { url: q.webhook.url, secret: '' } : null,
  minDuration: String(q.minDuration),
  cooldown: String(q.cooldown),
  queryCooldown: String(q.queryCooldown),
  ...(q.schedule
    ? {
        scheduled: true,
        timeZone: q.schedule.timeZone ?? 'UTC',
        windows: q.schedule.windows.map(w => ({ days: [...(w.days ?? [])], from: w.from.slice(0, 5), to: w.to.slice(0, 5) })),
      }
    : {}),
});

export const requestOf = (f: QueryForm, text: string): QueryRequest => ({
  text: text.trim(),
  ...(f.id.trim() ? { id: f.id.trim() } : {}),
  cameras: f.cameras,
  zones: f.zones,
  threshold: f.threshold,
  minDuration: Number(f.minDuration),
  cooldown: Number(f.cooldown),
  queryCooldown: Number(f.queryCooldown),
  schedule: f.scheduled ? { timeZone: f.timeZone, windows: f.windows } : null,
  webhook: f.webhook && { url: f.webhook.url, secret: f.webhook.secret || null },
});
