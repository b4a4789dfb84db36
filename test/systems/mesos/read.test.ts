import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Live } from '../../../agent/model/observed.ts';
import { NOTHING_SOUGHT } from '../../../agent/model/system.ts';
import { isInRange } from '../../../agent/systems/mesos/addresses.ts';
import { clusterIdOf } from '../../../agent/systems/mesos/identity.ts';
import { mesosSystem } from '../../../agent/systems/mesos/system.ts';
import type { MesosFacets, Probed } from '../../../agent/systems/mesos/types.ts';
import { assert, describe } from '../../helpers/suite.ts';
import type { TestContext } from '../../helpers/suite.ts';
import { declared, doc } from '../../plan/declared.ts';
import { agent, agents, frameworkDoc, inputsOf, live, task } from './made.ts';
import { probe } from '../../../agent/systems/mesos/probe.ts';
import { always, httpCtx, LEADING, startMaster } from './masters.ts';

const SOUGHT = { desired: inputsOf(frameworkDoc()).desired, remembered: [] };

function kindsOf(seen: Live<MesosFacets>): { readonly [facet: string]: string } {
  return Object.fromEntries(Object.entries(seen).map(([facet, { kind }]) => [facet, kind]));
}

describe('reading Mesos', (it) => {
  it('asks only which Mesos it is where no Framework is declared', async (test) => {
    const master = await startMaster(test, LEADING);
    const system = mesosSystem({ masters: [master.url] }, []);
    const gone = { desired: inputsOf(frameworkDoc({}, 'absent')).desired, remembered: [] };
    for (const sought of [NOTHING_SOUGHT, gone]) {
      const seen = await system.read(httpCtx(), sought);
      assert.equal([...new Set(Object.values(kindsOf(seen)))], ['ok']);
      assert.equal(system.identity(seen), { kind: 'ok', value: 'plumb', at: seen.info.kind === 'ok' ? seen.info.at : null });
    }
    assert.equal(master.asked, ['GET_FLAGS', 'GET_FLAGS']);
  });

  it('asks once each for schedulers, tasks and agents where one is', async (test) => {
    const master = await startMaster(test, LEADING);
    const seen = await mesosSystem({ masters: [master.url] }, []).read(httpCtx(), SOUGHT);
    assert.equal(master.asked.toSorted(), ['GET_AGENTS', 'GET_FLAGS', 'GET_FRAMEWORKS', 'GET_TASKS']);
    assert.is(seen.tasks.kind === 'ok' && seen.tasks.value.length, 2);
  });

  it('asks only for agents where a declared volume is mounted', async (test) => {
    const master = await startMaster(test, LEADING);
    const mounting = (state: 'present' | 'absent') => declared([doc('App//db', {}, { links: ['Volume/pg'], state }), doc('App//web')]);
    const read = (desired: ReturnType<typeof mounting>) =>
      mesosSystem({ masters: [master.url] }, []).read(httpCtx(), { desired, remembered: [] });
    const seen = await read(mounting('present'));
    assert.is(seen.agents.kind === 'ok' && seen.agents.value.registered.size > 0, true);
    await read(mounting('absent'));
    assert.equal(master.asked, ['GET_FLAGS', 'GET_AGENTS', 'GET_FLAGS']);
  });

  it('makes what was not answered unknown, and never throws', async (test) => {
    const master = await startMaster(test, { ...LEADING, GET_TASKS: 'error-403' });
    const seen = await mesosSystem({ masters: [master.url] }, []).read(httpCtx(), SOUGHT);
    assert.equal(kindsOf(seen), { info: 'ok', frameworks: 'ok', tasks: 'unknown', agents: 'ok', probes: 'unknown' });
    const recovering = await startMaster(test, always('error-503-recovering'));
    const nothing = await mesosSystem({ masters: [recovering.url], caFile: '/nowhere' }, []).read(httpCtx(), SOUGHT);
    assert.equal([...new Set(Object.values(kindsOf(nothing)))], ['unknown']);
  });

  it('knows a cluster by its name, or by where its masters meet', () => {
    const idOf = (info: MesosFacets['info']): string => {
      const id = clusterIdOf(live({ info }));
      return id.kind === 'ok' ? id.value : id.error.code.code;
    };
    assert.is(idOf({ cluster: 'prod', zookeeper: null }), 'prod');
    assert.match(idOf({ cluster: null, zookeeper: 'zk://a/mesos' }), /^zk-[0-9a-f]{16}$/);
    assert.not.equal(idOf({ cluster: null, zookeeper: 'zk://a/mesos' }), idOf({ cluster: null, zookeeper: 'zk://b/mesos' }));
    assert.is(idOf({ cluster: null, zookeeper: null }), 'mesos/unnamed');
  });

  it('drafts nothing, and cannot be written', async () => {
    const system = mesosSystem({ masters: ['http://127.0.0.1:1'] }, []);
    assert.equal(system.diff(inputsOf(frameworkDoc()), live({ frameworks: [] })), []);
    assert.equal(Object(system.sees('Framework', 'F-1', live())).value, false);
    await system.write({} as never, {} as never).then(
      () => assert.unreachable(),
      (thrown: unknown) => assert.instance(thrown, TypeError),
    );
  });
});

