import { mesosClient } from '../../../agent/systems/mesos/client/client.ts';
import { decodeAgents, decodeFrameworks, decodeInfo, decodeTasks } from '../../../agent/systems/mesos/client/decode.ts';
import { assert, describe, rejects } from '../../helpers/suite.ts';
import { always, bytes, httpCtx, LEADING, recorded, startMaster } from './masters.ts';

const ID = 'dc160d55-72b1-4fd1-ac8f-fa80affe1797';

describe('asking the masters of Mesos', (it) => {
  it('asks each configured master until one leads, and that one first from then on', async (test) => {
    const [one, two] = [await startMaster(test, always('error-307-follower')), await startMaster(test, LEADING)];
    const client = mesosClient({ masters: [one.url, two.url] });
    const ctx = httpCtx();
    assert.is((await client.tasks(ctx)).length, 2);
    assert.is((await client.frameworks(ctx)).length, 2);
    assert.equal(one.asked, ['GET_TASKS']);
    assert.equal(two.asked, ['GET_TASKS', 'GET_FRAMEWORKS']);
  });

  it('follows no redirect, wherever it leads, and names the masters that do not lead', async (test) => {
    const stranger = await startMaster(test, LEADING);
    const away = { status: 307, headers: { location: `${stranger.url}/api/v1` }, body: '' };
    const one = await startMaster(test, { GET_TASKS: away });
    const client = mesosClient({ masters: [one.url], auth: { username: 'plumbline', password: { env: 'P' } } });
    await rejects(() => client.tasks(httpCtx()), 'mesos/no-leader');
    assert.is(one.asked.length, 1);
    assert.match(one.asked[0] ?? '', /^GET_TASKS Basic /);
    assert.equal(stranger.asked, []);
  });

  const refusals = [
    ['error-401', 'mesos/unauthorized'],
    ['error-403', 'mesos/forbidden'],
    ['error-503-recovering', 'mesos/unavailable'],
    ['error-503-no-leader', 'mesos/unavailable'],
  ] as const;
  for (const [name, code] of refusals) {
    it(`takes ${name} for ${code}, also where the other masters do not lead`, async (test) => {
      const [one, two] = [await startMaster(test, always('error-307-follower')), await startMaster(test, always(name))];
      const error = await rejects(() => mesosClient({ masters: [one.url, two.url] }).agents(httpCtx()), code);
      assert.ok(error.message.includes(String(recorded(name).body)), error.message);
    });
  }

  it('goes on to the next master where one cannot be reached', async (test) => {
    const two = await startMaster(test, LEADING);
    assert.is((await mesosClient({ masters: ['http://127.0.0.1:1', two.url] }).agents(httpCtx())).awaited, 0);
  });

  it('tells first what was refused, then what did not answer', async (test) => {
    const refusing = await startMaster(test, always('error-403'));
    await rejects(() => mesosClient({ masters: ['http://127.0.0.1:1', refusing.url] }).agents(httpCtx()), 'mesos/forbidden');
    const following = await startMaster(test, always('error-307-follower'));
    await rejects(() => mesosClient({ masters: ['http://127.0.0.1:1', following.url] }).agents(httpCtx()), 'http/unreachable');
  });

  it('takes a list of no schedulers at all for an unread one', async (test) => {
    const master = await startMaster(test, { GET_FRAMEWORKS: 'frameworks-empty' });
    await rejects(() => mesosClient({ masters: [master.url] }).frameworks(httpCtx()), 'mesos/nothing-seen');
  });

  it('gives the very same value for the same bytes', async (test) => {
    const client = mesosClient({ masters: [(await startMaster(test, LEADING)).url] });
    assert.is(await client.tasks(httpCtx()), await client.tasks(httpCtx()));
  });

  it('takes a page of something else for no answer of Mesos', async (test) => {
    const master = await startMaster(test, {
      GET_TASKS: { status: 200, body: '<html></html>' },
      GET_AGENTS: { status: 404, body: 'Not here' },
    });
    const client = mesosClient({ masters: [master.url] });
    await rejects(() => client.tasks(httpCtx()), 'mesos/unexpected-answer');
    await rejects(() => client.agents(httpCtx()), 'mesos/unexpected-answer');
  });
});

