import { readFileSync } from 'node:fs';
import type { JobSpec } from '../../../agent/model/kinds.gen.ts';
import { bodyOf, liveForm } from '../../../agent/systems/metronome/form.ts';
import { metronomeSystem } from '../../../agent/systems/metronome/system.ts';
import { wireError } from '../../../agent/systems/metronome/wire-errors.ts';
import { makeMetronome } from '../../../simulator/metronome/metronome.ts';
import { assert, describe, rejects } from '../../helpers/suite.ts';
import type { TestContext } from '../../helpers/suite.ts';
import { HOUR_MS, inputsWith, jobDoc, lacking, make, planned, read, serve, START_MS } from '../../jobs/served.ts';
import type { JobRoom, Served } from '../../jobs/served.ts';

type MetronomeJob = NonNullable<JobSpec['metronome']>;

const BARE: MetronomeJob = { run: { cmd: 'true', cpus: 1, mem: 64, disk: 0 } };

/** Nearly every field that Metronome takes. */
const FULL: MetronomeJob = {
  description: 'the report',
  labels: { team: 'search' },
  schedules: [
    {
      id: 'nightly',
      cron: '*/1 02 * jan sun',
      timezone: 'Europe/Berlin',
      startingDeadlineSeconds: 60,
      concurrencyPolicy: 'FORBID',
      enabled: false,
    },
  ],
  run: {
    args: ['--full'],
    cpus: 0.5,
    mem: 512,
    disk: 10,
    gpus: 1,
    user: 'nobody',
    env: { MODE: 'full', API_TOKEN: 'hush', PASSWORD: { secret: 'password' } },
    secrets: { password: { source: 'report/password' } },
    artifacts: [{ uri: 'https://repo.example.com/report.tar.gz', cache: true }],
    ucr: { image: { id: 'report:3', forcePull: true }, privileged: true },
    networks: [{ mode: 'container', name: 'overlay', labels: { zone: 'a' } }],
    volumes: [{ containerPath: '/data', hostPath: '/srv/data', mode: 'RW' }],
    placement: { constraints: [{ attribute: 'rack', operator: 'EQ', value: 'r1' }] },
    maxLaunchDelay: 60,
    restart: { policy: 'ON_FAILURE', activeDeadlineSeconds: 120 },
    taskKillGracePeriodSeconds: 10,
  },
};

/** The same with one thing changed, and where that is to be seen. */
const CHANGED: readonly (readonly [string, MetronomeJob])[] = [
  ['description', { ...FULL, description: 'another' }],
  ['labels.team', { ...FULL, labels: { team: 'ops' } }],
  ['schedules[0].cron', withSchedule({ cron: '0 3 * 1 0' })],
  ['schedules[0].timezone', withSchedule({ timezone: 'UTC' })],
  ['schedules[0].startingDeadlineSeconds', withSchedule({ startingDeadlineSeconds: 61 })],
  ['schedules[0].concurrencyPolicy', withSchedule({ concurrencyPolicy: 'ALLOW' })],
  ['schedules[0].enabled', withSchedule({ enabled: true })],
  ['run.args[0]', withRun({ args: ['--half'] })],
  ['run.cpus', withRun({ cpus: 1 })],
  ['run.mem', withRun({ mem: 256 })],
  ['run.disk', withRun({ disk: 11 })],
  ['run.gpus', withRun({ gpus: 0 })],
  ['run.user', withRun({ user: 'root' })],
  ['run.env.MODE', withRun({ env: { ...FULL.run.env, MODE: 'half' } })],
  ['run.secrets.password.source', withRun({ secrets: { password: { source: 'other' } } })],
  ['run.artifacts[0].cache', withRun({ artifacts: [{ uri: 'https://repo.example.com/report.tar.gz' }] })],
  ['run.ucr.image.forcePull', withRun({ ucr: { image: { id: 'report:3' }, privileged: true } })],
  ['run.networks[0].labels.zone', withRun({ networks: [{ mode: 'container', name: 'overlay', labels: { zone: 'b' } }] })],
  ['run.volumes[0].mode', withRun({ volumes: [{ containerPath: '/data', hostPath: '/srv/data', mode: 'RO' }] })],
  [
    'run.placement.constraints[0].operator',
    withRun({ placement: { constraints: [{ attribute: 'rack', operator: 'LIKE', value: 'r1' }] } }),
  ],
  ['run.maxLaunchDelay', withRun({ maxLaunchDelay: 61 })],
  ['run.restart.policy', withRun({ restart: { policy: 'NEVER', activeDeadlineSeconds: 120 } })],
  ['run.taskKillGracePeriodSeconds', withRun({ taskKillGracePeriodSeconds: 11 })],
];

