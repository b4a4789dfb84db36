import { assert, describe } from '../helpers/suite.ts';
import { scaleioOf } from './marathon/storage.ts';
import { simulate, SLEEPER } from './simulated.ts';

const mistakes = [
  ['/advance', {}, 'ms must be a number from 0 to 315360000000.'],
  ['/advance', { ms: -1 }, 'ms must be a number from 0 to 315360000000.'],
  ['/advance', 'no json', 'The body must be a JSON object with ms.'],
  ['/autoAdvance', { factor: '2' }, 'factor must be a number from 0 to 1000000.'],
  ['/autoAdvance', { factor: 2, ms: 3 }, 'There is no field ms here; the fields are factor.'],
  ['/fill', { pool: 'default', usedPercent: 101 }, 'usedPercent must be a number from 0 to 100.'],
  ['/killHost', { host: 7 }, 'host must be a text that is not empty.'],
  ['/fault', { when: 'before', do: 'explode' }, 'do must be one of reset, status, empty, hang, elect, sigkill, sigstop, filter, truncate.'],
  ['/fault', { when: 'later', do: 'reset' }, 'when must be one of before, after.'],
  ['/fault', { when: 'before', do: 'status' }, 'status must be a whole number from 200 to 599.'],
  ['/fault', { when: 'before', do: 'reset', nth: 0 }, 'nth must be a whole number from 1 to 1000000.'],
  ['/fault', { when: 'before', do: 'reset', system: 'mesos' }, 'system must be one of marathon, scaleio, ec2.'],
  ['/fault', { when: 'before', do: 'elect', system: 'scaleio' }, 'scaleio elects no leader; elect is for marathon.'],
  ['/fault', { when: 'before', do: 'elect', system: 'ec2' }, 'ec2 elects no leader; elect is for marathon.'],
  ['/fault', { when: 'after', do: 'filter', system: 'ec2' }, 'filter leaves objects out of JSON; ec2 answers in XML.'],
  ['/fault', { when: 'after', do: 'sigkill' }, 'pid must be a whole number from 2 to 2147483647.'],
  ['/fault', { when: 'after', do: 'sigkill', pid: process.pid }, `pid ${process.pid} is the simulator itself.`],
  ['/fault', { when: 'after', do: 'sigstop' }, 'pid must be a whole number from 2 to 2147483647.'],
  ['/fault', { when: 'after', do: 'reset', resumeMs: 5 }, 'resumeMs is for sigstop.'],
  ['/fault', { when: 'after', do: 'empty', without: '/web' }, 'without is for filter.'],
  ['/fault', { when: 'before', do: 'filter' }, 'filter spoils an answer: when must be after.'],
  ['/fault', { when: 'before', do: 'truncate' }, 'truncate spoils an answer: when must be after.'],
  ['/replaceHost', {}, 'host must be a text that is not empty.'],
  ['/ec2', { lag: { tags: -1 } }, 'tags must be a whole number from 0 to 1000000.'],
  ['/ec2', { lag: { disks: 1 } }, 'There is no field disks here; the fields are tags, volumes, mappings.'],
  ['/ec2', { delaysMs: 5 }, 'delaysMs must be a JSON object with create, attach, detach, delete, modify, optimize.'],
  ['/ec2', { overLimit: 'wait' }, 'overLimit must be one of refuse, hang.'],
  ['/ec2', { unauthorized: 'DeleteVolume' }, 'unauthorized must be a list of texts.'],
  ['/ec2', { hiddenNames: [] }, 'hiddenNames must be an object.'],
  ['/ec2', { refuse: {} }, 'times must be a whole number from 1 to 1000000.'],
  ['/ec2', { addDisk: { zone: 'us-west-1a', sizeGiB: 8 } }, 'tags must be an object.'],
] as const;

