import { readFileSync } from 'node:fs';
import type { JobSpec } from '../../../agent/model/kinds.gen.ts';
import type { Fields } from '../../../agent/jobs/types.ts';
import { liveForm, wantedForm } from '../../../agent/systems/chronos/form.ts';
import { chronosSystem } from '../../../agent/systems/chronos/system.ts';
import { makeChronos } from '../../../simulator/chronos/chronos.ts';
import { assert, describe, rejects } from '../../helpers/suite.ts';
import type { TestContext } from '../../helpers/suite.ts';
import { HOUR_MS, inputsWith, jobDoc, lacking, make, planned, read, serve, START_MS } from '../../jobs/served.ts';
import type { JobRoom, Served } from '../../jobs/served.ts';

type ChronosJob = NonNullable<JobSpec['chronos']>;

const HOURLY: ChronosJob = { command: 'true', schedule: 'R/2026-01-05T13:00:00Z/PT1H' };

/** Every field that Chronos takes. */
const FULL: ChronosJob = {
  command: '/opt/report.sh',
  shell: false,
  arguments: ['--full'],
  description: 'the report',
  owner: 'ops@example.com',
  ownerName: 'Operations',
  disabled: true,
  concurrent: true,
  retries: 0,
  softError: true,
  highPriority: true,
  dataProcessingJobType: true,
  maxCompletionTime: 3600,
  cpus: 0.5,
  mem: 512,
  disk: 1024,
  runAsUser: 'nobody',
  executor: '/opt/executor',
  executorFlags: '-v',
  taskInfoData: 'v1',
  environmentVariables: [
    { name: 'MODE', value: 'full' },
    { name: 'API_TOKEN', value: 'hush' },
  ],
  fetch: [{ uri: 'https://repo.example.com/report.tar.gz', output_file: 'report.tgz', cache: true }],
  constraints: [
    ['rack', 'LIKE', 'r.*'],
    ['disk', 'EQUALS', 'ssd'],
  ],
  container: {
    image: 'report:3',
    network: 'USER',
    networkName: 'overlay',
    networkInfos: [
      { name: 'overlay', protocol: 'IPv4', labels: [{ key: 'zone', value: 'a' }], portMappings: [{ hostPort: 0, containerPort: 80 }] },
    ],
    volumes: [
      { containerPath: '/data', mode: 'RW', external: { name: 'report', provider: 'rexray', options: [{ key: 'size', value: '16' }] } },
      { containerPath: '/log', hostPath: '/srv/log' },
    ],
    parameters: [{ key: 'hostname', value: 'report' }],
  },
  scheduleTimeZone: 'Europe/Berlin',
  schedule: 'R/2026-01-06T02:00:00/P1D',
};

async function chronos(context: TestContext): Promise<{ readonly room: JobRoom; readonly served: Served }> {
  const served = await serve(context, makeChronos);
  return { room: chronosSystem({ url: served.url }), served };
}

