import assert from 'node:assert/strict';
import { test } from 'node:test';
import { anchored, columnsOf, stepOf, windowOf } from '../src/lib/window.ts';

test('the window covers what is seen and never more than that and its margins', () => {
  for (let scrolled = 0; scrolled < 720_000; scrolled += 997) {
    const { first, end } = windowOf(scrolled, 900, 72, 10_000, 5);
    assert.ok(first * 72 <= scrolled && end * 72 >= Math.min(scrolled + 900, 720_000));
    assert.ok(end - first <= Math.ceil(900 / 72) + 1 + 10);
  }
});

test('scrolled beyond the end of a list that became shorter, nothing is asked for that is not there', () => {
  assert.deepEqual(windowOf(50_000, 900, 72, 3, 5), { first: 0, end: 3 });
  assert.deepEqual(windowOf(0, 900, 72, 0, 5), { first: 0, end: 0 });
});

test('columns fit with their gaps', () => {
  assert.equal(columnsOf(360, 300, 12), 1);
  assert.equal(columnsOf(611, 300, 12), 1);
  assert.equal(columnsOf(612, 300, 12), 2);
  assert.equal(columnsOf(100, 300, 12), 1);
});

test('rows put in above do not move what is read', () => {
  const before = ['a', 'b', 'c', 'd', 'e'];
  assert.equal(anchored(250, 100, before, ['x', 'y', ...before]), 450);
  assert.equal(anchored(0, 100, before, ['x', ...before]), 0, 'at the top one sees what is new');
  assert.equal(anchored(250, 100, before, ['c', 'a', 'b', 'd', 'e']), 250, 'the row went to the top, its neighbour did not move');
});

test('keys lead to rows and stop at both ends', () => {
  assert.equal(stepOf('ArrowUp', 0, 10, 5), 0);
  assert.equal(stepOf('PageDown', 7, 10, 5), 9);
  assert.equal(stepOf('End', 0, 10, 5), 9);
  assert.equal(stepOf('x', 0, 10, 5), null);
  assert.equal(stepOf('Home', 0, 0, 5), null);
});
