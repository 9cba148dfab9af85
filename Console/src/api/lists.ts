import { shared } from '../lib/shared.ts';
import { call } from './client.ts';
import type { Camera, Query } from './types.ts';

interface Page<T> {
  items: T[];
  next?: string | null;
}

/** A whole list, page by page. */
export async function all<T>(page: (cursor: string | undefined) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const part = await page(cursor);
    items.push(...part.items);
    cursor = part.next ?? undefined;
  } while (cursor !== undefined);
  return items;
}

export const cameras = shared<Camera>(
  signal => all(cursor => call('get', '/api/cameras', { query: { cursor, limit: 500 }, signal })),
  2000,
);

export const queries = shared<Query>(
  signal => all(cursor => call('get', '/api/queries', { query: { cursor, limit: 500 }, signal })),
  10_000,
);

export const nameOf = (id: string): string => cameras.items.value?.find(c => c.id === id)?.name ?? id;
