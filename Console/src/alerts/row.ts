import type { Alert } from '../api/types.ts';

/** What the list needs of an alert: without the boxes of its tube, which are most of it. */
export interface AlertRow {
  readonly id: string;
  readonly sequence: number;
  readonly change: number;
  readonly open: boolean;
  readonly queryId: string;
  readonly query: string;
  readonly camera: string;
  readonly openedAt: string;
  readonly changedAt: string;
  readonly end: string | null;
  readonly score: number;
  readonly seconds: number;
  readonly acknowledgedAt: string | null;
  readonly acknowledgedBy: string | null;
}

export const rowOf = (a: Alert): AlertRow => ({
  id: a.id,
  sequence: a.sequence,
  change: a.change,
  open: a.state !== 'closed',
  queryId: a.queryId,
  query: a.query,
  camera: a.camera,
  openedAt: a.openedAt,
  changedAt: a.changedAt,
  end: a.end ?? null,
  score: a.tube.score,
  seconds: a.tube.endTime - a.tube.beginTime,
  acknowledgedAt: a.acknowledgedAt ?? null,
  acknowledgedBy: a.acknowledgedBy ?? null,
});
