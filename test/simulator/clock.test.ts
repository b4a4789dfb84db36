import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { virtualClock } from '../../agent/clock.ts';
import { makeClock } from '../../simulator/clock.ts';
import type { SimulatorClock } from '../../simulator/clock.ts';
import { assert, describe } from '../helpers/suite.ts';
import { simulate, SLEEPER } from './simulated.ts';

function handmade(factor = 0): { readonly clock: SimulatorClock; readonly passReal: (ms: number) => void } {
  let realMs = 5000;
  const clock = makeClock({ startMs: 1000, factor, realNow: () => realMs });
  return { clock, passReal: (ms) => void (realMs += ms) };
}

describe('virtual time', (it) => {
  it('stands still at factor 0 and jumps when told to', () => {
    const { clock, passReal } = handmade();
    passReal(50);
    assert.is(clock.now(), 1000);
    clock.advance(250);
    assert.is(clock.now(), 1250);
  });

  it('runs as many times as fast as its factor, from where it was when the factor was set', () => {
    const { clock, passReal } = handmade(1);
    passReal(100);
    clock.autoAdvance(60);
    passReal(1000);
    assert.is(clock.now(), 1000 + 100 + 60_000);
    assert.equal(clock.reading(), { realMs: 5100, virtualMs: 1100, factor: 60 });
  });

  it('runs what falls due in order of time, then of asking, each at its own time', () => {
    const { clock } = handmade();
    const seen: string[] = [];
    const note = (name: string) => (): void => void seen.push(`${name}@${clock.now()}`);
    clock.at(1300, note('late'));
    clock.at(1100, note('first'));
    clock.at(1100, note('second'));
    clock.at(1200, () => clock.at(clock.now() + 50, note('chained')));
    clock.advance(1000);
    assert.equal(seen, ['first@1100', 'second@1100', 'chained@1250', 'late@1300']);
    assert.is(clock.now(), 2000);
  });

  it('never shows an act a moment before its own time, also when that is no whole millisecond', () => {
    const { clock } = handmade();
    let seenMs = 0;
    clock.at(1322.5, () => void (seenMs = clock.now()));
    clock.advance(1000);
    assert.is(seenMs, 1323);
  });

  it('leaves what is not due', () => {
    const { clock } = handmade();
    let ran = 0;
    clock.at(1500, () => void (ran += 1));
    clock.advance(499);
    assert.is(ran, 0);
    clock.advance(1);
    assert.is(ran, 1);
  });
});

describe('the world', (it) => {
  it('has come as far as the time says whenever somebody asks', async (context) => {
    const { put, app, sim } = await simulate(context);
    await put('/a', SLEEPER);
    sim.autoAdvance(1_000_000);
    // The first whole millisecond of real time that passes is a quarter of an hour there.
    while ((await app('/a')).tasksRunning === 0);
  });
});

describe('the clock file', (it) => {
  it('gives an agent process the time of the simulator, also after a jump and another factor', async (context) => {
    const folder = mkdtempSync(join(tmpdir(), 'clock-'));
    context.after(() => rmSync(folder, { recursive: true }));
    const clockFile = join(folder, 'clock.json');
    const { sim, control } = await simulate(context, { clockFile });
    const agent = virtualClock(clockFile);
    assert.is(agent.now(), sim.now());
    await control('POST', '/advance', { ms: 90_000 });
    assert.is(agent.now(), sim.now());
    await control('POST', '/autoAdvance', { factor: 1000 });
    const before = sim.now();
    const between = agent.now();
    assert.ok(before <= between && between <= sim.now());
  });
});