describe('the control API', (it) => {
  it('answers every mistake with 400 and one sentence', async (context) => {
    const { control } = await simulate(context);
    for (const [path, body, message] of mistakes) {
      const reply = await control('POST', path, body);
      assert.equal([reply.status, reply.json], [400, { message }], `${path} ${JSON.stringify(body)}`);
    }
  });

  it('answers what is not there with 404 and the names of what is', async (context) => {
    const { control } = await simulate(context);
    const noPool = await control('POST', '/fill', { pool: 'gold', usedPercent: 10 });
    assert.equal([noPool.status, noPool.json.message], [404, 'There is no pool "gold"; there is default.']);
    const noHost = await control('POST', '/killHost', { host: 'ip-10-0-0-99' });
    assert.equal(
      [noHost.status, noHost.json.message],
      [404, 'There is no host "ip-10-0-0-99"; there is ip-10-0-0-11, ip-10-0-0-12, ip-10-0-0-13.'],
    );
    assert.is((await control('GET', '/nothing')).status, 404);
    assert.is((await control('GET', '/advance')).status, 404);
  });

  it('kills a host for Marathon and for ScaleIO', async (context) => {
    const { control, sim } = await simulate(context);
    const storage = await scaleioOf(sim);
    assert.is((await control('POST', '/killHost', { host: 'ip-10-0-0-12' })).status, 200);
    const states = async (type: string): Promise<readonly string[]> => {
      const all = (await storage.get(`/api/types/${type}/instances`)).list;
      return all.flatMap(({ mdmConnectionState }) => (mdmConnectionState === 'Connected' ? [] : [mdmConnectionState]));
    };
    assert.equal([await states('Sds'), await states('Sdc')], [['Disconnected'], ['Disconnected']]);
  });

  it('fills a pool', async (context) => {
    const { control, sim } = await simulate(context);
    assert.is((await control('POST', '/fill', { pool: 'default', usedPercent: 85 })).status, 200);
    const storage = await scaleioOf(sim);
    const [pool] = (await storage.get('/api/types/StoragePool/instances')).list;
    const { capacityInUseInKb, maxCapacityInKb, spareCapacityInKb } = (
      await storage.get(`/api/instances/StoragePool::${pool?.id}/relationships/Statistics`)
    ).json;
    assert.is(Math.round((100 * capacityInUseInKb) / (maxCapacityInKb - spareCapacityInKb)), 85);
  });

  it('moves time and says what time it is', async (context) => {
    const { control, sim } = await simulate(context);
    const before = sim.now();
    const reply = await control('POST', '/advance', { ms: 60_000 });
    assert.equal([reply.status, Date.parse(reply.json.now)], [200, before + 60_000]);
  });
});

describe('the ledger', (it) => {
  it('has one entry per request received, with what it did and who did it', async (context) => {
    const { marathon, control } = await simulate(context);
    const agent = { 'user-agent': 'plumbline/0.1.0 (host-7f3a)' };
    await marathon('PUT', '/v2/apps//web?force=false', SLEEPER, agent);
    await marathon('GET', '/v2/apps');
    await marathon('PUT', '/v2/apps//web?force=true', SLEEPER, agent);
    await marathon('DELETE', '/v2/apps/web', undefined, agent);
    const at = '2026-01-05T12:00:00.000Z';
    const common = { at, system: 'marathon' };
    assert.equal((await control('GET', '/ledger')).json, [
      {
        seq: 1,
        ...common,
        call: 'PUT /v2/apps//web',
        id: '/web',
        effect: 'created',
        agent: 'host-7f3a',
        args: { force: 'false', ...SLEEPER },
      },
      { seq: 2, ...common, call: 'GET /v2/apps', id: null, effect: 'none', agent: '', args: {} },
      { seq: 3, ...common, call: 'PUT /v2/apps//web', id: '/web', effect: 'none', agent: 'host-7f3a', args: { force: 'true', ...SLEEPER } },
      { seq: 4, ...common, call: 'DELETE /v2/apps/web', id: '/web', effect: 'destroyed', agent: 'host-7f3a', args: {} },
    ]);
  });

  it('shows no secret, neither of a header nor under a telling name', async (context) => {
    const { marathon, control } = await simulate(context);
    await marathon(
      'PUT',
      '/v2/apps//web?token=hunter2',
      { ...SLEEPER, env: { DB_PASSWORD: 'hunter2', AWS_ACCESS_KEY: 'hunter2', apiKey: 'hunter2' } },
      { authorization: 'Basic hunter2' },
    );
    const { text } = await control('GET', '/ledger');
    assert.not.match(text, 'hunter2');
    assert.match(text, '"DB_PASSWORD":"***"');
  });

  it('records a refused request, and one of another body than an object', async (context) => {
    const { marathon, sim } = await simulate(context);
    await marathon('PUT', '/v2/apps//web', { ...SLEEPER, instances: -1 });
    await marathon('PUT', '/v2/apps', [{ id: '/a', ...SLEEPER }]);
    assert.equal(
      sim.ledger().map(({ effect, args }) => [effect, Object.keys(args)]),
      [
        ['none', ['cmd', 'cpus', 'mem', 'instances']],
        ['changed', ['body']],
      ],
    );
  });
});
