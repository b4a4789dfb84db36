import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { formatInstant, instant, parseInstant, virtualClock } from '../agent/clock.ts';
import { parseCron } from '../agent/cron.ts';
import { asPlumblineError, declareErrors, PlumblineError } from '../agent/errors.ts';
import { makeLog } from '../agent/log.ts';
import { makeRedactor, Secret } from '../agent/redact.ts';
import { formatDuration, formatGib, formatPercent, gibToKib, kibToGib, parseDuration } from '../agent/units.ts';
import { NOON } from './helpers/builders.ts';
import { assert, describe, rejects } from './helpers/suite.ts';

describe('errors', (it) => {
  it('are named by room and what failed', () => {
    assert.is(declareErrors('scaleio', { loginRejected: { class: 'stalled', help: 'x' } }).loginRejected.code, 'scaleio/login-rejected');
  });

  it('keep a foreign error as their cause', () => {
    const cause = new TypeError('boom');
    const error = asPlumblineError(cause);
    assert.equal([error.code.class, error.message, error.cause], ['bug', 'Unexpected: boom', cause]);
    assert.is(asPlumblineError(error), error);
  });
});

describe('units', (it) => {
  it('convert sizes without loss', () => {
    assert.is(gibToKib(16), 16_777_216);
    assert.is(kibToGib(gibToKib(24)), 24);
  });

  it('format for people', () => {
    assert.equal(
      [formatGib(243.04), formatPercent(81.25), formatDuration(45_400), formatDuration(3_600_000), formatDuration(172_800_000)],
      ['243 GiB', '81.3 %', '45 s', '1 h', '2 d'],
    );
  });

  it('read lengths of time, and nothing else', () => {
    assert.equal(['90s', '10m', '8h', '4d', '0s'].map(parseDuration), [90_000, 600_000, 28_800_000, 345_600_000, 0]);
    assert.equal(['', '8', 'h', '8 h', '-1h', '1.5h', '8h30m', '8H', '1234567s'].map(parseDuration), Array<null>(9).fill(null));
  });
});

describe('clock', (it) => {
  const fileWith = (text: string): string => {
    const file = join(mkdtempSync(join(tmpdir(), 'plumbline-clock-')), 'clock.json');
    writeFileSync(file, text);
    return file;
  };

  it('writes and reads instants', () => {
    assert.is(formatInstant(NOON), '2026-11-21T14:00:00.000Z');
    assert.is(parseInstant('2026-11-21T14:00:00.000Z'), NOON);
    assert.is(parseInstant('soon'), null);
  });

  it('takes virtual time from its file, and notices at once when it is moved', async () => {
    const file = fileWith(JSON.stringify({ realMs: 0, virtualMs: 5000, factor: 0 }));
    const clock = virtualClock(file);
    assert.is(clock.now(), 5000);
    const slept = clock.sleep(60_000, new AbortController().signal);
    writeFileSync(file, JSON.stringify({ realMs: 0, virtualMs: 65_000, factor: 0 }));
    await slept;
    assert.is(clock.now(), 65_000);
  });

  it('ends a sleep when it is aborted', async () => {
    const clock = virtualClock(fileWith(JSON.stringify({ realMs: 0, virtualMs: 0, factor: 0 })));
    await clock.sleep(1_000_000, AbortSignal.abort());
  });

  for (const text of ['', '{}', '{"realMs":0,"virtualMs":"1","factor":1}', 'null']) {
    it(`refuses the clock file ${JSON.stringify(text)}`, () =>
      rejects(() => virtualClock(fileWith(text)).now(), 'clock/file-unreadable').then(() => {}));
  }
});

describe('redaction (invariant 12, no secret leaves)', (it) => {
  const SECRET = 'p"ss w/rd?';

  it('masks a secret in every form it is printed in', () => {
    const redactor = makeRedactor();
    redactor.add(SECRET);
    const base64 = Buffer.from(SECRET).toString('base64');
    for (const form of [SECRET, JSON.stringify({ a: SECRET }), encodeURIComponent(SECRET), base64, base64.replaceAll('=', '')]) {
      const masked = redactor.text(`before ${form} after`);
      assert.ok(masked.includes('***') && !masked.includes(form), masked);
    }
  });

  it('masks the longer of two secrets whole', () => {
    const redactor = makeRedactor();
    redactor.add('abcd');
    redactor.add('abcdefgh');
    assert.is(redactor.text('x abcdefgh x'), 'x *** x');
  });

  it('never prints a Secret by accident', () => {
    const secret = new Secret('env:X', SECRET);
    assert.equal([String(secret), JSON.stringify({ secret }), inspect({ secret })], ['***', '{"secret":"***"}', '{ secret: *** }']);
    assert.is(secret.reveal(), SECRET);
  });

  it('covers the log: messages, fields, errors and their causes', () => {
    const redactor = makeRedactor();
    redactor.add('hush-hush');
    const lines: string[] = [];
    const log = makeLog({ level: 'info', redactor, write: (line) => void lines.push(line) });
    const code = declareErrors('test', { x: { class: 'bug', help: '' } }).x;
    log
      .child({ a: 'hush-hush' })
      .error({ err: new PlumblineError(code, 'outer hush-hush', {}, { cause: new Error('inner hush-hush') }) }, 'said hush-hush');
    assert.is(lines.length, 1);
    assert.not.match(lines.join(), 'hush');
    assert.match(lines.join(), 'inner ***');
  });
});