/** A scheduler on loopback that answers with these statuses, in turn. */
async function startScheduler(
  test: TestContext,
  ...statuses: readonly number[]
): Promise<{ readonly port: number; readonly asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization ?? ''}`.trim());
    response.writeHead(statuses[asked.length - 1] ?? 200, { location: '/elsewhere' }).end();
  });
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening));
  test.after(() => void server.close());
  return { port: (server.address() as AddressInfo).port, asked };
}

const HEALTH = { health: { path: '/v1/cluster?full=1' } };

function ask(port: number, hosts: readonly string[], spec = {}, ip: string | null = '127.0.0.1'): Promise<Probed | null> {
  const id = 'es.instance-8c5f1a2b-1111-4222-8333-444455556666._app.1';
  const around = {
    tasks: [task({ id, ports: [null, port] }), task({ id, ports: [port, port] })],
    agents: agents(0, agent({ ip })),
    hosts,
    ids: { marathon: 'F-1' },
  };
  return probe(frameworkDoc({ ...HEALTH, ...spec }), around, httpCtx());
}

describe('asking a scheduler how it is', (it) => {
  it('goes to the port of its task, with the path and nothing else', async (test) => {
    const { port, asked } = await startScheduler(test);
    assert.equal(await ask(port, ['127.0.0.0/8']), { kind: 'well' });
    assert.equal(asked, ['GET /v1/cluster?full=1']);
  });

  it('takes every answer but 2xx for ill, redirects too', async (test) => {
    for (const status of [302, 404, 500]) {
      const { port, asked } = await startScheduler(test, status);
      assert.equal(await ask(port, ['127.0.0.1/32']), { kind: 'ill', why: `it answers ${status} at http://127.0.0.1:${port}` });
      assert.is(asked.length, 1);
    }
    assert.match(String(Object(await ask(1, ['127.0.0.1/32'])).why), /cannot be reached/);
  });

  it('is content with one of several that answers', async (test) => {
    const { port } = await startScheduler(test, 503, 200);
    assert.equal(await ask(port, ['127.0.0.1/32'], { health: { path: '/', portIndex: 1 } }), { kind: 'well' });
  });

  it('never goes where the configuration does not allow it', async (test) => {
    const { port, asked } = await startScheduler(test);
    for (const hosts of [[], ['10.0.0.0/8'], ['127.0.0.2/32']]) {
      assert.equal(await ask(port, hosts), { kind: 'not-asked', why: '127.0.0.1 is not within probes.hosts' });
    }
    assert.is(Object(await ask(port, ['0.0.0.0/0'], {}, null)).kind, 'not-asked');
    assert.equal(await ask(port, ['0.0.0.0/0'], { health: { path: '/', portIndex: 7 } }), {
      kind: 'not-asked',
      why: 'it has no port 7 on its host',
    });
    assert.equal(asked, []);
  });

  it('asks nothing of a scheduler that has no health path or does not run', async () => {
    assert.is(await probe(frameworkDoc(), { tasks: [], agents: agents(), hosts: [], ids: {} }, httpCtx()), null);
    assert.is(await probe(frameworkDoc(HEALTH), { tasks: [task()], agents: agents(), hosts: [], ids: {} }, httpCtx()), null);
  });

  it('never asks what another scheduler calls a task of its app', async (test) => {
    const { port, asked } = await startScheduler(test);
    const id = 'es.instance-8c5f1a2b-1111-4222-8333-444455556666._app.1';
    const around = {
      tasks: [task({ id, frameworkId: 'F-2', ports: [port] })],
      agents: agents(0, agent({ ip: '127.0.0.1' })),
      hosts: ['127.0.0.0/8'],
    };
    assert.is(await probe(frameworkDoc(HEALTH), { ...around, ids: { marathon: 'F-1', 'marathon:x': 'F-2' } }, httpCtx()), null);
    assert.equal(await probe(frameworkDoc(HEALTH), { ...around, ids: {} }, httpCtx()), {
      kind: 'not-asked',
      why: 'it is not known yet which scheduler in Mesos its Marathon is',
    });
    assert.equal(asked, []);
    const ofX = { ...frameworkDoc(HEALTH), on: 'x' };
    assert.equal(await probe(ofX, { ...around, ids: { marathon: 'F-1', 'marathon:x': 'F-2' } }, httpCtx()), { kind: 'well' });
  });

  const ranges: readonly (readonly [string, string, boolean])[] = [
    ['10.0.0.11', '10.0.0.0/16', true],
    ['10.1.0.0', '10.0.0.0/16', false],
    ['10.0.255.255', '10.0.0.0/16', true],
    ['9.255.255.255', '10.0.0.0/16', false],
    ['200.1.2.3', '128.0.0.0/1', true],
    ['127.0.0.1', '128.0.0.0/1', false],
    ['255.255.255.255', '0.0.0.0/0', true],
    ['10.0.0.1', '10.0.0.1/32', true],
    ['10.0.0.2', '10.0.0.1/32', false],
    ['10.0.0.256', '10.0.0.0/8', false],
    ['10.0.0', '0.0.0.0/0', false],
    ['010.0.0.1', '10.0.0.0/8', false],
    ['10.0.0.01', '10.0.0.0/8', false],
    ['10..0.1', '10.0.0.0/8', false],
    ['::1', '0.0.0.0/0', false],
  ];
  for (const [address, range, expected] of ranges) {
    it(`${expected ? 'finds' : 'does not find'} ${address} in ${range}`, () => assert.is(isInRange(address, range), expected));
  }
});
