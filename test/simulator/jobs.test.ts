/** The simulated Chronos and Metronome against bodies typed from their sources: keys and types, both directions. */
import { readFileSync } from 'node:fs';
import { makeChronos } from '../../simulator/chronos/chronos.ts';
import { makeMetronome } from '../../simulator/metronome/metronome.ts';
import { HOUR_MS, serve } from '../jobs/served.ts';
import type { JobBody, Reply } from '../jobs/served.ts';
import { assert, describe } from '../helpers/suite.ts';
import { differences } from './scaleio/shape.ts';

function jobs(name: string): readonly [JobBody, JobBody] {
  return fixture(name) as readonly [JobBody, JobBody];
}

function fixture(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../fixtures/wire/${name}.json`, import.meta.url), 'utf8')).body;
}

function sameShape(reply: Reply, status: number, name: string): void {
  assert.is(reply.status, status, reply.text);
  assert.equal(differences(reply.json, fixture(name)), []);
}

function without(fields: object, names: readonly string[]): { readonly [name: string]: unknown } {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
}

describe('a simulated Chronos', (it) => {
  it('lists jobs with every field of the fixtures and no other, and as they were declared', async (context) => {
    const { call } = await serve(context, makeChronos);
    sameShape(await call('GET', '/v1/scheduler/jobs'), 200, 'chronos/jobs-empty');
    const [report, mail] = jobs('chronos/jobs');
    assert.is((await call('POST', '/v1/scheduler/iso8601', without(report, ['uris']))).status, 204);
    assert.is((await call('POST', '/v1/scheduler/dependency', mail)).status, 204);
    const { list } = await call('GET', '/v1/scheduler/jobs');
    assert.equal(
      list.toSorted((a, b) => (a.name < b.name ? 1 : -1)),
      [report, mail],
    );
  });

  it('refuses in the same words', async (context) => {
    const { call } = await serve(context, makeChronos);
    const gone = await call('DELETE', '/v1/scheduler/job/gone');
    assert.equal([gone.status, gone.json], [400, fixture('chronos/error-400-no-job')]);
    const daily = await call('POST', '/v1/scheduler/iso8601', { name: 'a', command: 'true', schedule: 'daily' });
    assert.equal([daily.status, daily.json], [400, fixture('chronos/error-400-schedule')]);
    assert.is((await call('POST', '/v1/scheduler/iso8601', { name: 'a b', schedule: 'R//PT1H' })).status, 400);
    assert.is((await call('POST', '/v1/scheduler/dependency', { name: 'a', parents: [] })).status, 500);
    assert.is((await call('GET', '/v1/scheduler/graph/dot')).status, 501);
  });

  it('moves a schedule along, counts its repeats down, disables what is spent, and begins a replacement anew', async (context) => {
    const { call, clock } = await serve(context, makeChronos);
    const job = { name: 'a', command: 'true', schedule: 'R2/2026-01-05T13:00:00Z/PT1H' };
    await call('POST', '/v1/scheduler/iso8601', job);
    const seen = async (): Promise<unknown> => {
      const { schedule, disabled, successCount } = (await call('GET', '/v1/scheduler/job/a')).json;
      return [schedule, disabled, successCount];
    };
    clock.advance(1.5 * HOUR_MS);
    assert.equal(await seen(), ['R1/2026-01-05T14:00:00.000Z/PT1H', false, 1]);
    clock.advance(3 * HOUR_MS);
    assert.equal(await seen(), ['R0/2026-01-05T15:00:00.000Z/PT1H', true, 2]);
    await call('POST', '/v1/scheduler/iso8601', { ...job, schedule: 'R2/2026-01-06T13:00:00Z/PT1H' });
    assert.equal(await seen(), ['R2/2026-01-06T13:00:00Z/PT1H', false, 0]);
  });

  it('shows a job once its parents are there, and takes much from it with a parent', async (context) => {
    const { call } = await serve(context, makeChronos);
    const child = { name: 'b', command: 'true', parents: ['a'], environmentVariables: [{ name: 'A', value: '1' }] };
    await call('POST', '/v1/scheduler/dependency', child);
    assert.equal((await call('GET', '/v1/scheduler/jobs')).json, []);
    await call('POST', '/v1/scheduler/iso8601', { name: 'a', command: 'true', schedule: 'R/2026-02-01T00:00:00Z/P1D' });
    assert.is((await call('GET', '/v1/scheduler/jobs')).list.length, 2);
    await call('DELETE', '/v1/scheduler/job/a');
    const orphan = (await call('GET', '/v1/scheduler/job/b')).json;
    assert.equal([orphan.schedule, orphan.parents, orphan.environmentVariables], ['R/2026-02-01T00:00:00Z/P1D', undefined, []]);
  });
});

describe('a simulated Metronome', (it) => {
  it('lists jobs with every field of the fixtures and no other, and as they were declared', async (context) => {
    const { call, clock } = await serve(context, makeMetronome);
    const list = '/v1/jobs?embed=activeRuns,schedules,historySummary';
    sameShape(await call('GET', list), 200, 'metronome/jobs-empty');
    const [report, mail] = jobs('metronome/jobs');
    const shownOnly = ['activeRuns', 'historySummary'];
    sameShape(await call('POST', '/v0/scheduled-jobs', without(report, shownOnly)), 201, 'metronome/post-job-201');
    await call('POST', '/v0/scheduled-jobs', without(mail, shownOnly));
    // Once it fails, and once it succeeds: both times are told.
    await call('PUT', '/v1/jobs/prod.report', { ...without(report, [...shownOnly, 'schedules']), run: { ...report.run, cmd: 'false' } });
    await call('POST', '/v1/jobs/prod.report/runs');
    clock.advance(60_000);
    await call('PUT', '/v1/jobs/prod.report', without(report, [...shownOnly, 'schedules']));
    await call('POST', '/v1/jobs/prod.report/runs');
    clock.advance(60_000);
    await call('POST', '/v1/jobs/prod.report/runs');
    const shown = (await call('GET', list)).list.toSorted((a, b) => (a.id < b.id ? 1 : -1));
    assert.equal(differences(shown, fixture('metronome/jobs')), []);
    const settable = (job: JobBody): object => ({
      ...without(job, shownOnly),
      schedules: job.schedules.map((one) => without(one, ['nextRunAt'])),
    });
    assert.equal(shown.map(settable), [report, mail].map(settable));
  });

  it('refuses in the same words', async (context) => {
    const { call } = await serve(context, makeMetronome);
    const job = { id: 'prod.report', run: { cmd: 'true', cpus: 1, mem: 32, disk: 0 } };
    const said = async (reply: Promise<Reply>, status: number, name: string): Promise<void> => {
      assert.equal([(await reply).status, (await reply).json], [status, fixture(`metronome/${name}`)]);
    };
    await said(call('DELETE', '/v1/jobs/gone'), 404, 'error-404-job');
    await said(call('POST', '/v0/scheduled-jobs', { ...job, dependencies: [{ id: 'gone' }] }), 422, 'error-422-dependency');
    await said(call('POST', '/v0/scheduled-jobs', { ...job, run: { cpus: 1, mem: 32, disk: 0 } }), 422, 'error-422-validation');
    await call('POST', '/v0/scheduled-jobs', job);
    await said(call('POST', '/v0/scheduled-jobs', job), 409, 'error-409-exists');
    await call('POST', '/v1/jobs/prod.report/runs');
    await said(call('DELETE', '/v1/jobs/prod.report'), 409, 'error-409-runs');
    assert.is((await call('POST', '/v0/scheduled-jobs', { ...job, run: { ...job.run, zpus: 1 } })).status, 422);
    assert.is((await call('GET', '/v1/queue')).status, 501);
  });

  it('leaves the schedules as they are in a PUT of v1, and takes them from one of v0', async (context) => {
    const { call } = await serve(context, makeMetronome);
    const job = { id: 'a', run: { cmd: 'true', cpus: 1, mem: 32, disk: 0 } };
    await call('POST', '/v0/scheduled-jobs', { ...job, schedules: [{ id: 'n', cron: '0 2 * * *' }] });
    assert.is((await call('PUT', '/v1/jobs/a', job)).json.schedules.length, 1);
    assert.is((await call('PUT', '/v0/scheduled-jobs/a', job)).json.schedules.length, 0);
  });

  it('runs jobs by their schedule, one at a time where it says so', async (context) => {
    const { call, clock } = await serve(context, makeMetronome);
    const schedules = [{ id: 'n', cron: '* * * * *', concurrencyPolicy: 'FORBID' }];
    await call('POST', '/v0/scheduled-jobs', { id: 'a', schedules, run: { cmd: 'true', cpus: 1, mem: 32, disk: 0 } });
    clock.advance(5 * 60_000 + 45_000);
    const { json } = await call('GET', '/v1/jobs/a?embed=activeRuns,historySummary');
    assert.equal([json.activeRuns.length, json.historySummary.successCount], [0, 5]);
  });
});