function withSchedule(over: Partial<NonNullable<MetronomeJob['schedules']>[number]>): MetronomeJob {
  return { ...FULL, schedules: (FULL.schedules ?? []).map((schedule) => ({ ...schedule, ...over })) };
}

function withRun(over: Partial<MetronomeJob['run']>): MetronomeJob {
  return { ...FULL, run: { ...FULL.run, ...over } };
}

async function metronome(context: TestContext): Promise<{ readonly room: JobRoom; readonly served: Served }> {
  const served = await serve(context, makeMetronome);
  return { room: metronomeSystem({ url: served.url }), served };
}

describe('jobs of Metronome', (it) => {
  it('differ in nothing once they are made, each field said or left out', async (context) => {
    const { room, served } = await metronome(context);
    const docker: MetronomeJob = { run: { cpus: 1, mem: 32, disk: 0, docker: { image: 'a' }, networks: [{ mode: 'container/bridge' }] } };
    const docs = [FULL, BARE, docker].map((metronome, index) => jobDoc(['a', 'b', 'c'][index] ?? '', { metronome }));
    await make(room, served, docs);
    assert.equal(await lacking(room, served, docs), []);
    served.clock.advance(1000 * HOUR_MS);
    assert.equal(await lacking(room, served, docs), []);
  });

  it('are seen to differ in each single field, and changed by one call', async (context) => {
    const { room, served } = await metronome(context);
    await make(room, served, [jobDoc('a', { metronome: FULL })]);
    for (const [path, metronome] of CHANGED) {
      const doc = jobDoc('a', { metronome });
      const [draft, ...more] = await lacking(room, served, [doc]);
      assert.equal([draft?.op, draft?.fields.map((field) => field.path), more], ['update', [path], []], path);
      await make(room, served, [doc]);
      assert.equal(await lacking(room, served, [doc]), [], path);
      await make(room, served, [jobDoc('a', { metronome: FULL })]);
    }
  });

  it('are sent without what is by default, which an older Metronome may not know', () => {
    const form = liveForm({ name: 'a', definition: { id: 'a', ...(BARE as object) } });
    assert.equal(bodyOf('a', form), { id: 'a', run: BARE.run });
  });

  it('say when they pause and resume, and hide values whose name looks secret', async (context) => {
    const { room, served } = await metronome(context);
    const running = jobDoc('a', { metronome: withSchedule({ enabled: true }) });
    await make(room, served, [running]);
    const paused = jobDoc('a', { metronome: FULL });
    const [pausing] = await lacking(room, served, [paused]);
    assert.equal([pausing?.class, pausing?.effects], ['disruptive', ['pauses the job: it is not started any more']]);
    await make(room, served, [paused]);
    const [resuming] = await lacking(room, served, [running]);
    assert.equal([resuming?.class, resuming?.effects], ['additive', ['resumes the job']]);
    const [created] = await lacking(room, served, [jobDoc('b', { metronome: FULL })]);
    assert.equal(created?.effects, ['creates the job, paused']);
    assert.not.ok(JSON.stringify(created?.fields).includes('hush'));
  });

  it('go when nothing runs, and nothing depends on them', async (context) => {
    const { room, served } = await metronome(context);
    await make(room, served, [jobDoc('a', { metronome: BARE })]);
    await make(room, served, [jobDoc('b', { metronome: { ...BARE, dependencies: [{ id: 'a' }] } })]);
    const gone = (name: string): ReturnType<typeof jobDoc> => jobDoc(name, { metronome: BARE }, { state: 'absent' });
    const [first] = await lacking(room, served, [gone('a')]);
    assert.ok(first);
    assert.equal(await room.write(planned(first), served.ctx), { kind: 'waiting', why: 'b depends on it' });
    const both = await lacking(room, served, [gone('a'), gone('b')]);
    assert.equal(
      both.map(({ ref, needs }) => [ref, needs]),
      [
        ['Job/metronome:a', ['Job/metronome:b']],
        ['Job/metronome:b', []],
      ],
    );
    await make(room, served, [gone('b')]);
    await served.call('POST', '/v1/jobs/a/runs');
    assert.equal(await room.write(planned(first), served.ctx), { kind: 'waiting', why: 'it runs: it goes when the run has ended' });
    served.clock.advance(HOUR_MS);
    assert.is((await room.write(planned(first), served.ctx)).kind, 'applied');
    assert.is((await room.write(planned(first), served.ctx)).kind, 'skipped');
    assert.equal(served.ledger.entries().at(-2)?.args, { stopCurrentJobRuns: 'false' });
  });

  it('are never replaced when one is made anew', async (context) => {
    const { room, served } = await metronome(context);
    const [draft] = await lacking(room, served, [jobDoc('a', { metronome: BARE })]);
    assert.ok(draft);
    await served.call('POST', '/v0/scheduled-jobs', { id: 'a', run: { cmd: 'false', cpus: 1, mem: 64, disk: 0 } });
    assert.is((await room.write(planned(draft), served.ctx)).kind, 'waiting');
  });

  it('are ready when they are there; a run that failed is told until one succeeds', async (context) => {
    const { room, served } = await metronome(context);
    const docs = [jobDoc('a', { metronome: { run: { ...BARE.run, cmd: 'false' } } })];
    const codes = async (): Promise<unknown> => {
      const { ready, findings } = room.health(inputsWith(docs, START_MS), await read(room, served));
      return [[...ready.values()].map(({ kind }) => kind), findings.map(({ code }) => code)];
    };
    await make(room, served, docs);
    assert.equal(await codes(), [['ready'], []]);
    await served.call('POST', '/v1/jobs/a/runs');
    served.clock.advance(HOUR_MS);
    assert.equal(await codes(), [['ready'], ['JobFails']]);
    await make(room, served, [jobDoc('a', { metronome: BARE })]);
    await served.call('POST', '/v1/jobs/a/runs');
    served.clock.advance(HOUR_MS);
    assert.equal(await codes(), [['ready'], []]);
  });

  it('bring a refusal with the place that it names', async (context) => {
    const { room, served } = await metronome(context);
    const [draft] = await lacking(room, served, [jobDoc('a', { metronome: { run: { cpus: 1, mem: 64, disk: 0 } } })]);
    assert.ok(draft);
    const error = await rejects(() => room.write(planned(draft), served.ctx), 'metronome/rejected');
    assert.is(error.message, 'Metronome answered POST /v0/scheduled-jobs with 422: run Cmd, Docker or UCR image must be specified');
  });

  it('tell what every answer of the wire means', () => {
    const rows: readonly (readonly [number, string, string])[] = [
      [404, 'error-404-job', 'metronome/not-found'],
      [409, 'error-409-exists', 'metronome/conflict'],
      [409, 'error-409-runs', 'metronome/conflict'],
      [422, 'error-422-dependency', 'metronome/rejected'],
      [422, 'error-422-validation', 'metronome/rejected'],
      [503, 'error-503-no-leader', 'metronome/unavailable'],
    ];
    for (const [status, name, code] of rows) {
      const body = Buffer.from(JSON.stringify(fixture(name)));
      assert.is(wireError('GET /v1/jobs', { status, headers: {}, body }).code.code, code, name);
    }
    const html = { headers: {}, body: Buffer.from('<html>') };
    assert.is(wireError('GET /v1/jobs', { ...html, status: 404 }).code.code, 'metronome/unexpected-answer');
    assert.is(wireError('GET /v1/jobs', { ...html, status: 500 }).code.code, 'metronome/server-error');
    const moved = wireError('GET /v1/jobs', { status: 302, headers: { location: 'http://m2:9000/v1/jobs' }, body: Buffer.from('') });
    assert.equal(
      [moved.code.code, moved.message],
      ['metronome/redirected', 'Metronome answered GET /v1/jobs with 302 to http://m2:9000/v1/jobs.'],
    );
  });

  it('of the wire are all read: no field of the fixtures is left out of a form but what Metronome counts itself', () => {
    for (const job of fixture('jobs') as readonly { readonly run: object }[]) {
      const form = liveForm({ name: '', definition: { ...job } as never });
      const counted = ['id', 'activeRuns', 'historySummary'];
      const known = (fields: object): readonly string[] =>
        Object.keys(fields)
          .filter((field) => !counted.includes(field))
          .toSorted();
      assert.equal([known(form), known(form['run'] as object)], [known(job), known(job.run)]);
    }
  });
});

function fixture(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../fixtures/wire/metronome/${name}.json`, import.meta.url), 'utf8')).body;
}
