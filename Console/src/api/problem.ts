/** What the server refused, in its own words (RFC 9457). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    detail: string,
    readonly field: string | null,
    readonly traceId: string | null,
  ) {
    super(detail || title);
    this.name = 'Problem';
  }

  static async of(response: Response): Promise<Problem> {
    const text = await response.text();
    try {
      const told = JSON.parse(text) as { title?: string; detail?: string; field?: string | null; traceId?: string | null };
      return new Problem(response.status, told.title ?? response.statusText, told.detail ?? '', told.field ?? null, told.traceId ?? null);
    } catch {
      // Not the server's own answer: a proxy's page.
      return new Problem(response.status, response.statusText, `the server answered ${response.status} ${response.statusText}`, null, null);
    }
  }
}

/** No answer at all. */
export class Lost extends Error {
  constructor() {
    super('the server cannot be reached; this page goes on by itself when it can');
    this.name = 'Lost';
  }
}

export const isAbort = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError';

/** One line for people. */
export const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
