import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeOf, rowsOf, scaleOf } from '../src/lib/timeline.ts';
import { lookAt } from '../src/answers/look.ts';
import type { Tube } from '../src/api/types.ts';
import { bytes, clipTime, duration } from '../src/lib/time.ts';

test('ticks are few, round and inside', () => {
  for (const length of [1, 900, 61_000, 3_600_000, 86_400_000, 900 * 86_400_000]) {
    const scale = scaleOf(1_760_000_000_000, 1_760_000_000_000 + length, 8);
    assert.ok(scale.ticks.length <= 9, `${length}: ${scale.ticks.length}`);
    for (const t of scale.ticks) assert.ok(t >= scale.from && t <= scale.to && t % scale.step === 0);
  }
});

test("days begin at the viewer's midnight", () => {
  const zone = 2 * 3_600_000;
  const scale = scaleOf(Date.UTC(2026, 0, 1), Date.UTC(2026, 0, 9), 10, zone);
  for (const t of scale.ticks) assert.equal(new Date(t + zone).getUTCHours(), 0);
});

test('places are fractions', () => {
  const scale = scaleOf(1000, 2000, 5);
  assert.ok(placeOf(scale, 1000) > 0 && placeOf(scale, 1000) < placeOf(scale, 2000) && placeOf(scale, 2000) < 1);
  assert.equal(placeOf(scale, -9e9), 0);
});

test('spans that overlap are put in rows of their own, others share', () => {
  assert.deepEqual(
    rowsOf([
      { begin: 0, end: 5 },
      { begin: 3, end: 8 },
      { begin: 6, end: 9 },
      { begin: 9, end: 9 },
    ]),
    [0, 1, 0, 1],
  );
});

test('times and sizes read well', () => {
  assert.equal(clipTime(75.31), '1:15.3');
  assert.equal(clipTime(59.96), '1:00.0');
  assert.equal(clipTime(4), '0:04.0');
  assert.equal(duration(93_784), '1 d 2 h');
  assert.equal(duration(3.24), '3.2 s');
  assert.equal(duration(60), '1 min');
  assert.equal(bytes(3_481_000), '3.5 MB');
});

test('a magnified thumbnail shows the object in the middle, as far as the picture reaches', () => {
  const tube = (x: number) =>
    ({ boxes: [{ frame: 0, x, y: 200, width: 20, height: 60 }], size: { width: 800, height: 600 } }) as unknown as Tube;
  const look = lookAt(tube(390))!;
  assert.equal(look.scale, 3);
  assert.equal(look.x, 50);
  assert.equal(lookAt(tube(0))!.x, 0);
  assert.equal(lookAt(tube(780))!.x, 100);
});
