import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Follower, type Ears, type World } from '../src/alerts/follower.ts';
import type { AlertRow } from '../src/alerts/row.ts';

const row = (sequence: number) => ({ id: `a${sequence}`, sequence }) as AlertRow;

/** A server with numbered changes; streams tell what is after where they begin. */
class Site implements World {
  newest = 0;
  reachable = true;
  opened: number[] = [];
  ears: Ears | null = null;
  private waiting: (() => void)[] = [];

  latest = async () => {
    if (!this.reachable) throw new Error('away');
    return this.newest;
  };

  open = (after: number, ears: Ears) => {
    this.opened.push(after);
    this.ears = ears;
    for (let s = after + 1; s <= this.newest; s++) ears.change(row(s));
    ears.up(true);
    return { close: () => void (this.ears = null) };
  };

  later = (act: () => void) => void this.waiting.push(act);

  write = (sequence: number) => {
    this.newest = sequence;
    this.ears?.change(row(sequence));
  };

  async pass(): Promise<void> {
    const due = this.waiting;
    this.waiting = [];
    due.forEach(act => act());
    await new Promise(done => setImmediate(done));
  }
}

async function following(site: Site) {
  const told: number[] = [];
  let resets = 0;
  const states: boolean[] = [];
  const follower = new Follower(site, s => states.push(s));
  follower.listen(
    r => told.push(r.sequence),
    () => void resets++,
  );
  follower.start();
  await site.pass();
  return { told, states, resets: () => resets, follower };
}

test('what is written while the stream is refused comes when it is open again, once each', async () => {
  const site = new Site();
  site.newest = 5;
  const { told, states } = await following(site);
  site.write(6);
  site.ears!.refused();
  site.write(7);
  site.reachable = false;
  await site.pass();
  site.write(8);
  site.reachable = true;
  await site.pass();
  site.write(9);
  assert.deepEqual(told, [6, 7, 8, 9]);
  assert.deepEqual(site.opened, [5, 6]);
  assert.deepEqual(states, [true, false, false, true]);
});

test('what a resumed connection tells twice is told once', async () => {
  const site = new Site();
  const { told } = await following(site);
  site.write(1);
  site.ears!.change(row(1));
  site.write(2);
  assert.deepEqual(told, [1, 2]);
});

test('another archive makes whoever listens begin anew', async () => {
  const site = new Site();
  site.newest = 100;
  const { told, resets, follower } = await following(site);
  site.newest = 3;
  site.ears!.refused();
  await site.pass();
  assert.equal(resets(), 1);
  assert.equal(follower.last, 3);
  site.write(4);
  assert.deepEqual(told, [4]);
});

test('stopped and started again it goes on after the last change, with one connection', async () => {
  const site = new Site();
  const { told, follower } = await following(site);
  site.write(1);
  const before = site.ears!;
  before.refused();
  follower.stop();
  site.write(2);
  follower.start();
  await site.pass();
  await site.pass();
  site.write(3);
  assert.deepEqual(told, [1, 2, 3]);
  assert.deepEqual(site.opened, [0, 1]);
});
