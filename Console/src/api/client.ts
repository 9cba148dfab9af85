import { csrf, forgetSession } from '../app/session.ts';
import { answered, unreachable } from '../app/connection.ts';
import { Lost, Problem } from './problem.ts';
import type { Answer, Init, Methods, Path } from './typing.ts';

/**
 * One call of the HTTP API, typed by its description (docs/openapi.json).
 * Throws Problem with the server's own words, Lost when there is no server, and AbortError when the caller no longer wants it.
 */
export async function call<P extends Path, M extends Methods<P>>(method: M, path: P, init: Init<P, M>): Promise<Answer<P, M>> {
  const given = init as { path?: Record<string, string>; query?: Query; body?: unknown; signal?: AbortSignal };
  const response = await send(String(method).toUpperCase(), address(path, given.path, given.query), given.body, given.signal);
  return (response.status === 204 ? undefined : await response.json()) as Answer<P, M>;
}

export type Query = Record<string, string | number | boolean | readonly string[] | null | undefined>;

/** Fills in the path and adds what is there of the query. */
export function address(path: string, parts: Record<string, string> = {}, query: Query = {}): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(parts[name] ?? ''));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) continue;
    search.set(name, String(value)); // lists are written a,b,c
  }
  return search.size > 0 ? `${filled}?${search}` : filled;
}

/** Any request to the server, with the session's token where it changes something. */
export async function send(method: string, url: string, body?: unknown, signal?: AbortSignal): Promise<Response> {
  const headers: Record<string, string> = {};
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (method !== 'GET' && csrf.value !== null) headers['X-Stvg-Csrf'] = csrf.value;
  let response: Response;
  try {
    response = await fetch(url, { method, headers, signal: signal ?? null, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  } catch (error) {
    if (signal?.aborted) throw error;
    unreachable();
    throw new Lost();
  }
  // A gateway that speaks for a server it cannot reach is as good as none.
  if ((response.status === 502 || response.status === 504) && !isProblem(response)) {
    unreachable();
    throw new Lost();
  }
  answered();
  if (response.ok) return response;
  const problem = await Problem.of(response);
  if (response.status === 401 && !url.startsWith('/api/session')) forgetSession();
  throw problem;
}

const isProblem = (response: Response) => response.headers.get('Content-Type')?.startsWith('application/problem+json') ?? false;