describe('cron', (it) => {
  const nextOf = (expression: string, at: string): string => formatInstant(parseCron(expression).next(instant(Date.parse(at))));

  for (const [expression, at, next] of [
    ['* * * * *', '2026-11-21T14:00:00.000Z', '2026-11-21T14:01:00.000Z'],
    ['* * * * *', '2026-11-21T14:00:59.999Z', '2026-11-21T14:01:00.000Z'],
    ['*/5 * * * *', '2026-11-21T14:00:01.000Z', '2026-11-21T14:05:00.000Z'],
    ['30 2 * * *', '2026-11-21T14:00:00.000Z', '2026-11-22T02:30:00.000Z'],
    ['0 0 1 1 *', '2026-11-21T14:00:00.000Z', '2026-11-22T14:01:00.000Z'],
  ] as const) {
    it(`"${expression}" after ${at} is due, or looked at again, at ${next}`, () => assert.is(nextOf(expression, at), next));
  }

  const latestOf = (expression: string, at: string): string | null => {
    const latest = parseCron(expression).latest(instant(Date.parse(at)));
    return latest && formatInstant(latest);
  };

  for (const [expression, at, latest] of [
    ['* * * * *', '2026-11-21T14:00:59.999Z', '2026-11-21T14:00:00.000Z'],
    ['30 2 * * *', '2026-11-21T02:29:59.999Z', '2026-11-20T02:30:00.000Z'],
    ['30 2 * * *', '2026-11-21T02:30:00.000Z', '2026-11-21T02:30:00.000Z'],
    ['10,20 4-6 * * *', '2026-11-21T05:15:00.000Z', '2026-11-21T05:10:00.000Z'],
    ['0 3 1 * *', '2026-11-21T14:00:00.000Z', '2026-11-01T03:00:00.000Z'],
    ['0 3 * * 7', '2026-11-21T14:00:00.000Z', '2026-11-15T03:00:00.000Z'],
    ['0 3 29 2 *', '2026-11-21T14:00:00.000Z', '2024-02-29T03:00:00.000Z'],
  ] as const) {
    it(`"${expression}" was last due at ${latest} when it is ${at}`, () => assert.is(latestOf(expression, at), latest));
  }

  for (const [expression, count, at, nth] of [
    ['0 3 * * *', 1, '2026-11-21T02:59:59Z', '2026-11-21T03:00:00.000Z'],
    ['0 3 * * *', 30, '2026-11-21T03:00:00Z', '2026-12-21T03:00:00.000Z'],
    ['* 3 * * *', 61, '2026-11-21T03:00:00Z', '2026-11-22T03:01:00.000Z'],
    ['0 */8 * * 1', 4, '2026-11-21T03:00:00Z', '2026-11-30T00:00:00.000Z'],
    ['0 0 1 1 *', 100, '2026-01-01T00:00:00Z', '2036-01-09T00:00:00.000Z'],
  ] as const) {
    it(`knows when "${expression}" will have been due ${count} times`, () => {
      assert.is(formatInstant(parseCron(expression).nth(instant(Date.parse(at)), count)), nth);
    });
  }

  it('is due by the minute that is asked about, whichever was asked about before', () => {
    const cron = parseCron('0 3 * * *');
    const days = ['2026-11-21T14:00:00.000Z', '2026-11-23T14:00:00.000Z', '2026-11-21T14:00:00.000Z'];
    assert.equal(
      days.map((at) => formatInstant(cron.next(instant(Date.parse(at))))),
      ['2026-11-22T03:00:00.000Z', '2026-11-24T03:00:00.000Z', '2026-11-22T03:00:00.000Z'],
    );
  });

  for (const expression of ['', 'soon', '* * * *', '61 * * * *', '* * * * * *', '0 3 31 2 *']) {
    it(`refuses "${expression}"`, async () => void (await rejects(() => parseCron(expression), 'schedule/invalid')));
  }
});
