import { assert, describe } from '../../helpers/suite.ts';
import { mounting, simulate, SLEEPER } from '../simulated.ts';
import type { Simulated } from '../simulated.ts';
import { scaleioOf } from './storage.ts';

const SETTLED_MS = 60_000;

async function hostsOf({ app }: Simulated, id: string): Promise<readonly string[]> {
  return (await app(id)).tasks.map(({ host }) => host).toSorted();
}

describe('a task', (it) => {
  it('goes where the constraints let it', async (context) => {
    const simulated = await simulate(context);
    const { put, sim } = simulated;
    await put('/unique', { ...SLEEPER, instances: 3, constraints: [['hostname', 'UNIQUE']] });
    await put('/like', {
      ...SLEEPER,
      instances: 2,
      constraints: [
        ['hostname', 'LIKE', 'ip-10-0-0-1[23]'],
        ['hostname', 'MAX_PER', '1'],
      ],
    });
    await put('/cluster', { ...SLEEPER, instances: 2, constraints: [['hostname', 'CLUSTER', 'ip-10-0-0-13']] });
    await put('/zone', { ...SLEEPER, constraints: [['zone', 'IS', 'us-west-1b']] });
    await put('/unlike', { ...SLEEPER, constraints: [['zone', 'UNLIKE', 'us-west-1a']] });
    sim.advance(SETTLED_MS);
    assert.equal(await hostsOf(simulated, '/unique'), ['ip-10-0-0-11', 'ip-10-0-0-12', 'ip-10-0-0-13']);
    assert.equal(await hostsOf(simulated, '/like'), ['ip-10-0-0-12', 'ip-10-0-0-13']);
    assert.equal(await hostsOf(simulated, '/cluster'), ['ip-10-0-0-13', 'ip-10-0-0-13']);
    assert.equal([await hostsOf(simulated, '/zone'), await hostsOf(simulated, '/unlike')], [['ip-10-0-0-12'], ['ip-10-0-0-12']]);
  });

  it('goes to the emptiest host otherwise', async (context) => {
    const simulated = await simulate(context);
    await simulated.put('/a', { ...SLEEPER, instances: 3 });
    assert.is(new Set(await hostsOf(simulated, '/a')).size, 3);
  });

  it('that finds no place waits for ever, and the queue says why', async (context) => {
    const { put, marathon, sim } = await simulate(context);
    await put('/unique', { ...SLEEPER, instances: 4, constraints: [['hostname', 'UNIQUE']] });
    await put('/big', { ...SLEEPER, cpus: 17 });
    await put('/fat', { ...SLEEPER, mem: 100_000 });
    await put('/long', { ...SLEEPER, disk: 2_000_000 });
    await put('/gpu', { ...SLEEPER, gpus: 1 });
    await put('/shop/reserved', { ...SLEEPER, role: 'shop', acceptedResourceRoles: ['shop'] });
    await put('/ports', { ...SLEEPER, instances: 4, portDefinitions: [{ port: 31_500 }], requirePorts: true });
    sim.advance(24 * 3_600_000);
    assert.is((await marathon('GET', '/v2/deployments')).list.length, 7);
    const { queue } = (await marathon('GET', '/v2/queue')).json;
    const why = queue.map((one) => [
      one.app.id,
      one.count,
      one.processedOffersSummary.rejectSummaryLastOffers.filter(({ declined }) => declined > 0),
    ]);
    const all = (reason: string): object[] => [{ reason, declined: 3, processed: 3 }];
    assert.equal(why, [
      ['/unique', 1, all('UnfulfilledConstraint')],
      ['/big', 1, all('InsufficientCpus')],
      ['/fat', 1, all('InsufficientMemory')],
      ['/long', 1, all('InsufficientDisk')],
      ['/gpu', 1, all('InsufficientGpus')],
      ['/shop/reserved', 1, all('UnfulfilledRole')],
      ['/ports', 1, all('InsufficientPorts')],
    ]);
  });

  it('is counted against the first reason, and later reasons see only what is left', async (context) => {
    const { put, marathon, sim } = await simulate(context);
    await put('/half', { ...SLEEPER, cpus: 17, constraints: [['zone', 'IS', 'us-west-1a']] });
    sim.advance(60_000);
    const [waiting] = (await marathon('GET', '/v2/queue')).json.queue;
    const { processedOffersSummary } = waiting ?? { processedOffersSummary: null };
    const seen = processedOffersSummary?.rejectSummaryLastOffers.map(({ reason, declined, processed }) => [reason, declined, processed]);
    assert.equal(seen?.slice(0, 6), [
      ['UnfulfilledRole', 0, 3],
      ['UnfulfilledConstraint', 1, 3],
      ['NoCorrespondingReservationFound', 0, 2],
      ['AgentMaintenance', 0, 2],
      ['InsufficientCpus', 2, 2],
      ['InsufficientMemory', 0, 0],
    ]);
  });

  it('that waits starts as soon as another one makes room', async (context) => {
    const { put, marathon, sim, app } = await simulate(context);
    await put('/first', { ...SLEEPER, cpus: 16, instances: 3 });
    sim.advance(SETTLED_MS);
    await put('/second', { ...SLEEPER, cpus: 16 });
    sim.advance(SETTLED_MS);
    assert.is((await app('/second')).tasksRunning, 0);
    await marathon('DELETE', '/v2/apps//first?force=false');
    sim.advance(SETTLED_MS);
    assert.is((await app('/second')).tasksRunning, 1);
  });

  it('is lost with its host and placed again elsewhere at once', async (context) => {
    const simulated = await simulate(context);
    const { put, sim, app } = simulated;
    await put('/a', SLEEPER);
    sim.advance(SETTLED_MS);
    const [host = ''] = await hostsOf(simulated, '/a');
    sim.killHost(host);
    const shown = await app('/a');
    assert.equal([shown.tasksStaged, shown.tasksRunning, shown.lastTaskFailure.host], [1, 0, host]);
    assert.is.not((await hostsOf(simulated, '/a'))[0], host);
    sim.advance(2000);
    assert.is((await app('/a')).tasksRunning, 1);
  });

  it('on a lost host is waited for as long as unreachableStrategy says', async (context) => {
    const simulated = await simulate(context);
    const { put, sim, app } = simulated;
    await put('/a', { ...SLEEPER, unreachableStrategy: { inactiveAfterSeconds: 300, expungeAfterSeconds: 600 } });
    await put('/shop/b', {
      ...SLEEPER,
      role: 'shop',
      container: { type: 'MESOS', volumes: [{ containerPath: 'data', mode: 'RW', persistent: { size: 10 } }] },
    });
    sim.advance(SETTLED_MS);
    for (const host of sim.hosts.slice(0, 2)) sim.killHost(host);
    const states = async (): Promise<readonly string[]> => [(await app('/a')).tasks[0].state, (await app('/shop/b')).tasks[0].state];
    assert.equal(await states(), ['TASK_UNREACHABLE', 'TASK_UNREACHABLE']);
    sim.advance(300_000);
    assert.equal(await states(), ['TASK_STAGING', 'TASK_UNREACHABLE'], 'local data is waited for for ever');
  });
});

