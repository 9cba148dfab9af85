import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AlertBook } from '../src/alerts/book.ts';
import type { AlertRow } from '../src/alerts/row.ts';

const row = (id: string, sequence: number, more: Partial<AlertRow> = {}): AlertRow => ({
  id,
  sequence,
  change: 1,
  open: true,
  queryId: 'q',
  query: 'a dog',
  camera: 'yard',
  openedAt: '',
  changedAt: '',
  end: null,
  score: 0.5,
  seconds: 1,
  acknowledgedAt: null,
  acknowledgedBy: null,
  ...more,
});
const ids = (book: AlertBook) => book.rows.map(r => r.id);

test('an alert that changes moves to the top and stays one row', () => {
  const book = new AlertBook({}, 100);
  book.merge([row('a', 1), row('b', 2)]);
  assert.deepEqual(ids(book), ['b', 'a']);
  assert.equal(book.apply(row('a', 3, { open: false })), true);
  assert.deepEqual(ids(book), ['a', 'b']);
  assert.equal(book.rows[0]!.open, false);
});

test('whatever order changes and pages come in, the latest change of each stays', () => {
  const changes = [1, 2, 3, 4, 5, 6, 7, 8].map(s => row('abc'[s % 3]!, s, { score: s / 10 }));
  const expected = new AlertBook({}, 100);
  expected.merge(changes);
  let seed = 7;
  for (let round = 0; round < 200; round++) {
    const shuffled = changes
      .map(c => ({ c, at: (seed = (seed * 48271) % 2147483647) }))
      .sort((x, y) => x.at - y.at)
      .map(x => x.c);
    const book = new AlertBook({}, 100);
    const split = round % 8;
    shuffled.slice(0, split).forEach(c => book.apply(c));
    book.merge(shuffled.slice(split));
    assert.deepEqual(book.rows, expected.rows);
  }
});

test('an alert that closed while a page of open ones was on its way does not come back', () => {
  const book = new AlertBook({ state: 'open' }, 100);
  book.apply(row('a', 9, { open: false }));
  book.merge([row('a', 4), row('b', 5)]);
  assert.deepEqual(ids(book), ['b']);
});

test('a row leaves a filtered list when it no longer fits', () => {
  const book = new AlertBook({ state: 'open', camera: 'yard' }, 100);
  book.merge([row('a', 1), row('b', 2, { camera: 'gate' })]);
  assert.deepEqual(ids(book), ['a']);
  assert.equal(book.apply(row('a', 3, { open: false })), true);
  assert.deepEqual(ids(book), []);
});

test('a hundred thousand changes keep no more rows than the limit', () => {
  const book = new AlertBook({}, 500);
  for (let s = 1; s <= 100_000; s++) book.apply(row(`a${s}`, s));
  assert.equal(book.rows.length, 500);
  assert.equal(book.rows[0]!.id, 'a100000');
  assert.equal(book.trimmed, true);
});

test('an acknowledged row keeps its place', () => {
  const book = new AlertBook({}, 10);
  book.merge([row('a', 1), row('b', 2)]);
  book.amend('a', r => ({ ...r, acknowledgedAt: 'now' }));
  assert.deepEqual(ids(book), ['b', 'a']);
  assert.equal(book.rows[1]!.acknowledgedAt, 'now');
});