describe('the answers of Mesos', (it) => {
  it('say which Mesos it is, without the credentials of ZooKeeper', () => {
    assert.equal(decodeInfo(bytes('flags')), { cluster: 'plumb', zookeeper: 'zk://127.0.0.1:2181/mesos' });
    const flags = { get_flags: { flags: [{ name: 'zk', value: 'zk://me:secret@zk1:2181,zk2:2181/mesos' }] } };
    assert.equal(decodeInfo(Buffer.from(JSON.stringify(flags))), { cluster: null, zookeeper: 'zk://zk1:2181,zk2:2181/mesos' });
  });

  it('name schedulers with roles, principal and how long their tasks outlive them', () => {
    const [marathon, scaleio] = decodeFrameworks(bytes('frameworks'));
    assert.equal(scaleio, {
      id: `${ID}-0000`,
      name: 'ScaleIO-Framework',
      principal: 'scaleio',
      roles: ['storage'],
      failoverSeconds: 3600,
      isActive: true,
      isRecovered: false,
      holdsResources: true,
    });
    assert.equal(marathon?.roles, ['services/web']);
    const [recovered] = decodeFrameworks(bytes('frameworks-recovered'));
    assert.equal([recovered?.isActive, recovered?.isRecovered], [false, true]);
  });

  it('name the one role of a scheduler that knows of no several', () => {
    const framework = { framework_info: { name: 'old', id: { value: 'a' }, role: 'search' }, active: true };
    const body = { get_frameworks: { frameworks: [framework, { ...framework, framework_info: { name: 'older', id: { value: 'b' } } }] } };
    const [old, older] = decodeFrameworks(Buffer.from(JSON.stringify(body)));
    assert.equal([old?.roles, older?.roles, older?.failoverSeconds, older?.holdsResources], [['search'], ['*'], 0, false]);
  });

  it('list what may run, on agents out of reach too, and nothing that has ended', () => {
    const [web, sds] = decodeTasks(bytes('tasks'));
    assert.equal(web, { id: 'web_frontend.instance-1', frameworkId: `${ID}-0001`, agentId: `${ID}-S0`, isRunning: true, ports: [null] });
    assert.equal(sds?.ports, []);
    assert.equal(
      decodeTasks(bytes('tasks-unreachable')).map(({ isRunning }) => isRunning),
      [false],
    );
    const orphan = { task_id: { value: 'o' }, framework_id: { value: 'gone' }, agent_id: { value: 'S' }, state: 'TASK_RUNNING' };
    const body = { get_tasks: { orphan_tasks: [orphan], completed_tasks: [orphan] } };
    assert.is(decodeTasks(Buffer.from(JSON.stringify(body))).length, 1);
  });

  it('tell the address of an agent as the masters know it', () => {
    const { registered, awaited } = decodeAgents(bytes('agents'));
    const agent = registered.get(`${ID}-S2`);
    const { attributes, ...at } = agent ?? { attributes: new Map<string, string>() };
    assert.equal(at, { id: `${ID}-S2`, hostname: 'node2.plumb.local', ip: '127.0.0.12' });
    assert.equal(Object.fromEntries(attributes), { rack: 'r2', zone: 'us-east-1b', storage: 'scaleio', sds: 'true' });
    assert.is(awaited, 0);
    assert.is(decodeAgents(bytes('agents-recovering')).awaited, 1);
  });

  const port = (number: number, inside = false): object => ({
    number,
    labels: { labels: inside ? [{ key: 'network-scope', value: 'container' }] : [{ key: 'network-scope', value: 'host' }] },
  });
  const range = (begin: number, end: number): object => ({ name: 'ports', ranges: { range: [{ begin, end }] } });
  const ports: readonly (readonly [string, object, readonly (number | null)[]])[] = [
    [
      'in the order of the app',
      { discovery: { ports: { ports: [port(31005), port(31001)] } }, resources: [range(31001, 31005)] },
      [31005, 31001],
    ],
    [
      'each once, for tcp and udp',
      { discovery: { ports: { ports: [port(31005), port(31005), port(31001)] } }, resources: [range(31001, 31005)] },
      [31005, 31001],
    ],
    [
      'with a gap where the host has none',
      { discovery: { ports: { ports: [port(80, true), port(31001)] } }, resources: [range(31001, 31001)] },
      [null, 31001],
    ],
    [
      'with a gap where it was not given the one that it claims',
      { discovery: { ports: { ports: [port(2375), port(31001), port(31003)] } }, resources: [range(31001, 31001), range(31002, 31002)] },
      [null, 31001, null],
    ],
    [
      'of the ranges where nothing else is told',
      { resources: [range(31001, 31002), { name: 'cpus' }, range(31009, 31009)] },
      [31001, 31002, 31009],
    ],
    ['bounded', { resources: [range(1, 1e9)] }, Array.from({ length: 100 }, (_, index) => index + 1)],
    ['none where there is none', { discovery: { name: 'x' } }, []],
  ];
  for (const [what, told, expected] of ports) {
    it(`tell the ports of a task, ${what}`, () => {
      const task = { task_id: { value: 't' }, framework_id: { value: 'f' }, agent_id: { value: 'S' }, state: 'TASK_RUNNING', ...told };
      const [decoded] = decodeTasks(Buffer.from(JSON.stringify({ get_tasks: { tasks: [task] } })));
      assert.equal(decoded?.ports, expected);
    });
  }
});