const mounts: readonly (readonly [string, object])[] = [
  ['an external volume', mounting('pg')],
  [
    'docker parameters',
    {
      container: {
        docker: {
          image: 'pg',
          parameters: [
            { key: 'volume-driver', value: 'rexray' },
            { key: 'volume', value: 'pg:/data' },
          ],
        },
      },
    },
  ],
  [
    'the environment of the DVDI isolator',
    { ...SLEEPER, env: { DVDI_VOLUME_NAME: 'pg', DVDI_VOLUME_DRIVER: 'rexray', DVDI_VOLUME_CONTAINERPATH: '/data' } },
  ],
];

describe('a task with a REX-Ray volume', (it) => {
  for (const [form, app] of mounts) {
    it(`maps it to its host before it runs, and unmaps it when it ends: ${form}`, async (context) => {
      const simulated = await simulate(context);
      const { put, sim, marathon } = simulated;
      const storage = await scaleioOf(sim);
      await storage.createVolume('pg');
      await put('/pg', app);
      sim.advance(1999);
      assert.equal(await storage.mappedTo('pg'), []);
      sim.advance(1);
      const [host = ''] = await hostsOf(simulated, '/pg');
      assert.equal(await storage.mappedTo('pg'), [host.replace('ip-', '').replaceAll('-', '.')]);
      await marathon('DELETE', '/v2/apps//pg?force=false');
      sim.advance(1000);
      assert.equal(await storage.mappedTo('pg'), []);
    });
  }

  it('fails without it, is tried again ever more slowly, and runs once the volume is there', async (context) => {
    const { put, sim, app } = await simulate(context);
    const storage = await scaleioOf(sim);
    await put('/pg', mounting('pg'));
    sim.advance(2000);
    const { lastTaskFailure, tasksRunning } = await app('/pg');
    assert.equal([lastTaskFailure.state, tasksRunning], ['TASK_FAILED', 0]);
    assert.match(lastTaskFailure.message, 'volume pg does not exist');
    const failedAt = async (): Promise<number> => Date.parse((await app('/pg')).lastTaskFailure.timestamp);
    const first = await failedAt();
    sim.advance(3000);
    assert.is((await failedAt()) - first, 3000, 'a second of waiting, two of staging');
    sim.advance(3150);
    assert.is((await failedAt()) - first, 6150, 'backoffFactor 1.15');
    sim.advance(24 * 3_600_000);
    await storage.createVolume('pg');
    sim.advance(2 * 300_000);
    assert.is((await app('/pg')).tasksRunning, 1);
  });

  it('that fails is launched at once when its configuration changes', async (context) => {
    const { put, sim, app } = await simulate(context);
    await put('/pg', mounting('pg'));
    sim.advance(3_600_000);
    await put('/pg', SLEEPER, 'force=true&partialUpdate=false');
    sim.advance(2000);
    assert.is((await app('/pg')).tasksRunning, 1);
  });

  it('takes it along when its host dies: preempted there, mapped here', async (context) => {
    const simulated = await simulate(context);
    const { put, sim } = simulated;
    const storage = await scaleioOf(sim);
    await storage.createVolume('pg');
    await put('/pg', mounting('pg'));
    sim.advance(SETTLED_MS);
    const [old = ''] = await hostsOf(simulated, '/pg');
    const oldMapping = await storage.mappedTo('pg');
    sim.killHost(old);
    assert.equal(await storage.mappedTo('pg'), oldMapping, 'a dead host unmaps nothing');
    sim.advance(SETTLED_MS);
    const [host = ''] = await hostsOf(simulated, '/pg');
    assert.is.not(host, old);
    assert.equal(await storage.mappedTo('pg'), [host.replace('ip-', '').replaceAll('-', '.')]);
  });

  it('waits for ever where REX-Ray may not preempt and the volume is mapped to a dead host', async (context) => {
    const simulated = await simulate(context, { preempt: false });
    const { put, sim, app } = simulated;
    const storage = await scaleioOf(sim);
    await storage.createVolume('pg');
    await put('/pg', mounting('pg'));
    sim.advance(SETTLED_MS);
    const mapping = await storage.mappedTo('pg');
    sim.killHost((await hostsOf(simulated, '/pg'))[0] ?? '');
    sim.advance(24 * 3_600_000);
    const { tasksRunning, lastTaskFailure } = await app('/pg');
    assert.is(tasksRunning, 0);
    assert.match(lastTaskFailure.message, 'volume already attached to a host');
    assert.equal(await storage.mappedTo('pg'), mapping);
  });

  it('loses it to another task that mounts it elsewhere, and ends with an error', async (context) => {
    const simulated = await simulate(context);
    const { put, sim, app } = simulated;
    const storage = await scaleioOf(sim);
    await storage.createVolume('pg');
    const [, byEnvironment] = mounts.find(([form]) => form.includes('DVDI')) ?? mounts[0] ?? ['', {}];
    const on = (host: string): object => ({ ...byEnvironment, constraints: [['hostname', 'CLUSTER', host]] });
    await put('/old', on('ip-10-0-0-11'));
    sim.advance(SETTLED_MS);
    await put('/new', on('ip-10-0-0-12'));
    sim.advance(2000);
    assert.equal(await storage.mappedTo('pg'), ['10.0.0.12']);
    const { lastTaskFailure } = await app('/old');
    assert.equal([lastTaskFailure.state, lastTaskFailure.message], ['TASK_FAILED', 'I/O error: volume pg was mapped to another host']);
  });

  for (const [name, value, why] of [
    ['DVDI_VOLUME_NAME10', 'pg', 'has more than one digit'],
    ['DVDI_VOLUME_OPTS', 'size=8; rm', 'prohibited characters'],
  ] as const) {
    it(`fails when the isolator refuses its environment: ${name}`, async (context) => {
      const { put, sim, app } = await simulate(context);
      await put('/pg', { ...SLEEPER, env: { [name]: value } });
      sim.advance(2000);
      assert.match((await app('/pg')).lastTaskFailure.message, why);
    });
  }

  it('keeps it when it is replaced on the same host', async (context) => {
    const simulated = await simulate(context);
    const { put, sim } = simulated;
    const storage = await scaleioOf(sim);
    await storage.createVolume('pg');
    const pinned = { ...mounting('pg'), constraints: [['hostname', 'CLUSTER', 'ip-10-0-0-12']] };
    await put('/pg', pinned);
    sim.advance(SETTLED_MS);
    await put('/pg', { ...pinned, labels: { a: 'b' } });
    sim.advance(SETTLED_MS);
    assert.equal((await simulated.marathon('GET', '/v2/deployments')).list, []);
    assert.equal(await storage.mappedTo('pg'), ['10.0.0.12']);
  });
});