describe('jobs of Chronos', (it) => {
  it('differ in nothing once they are made, each field said or left out', async (context) => {
    const { room, served } = await chronos(context);
    const docs = [FULL, HOURLY, { parents: ['b', 'a'], uris: ['http://x/y'] }].map((chronos, index) =>
      jobDoc(['a', 'b', 'c'][index] ?? '', { chronos }),
    );
    await make(room, served, docs);
    assert.equal(await lacking(room, served, docs), []);
    served.clock.advance(100 * HOUR_MS);
    assert.equal(await lacking(room, served, docs), []);
  });

  it('are seen to differ in each single field, and brought back by one call', async (context) => {
    const { room, served } = await chronos(context);
    const doc = jobDoc('a', { chronos: FULL });
    await make(room, served, [doc]);
    const other: { readonly [field: string]: unknown } = { ...(await served.call('GET', '/v1/scheduler/job/a')).json };
    for (const field of Object.keys(FULL)) {
      const value = other[field];
      const moved =
        typeof value === 'boolean' ? !value : typeof value === 'number' ? value + 1 : typeof value === 'string' ? `${value}1` : [];
      const changed = { ...other, [field]: field === 'schedule' ? 'R/2026-01-06T02:00:00/P2D' : field === 'container' ? undefined : moved };
      assert.is((await served.call('POST', '/v1/scheduler/iso8601', changed)).status, 204);
      const [draft, ...more] = await lacking(room, served, [doc]);
      assert.equal([draft?.op, more.length], ['update', 0], field);
      assert.ok(
        draft?.fields.every(({ path }) => path === field || path.startsWith(`${field}.`) || path.startsWith(`${field}[`)),
        field,
      );
      await make(room, served, [doc]);
      assert.equal(await lacking(room, served, [doc]), [], field);
    }
  });

  it('keep what the document leaves to Chronos, and what it does not know is told', async (context) => {
    const { room, served } = await chronos(context);
    const doc = jobDoc('a', { chronos: HOURLY });
    await served.call('POST', '/v1/scheduler/iso8601', { ...HOURLY, name: 'a', command: 'false', cpus: 2, runAsUser: 'ops' });
    await make(room, served, [doc]);
    const { cpus, runAsUser, command } = (await served.call('GET', '/v1/scheduler/job/a')).json;
    assert.equal([cpus, runAsUser, command], [2, 'ops', 'true']);
    const { concurrent: _concurrent, ...older } = JSON.parse((await served.call('GET', '/v1/scheduler/job/a')).text) as Fields;
    const live = { name: 'a', definition: older };
    const asked = jobDoc('a', { chronos: { ...HOURLY, concurrent: true } });
    assert.equal(wantedForm(asked, liveForm(live)), liveForm(live));
    const health = room.health(inputsWith([asked], START_MS), {
      jobs: { kind: 'ok', value: new Map([['a', live]]), at: inputsWith([], START_MS).now },
      hidden: { kind: 'ok', value: new Map(), at: inputsWith([], START_MS).now },
    });
    assert.equal(
      health.findings.map(({ code }) => code),
      ['FieldNotKept'],
    );
  });

  it('are left as they are once they ran as often as they should', async (context) => {
    const { room, served } = await chronos(context);
    const doc = jobDoc('a', { chronos: { ...HOURLY, schedule: 'R2/2026-01-05T13:00:00Z/PT1H' } });
    await make(room, served, [doc]);
    served.clock.advance(10 * HOUR_MS);
    assert.is((await served.call('GET', '/v1/scheduler/job/a')).json.disabled, true);
    assert.equal(await lacking(room, served, [doc]), []);
    const again = jobDoc('a', { chronos: { ...HOURLY, schedule: 'R2/2026-01-07T13:00:00Z/PT1H' } });
    const [draft] = await lacking(room, served, [again]);
    assert.equal(
      draft?.fields.map(({ path }) => path),
      ['disabled', 'schedule'],
    );
  });

  it('say what a change does: run at once, pause, resume', async (context) => {
    const { room, served } = await chronos(context);
    const past = jobDoc('a', { chronos: { ...HOURLY, schedule: 'R/2026-01-05T11:00:00Z/PT1H' } });
    const [made] = await lacking(room, served, [past]);
    assert.equal(made?.effects, ['creates the job', 'Chronos runs it at once: the start of its schedule has passed']);
    await make(room, served, [past]);
    const paused = jobDoc('a', { chronos: { ...HOURLY, schedule: 'R/2026-01-05T11:30:00Z/PT1H', disabled: true } });
    const [pausing] = await lacking(room, served, [paused]);
    assert.equal(
      [pausing?.class, pausing?.effects],
      ['disruptive', ['pauses the job: it is not started any more', 'it runs next at the first of its times that lies ahead']],
    );
    await make(room, served, [paused]);
    assert.is((await served.call('GET', '/v1/scheduler/job/a')).json.schedule, 'R/2026-01-05T12:30:00.000Z/PT1H');
    const [resuming] = await lacking(room, served, [past]);
    assert.equal([resuming?.class, resuming?.effects[0]], ['additive', 'resumes the job']);
  });

  it('hide values whose name looks secret, and keep what sync.ignore names', async (context) => {
    const { room, served } = await chronos(context);
    const doc = jobDoc('a', { chronos: FULL });
    const [created] = await lacking(room, served, [doc]);
    assert.not.ok(JSON.stringify(created?.fields).includes('hush'));
    await make(room, served, [doc]);
    const more = jobDoc('a', { chronos: { ...FULL, cpus: 3, environmentVariables: [{ name: 'API_TOKEN', value: 'other' }] } });
    const [draft] = await lacking(room, served, [more], { ignored: () => ['cpus', 'environmentVariables.MODE'] });
    assert.equal(draft?.fields, [{ path: 'environmentVariables.API_TOKEN', from: '***', to: '***' }]);
  });

  it('wait when somebody changed them since the plan, and are skipped when they are as declared by now', async (context) => {
    const { room, served } = await chronos(context);
    const doc = jobDoc('a', { chronos: HOURLY });
    const [create] = await lacking(room, served, [doc]);
    assert.ok(create);
    await served.call('POST', '/v1/scheduler/iso8601', { ...HOURLY, name: 'a', command: 'false' });
    assert.is((await room.write(planned(create), served.ctx)).kind, 'waiting');
    const [update] = await lacking(room, served, [doc]);
    assert.ok(update);
    // A run in between only moves the schedule on.
    served.clock.advance(2 * HOUR_MS);
    assert.is((await room.write(planned(update), served.ctx)).kind, 'applied');
    assert.is((await room.write(planned(update), served.ctx)).kind, 'skipped');
    const [remove] = await lacking(room, served, [jobDoc('a', {}, { state: 'absent' })]);
    assert.ok(remove);
    await served.call('POST', '/v1/scheduler/iso8601', { ...HOURLY, name: 'a', command: 'echo' });
    assert.is((await room.write(planned(remove), served.ctx)).kind, 'waiting');
  });

  it('have sets in any order, and keep what was counted when they are replaced', async (context) => {
    const { room, served } = await chronos(context);
    const doc = jobDoc('a', { chronos: { ...FULL, disabled: false, schedule: 'R/2026-01-05T12:30:00Z/PT1H', scheduleTimeZone: '' } });
    await make(room, served, [doc]);
    const reversed = { ...doc.spec.chronos, name: 'a', constraints: (FULL.constraints ?? []).toReversed() };
    await served.call('POST', '/v1/scheduler/iso8601', reversed);
    assert.equal(await lacking(room, served, [doc]), []);
    served.clock.advance(3 * HOUR_MS);
    const changed = jobDoc('a', { chronos: { ...doc.spec.chronos, cpus: 3 } });
    let asked = 0;
    for (const draft of await lacking(room, served, [changed]))
      await room.write(planned(draft), { ...served.ctx, fresh: () => void (asked += 1) });
    const { cpus, successCount } = (await served.call('GET', '/v1/scheduler/job/a')).json;
    assert.equal([cpus, successCount, asked], [3, 3, 1]);
  });

  it('go only when no other job would lose its settings with them', async (context) => {
    const { room, served } = await chronos(context);
    await make(room, served, [jobDoc('a', { chronos: HOURLY }), jobDoc('b', { chronos: { parents: ['a'] } })]);
    const [remove] = await lacking(room, served, [jobDoc('a', {}, { state: 'absent' })]);
    assert.ok(remove);
    assert.equal(await room.write(planned(remove), served.ctx), {
      kind: 'waiting',
      why: 'b would lose its settings with it: take it out of parents first',
    });
    const both = ['a', 'b'].map((name) => jobDoc(name, {}, { state: 'absent' }));
    const drafts = await lacking(room, served, both);
    assert.equal(
      drafts.map(({ ref, needs }) => [ref, needs]),
      [
        ['Job/chronos:a', ['Job/chronos:b']],
        ['Job/chronos:b', []],
      ],
    );
  });

  it('are ready when they are there; a run that failed is told', async (context) => {
    const { room, served } = await chronos(context);
    const docs = [jobDoc('a', { chronos: { ...HOURLY, command: 'false' } }), jobDoc('b', { chronos: HOURLY })];
    const health = async (): Promise<unknown> => {
      const { ready, findings, ids } = room.health(inputsWith(docs, START_MS), await read(room, served));
      return [[...ready.values()].map(({ kind }) => kind), findings.map(({ ref, code }) => `${ref} ${code}`), [...ids.values()]];
    };
    assert.equal(await health(), [['absent', 'absent'], [], []]);
    await make(room, served, docs);
    served.clock.advance(2 * HOUR_MS);
    assert.equal(await health(), [['ready', 'ready'], ['Job/chronos:a JobFails'], ['a', 'b']]);
  });

  it('of another Chronos, or of a Metronome, are not its own', async (context) => {
    const { served } = await chronos(context);
    const room = chronosSystem({ url: `${served.url}/`, name: 'batch' });
    const docs = [jobDoc('a', { chronos: HOURLY }), jobDoc('a', { chronos: HOURLY }, { on: 'batch' })];
    const drafts = await lacking(room, served, docs);
    assert.equal(
      drafts.map(({ ref, action }) => [ref, action.system]),
      [['Job/chronos:batch:a', 'chronos:batch']],
    );
    assert.equal(room.identity(await read(room, served)), { kind: 'ok', value: served.url, at: inputsWith([], START_MS).now });
  });

  it('are unknown while Chronos does not answer as one, and then nothing is planned', async (context) => {
    const { served } = await chronos(context);
    const room = chronosSystem({ url: `${served.url}/nowhere` });
    const live = await read(room, served);
    assert.is(live.jobs.kind === 'unknown' && live.jobs.error.code.code, 'chronos/server-error');
    assert.equal(await lacking(room, served, [jobDoc('a', { chronos: HOURLY })]), []);
    assert.is(room.sees('Job', 'a', live).kind, 'unknown');
  });

  it('bring a refusal in the words of Chronos', async (context) => {
    const { room, served } = await chronos(context);
    const [draft] = await lacking(room, served, [jobDoc('a', { chronos: { ...HOURLY, schedule: 'daily' } })]);
    assert.ok(draft);
    const error = await rejects(() => room.write(planned(draft), served.ctx), 'chronos/rejected');
    assert.is(error.message, "Chronos answered POST /v1/scheduler/iso8601 with 400: Cannot parse schedule 'daily' (wtf bro)");
  });

  it('of the wire are all read: no field of the fixtures is left out of a form but what Chronos counts itself', () => {
    const file = new URL('../../fixtures/wire/chronos/jobs.json', import.meta.url);
    const jobs = JSON.parse(readFileSync(file, 'utf8')).body as readonly { readonly [field: string]: string }[];
    const counted = ['name', 'successCount', 'errorCount', 'lastSuccess', 'lastError', 'errorsSinceLastSuccess', 'uris'];
    for (const job of jobs) {
      const form = liveForm({ name: job['name'] ?? '', definition: job });
      assert.equal(
        Object.keys(form).toSorted(),
        Object.keys(job)
          .filter((field) => !counted.includes(field))
          .toSorted(),
      );
    }
  });
});
