import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PicturePool } from '../src/screens/live/pool.ts';

/** Time that a test moves, and answers that it gives. */
class World {
  time = 0;
  asked: string[] = [];
  open: { url: string; answer: (b: Blob) => void; fail: (e: Error) => void }[] = [];
  private timers: { at: number; act: () => void }[] = [];
  fetch = (url: string) =>
    new Promise<Blob>((answer, fail) => {
      this.asked.push(url);
      this.open.push({ url, answer, fail });
    });
  now = () => this.time;
  later = (act: () => void, ms: number) => void this.timers.push({ at: this.time + ms, act });
  async pass(ms: number) {
    this.time += ms;
    const due = this.timers.filter(t => t.at <= this.time);
    this.timers = this.timers.filter(t => t.at > this.time);
    due.forEach(t => t.act());
    await new Promise(done => setImmediate(done));
  }
  async answerAll() {
    this.open.splice(0).forEach(o => o.answer(new Blob(['x'])));
    await new Promise(done => setImmediate(done));
  }
}

test('sixty-four tiles share three connections, and each has its turn', async () => {
  const world = new World();
  const pool = new PicturePool(world, 3, 500, 2000);
  const shown = new Map<string, number>();
  for (let i = 0; i < 64; i++) pool.watch(`c${i}`, () => shown.set(`c${i}`, (shown.get(`c${i}`) ?? 0) + 1));
  for (let i = 0; i < 100; i++) {
    assert.ok(world.open.length <= 3);
    await world.pass(50);
    await world.answerAll();
  }
  assert.equal(shown.size, 64);
  assert.ok(Math.max(...shown.values()) - Math.min(...shown.values()) <= 1);
});

test('one tile is not asked more often than the interval, a failed one less', async () => {
  const world = new World();
  const pool = new PicturePool(world, 3, 500, 2000);
  const errors: unknown[] = [];
  pool.watch('a', (_, e) => errors.push(e));
  await world.answerAll();
  await world.pass(499);
  assert.equal(world.asked.length, 1);
  await world.pass(1);
  assert.equal(world.asked.length, 2);
  world.open.splice(0).forEach(o => o.fail(new Error('no picture yet')));
  await world.pass(0);
  await world.pass(500);
  assert.equal(world.asked.length, 2);
  await world.pass(1500);
  assert.equal(world.asked.length, 3);
  assert.deepEqual(
    errors.map(e => e === null),
    [true, false],
  );
});

test('a tile that is gone is not asked for again, and its picture is not shown', async () => {
  const world = new World();
  const pool = new PicturePool(world, 1, 500, 2000);
  let shown = 0;
  const stop = pool.watch('a', () => void shown++);
  stop();
  await world.answerAll();
  await world.pass(5000);
  assert.equal(shown, 0);
  assert.equal(world.asked.length, 1);
});
