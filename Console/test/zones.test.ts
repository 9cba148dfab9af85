import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Camera } from '../src/api/types.ts';
import { add, change, drawingOf, faults, remove, rename, requestOf, undo } from '../src/zones/drawing.ts';
import { faultOf, insertAfter, moveAll, movePoint, rectangle, removePoint } from '../src/zones/polygon.ts';

const camera = {
  id: 'yard',
  name: 'Yard',
  source: 'rtsp://user:***@10.0.0.1/a',
  fps: null,
  pace: 'realtime',
  loop: true,
  recording: false,
  zones: [
    {
      name: 'door',
      points: [
        [0, 0],
        [0.5, 0],
        [0.5, 0.5],
      ],
    },
  ],
  masks: [
    [
      [0, 0],
      [1, 0],
      [1, 0.1],
    ],
  ],
  state: 'running',
} as unknown as Camera;

test('points stay in the picture', () => {
  assert.deepEqual(movePoint(rectangle(), 0, [-3, 7])[0], [0, 1]);
  assert.deepEqual(
    moveAll(rectangle(), 9, -9).map(p => [Math.min(...p) >= 0, Math.max(...p) <= 1]),
    Array(4).fill([true, true]),
  );
});

test('points are put in and taken out, but three stay', () => {
  const five = insertAfter(rectangle(), 3);
  assert.deepEqual(five[4], [0.35, 0.5]);
  assert.equal(removePoint(five, 0).length, 4);
  assert.equal(removePoint(rectangle().slice(0, 3), 0).length, 3);
});

test('edges that cross and areas of nothing are named', () => {
  assert.equal(faultOf(rectangle()), null);
  assert.match(
    faultOf([
      [0, 0],
      [1, 1],
      [1, 0],
      [0, 1],
    ])!,
    /cross|small/,
  );
  assert.match(
    faultOf([
      [0.1, 0.1],
      [0.9, 0.9],
      [0.9, 0.1],
      [0.2, 0.8],
    ])!,
    /cross/,
  );
  assert.match(
    faultOf([
      [0, 0],
      [0.5, 0.5],
      [1, 1],
    ])!,
    /small/,
  );
});

test('a drawing goes back into the request, and everything else of the camera with it', () => {
  let drawing = add(drawingOf(camera), 'zone', rectangle());
  const key = drawing.areas.at(-1)!.key;
  assert.equal(drawing.areas.at(-1)!.name, 'zone-1');
  drawing = rename(drawing, key, ' gate ');
  const request = requestOf(camera, drawing);
  assert.deepEqual(
    request.zones!.map(z => z.name),
    ['door', 'gate'],
  );
  assert.deepEqual(request.masks, [
    [
      [0, 0],
      [1, 0],
      [1, 0.1],
    ],
  ]);
  assert.equal(request.source, camera.source);
  assert.equal(request.loop, true);
  assert.equal(request.recording, false);
});

test('every step can be undone; dragging is one', () => {
  const begin = drawingOf(camera);
  const key = begin.areas[0]!.key;
  let d = change(begin, key, rectangle());
  d = change(d, key, moveAll(rectangle(), 0.1, 0), true);
  d = remove(d, key);
  assert.equal(d.areas.length, 1);
  d = undo(undo(d));
  assert.deepEqual(d.areas, begin.areas);
  assert.equal(undo(d), d);
});

test('zones need names, each its own; masks need none', () => {
  let d = add(drawingOf(camera), 'zone', rectangle());
  d = rename(d, d.areas.at(-1)!.key, 'door');
  assert.match([...faults(d).values()][0]!, /another zone/i);
  d = rename(d, d.areas.at(-1)!.key, '  ');
  assert.match([...faults(d).values()][0]!, /needs a name/);
});
