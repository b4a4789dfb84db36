import { PlumblineError } from '../../../agent/errors.ts';
import type { AppSpec } from '../../../agent/model/kinds.gen.ts';
import type { Draft } from '../../../agent/model/change.ts';
import { ok } from '../../../agent/model/observed.ts';
import { diffApps } from '../../../agent/systems/marathon/diff/diff.ts';
import { marathonErrors } from '../../../agent/systems/marathon/errors.ts';
import type { JsonObject, MarathonAction } from '../../../agent/systems/marathon/types.ts';
import { assert, describe } from '../../helpers/suite.ts';
import { appDoc, desiredOf, INFO, inputsOf, liveApp, liveOf, NOW, volumeDoc, withUnknown } from './inputs.ts';

const unread = new PlumblineError(marathonErrors.unavailable, 'Marathon is electing.');

/** The change of one declared app beside one live app. */
function changeOf(spec: AppSpec, live: JsonObject | null): Draft<MarathonAction> | undefined {
  const apps = live === null ? [] : [liveApp('/shop/web', live)];
  return diffApps(inputsOf(desiredOf([appDoc('/shop/web', spec)])), liveOf(...apps))[0];
}

function definitionOf(change: Draft<MarathonAction> | undefined): JsonObject {
  if (change?.action.do !== 'put-app') throw new Error('There is no put-app.');
  return change.action.args.definition;
}

interface Row {
  readonly name: string;
  readonly spec: AppSpec;
  readonly live: JsonObject;
  readonly op: string;
  readonly class: string;
  readonly effects: readonly string[];
}

const updates: readonly Row[] = [
  {
    name: 'more instances scale up',
    spec: { instances: 5 },
    live: { instances: 2 },
    op: 'scale',
    class: 'additive',
    effects: ['scales 2 -> 5'],
  },
  {
    name: 'fewer instances scale down',
    spec: { instances: 1 },
    live: { instances: 2 },
    op: 'scale',
    class: 'disruptive',
    effects: ['scales 2 -> 1'],
  },
  {
    name: 'to no instances is a scaling too',
    spec: { instances: 0 },
    live: {},
    op: 'scale',
    class: 'disruptive',
    effects: ['scales 1 -> 0'],
  },
  {
    name: 'a label restarts every task',
    spec: { labels: { a: 'b' } },
    live: { instances: 3 },
    op: 'restart',
    class: 'disruptive',
    effects: ['restarts 3 tasks'],
  },
  {
    name: 'both restart and scale',
    spec: { cpus: 2, instances: 2 },
    live: {},
    op: 'restart',
    class: 'disruptive',
    effects: ['restarts 1 task', 'scales 1 -> 2'],
  },
  {
    name: 'a stopped app is updated',
    spec: { cpus: 2, instances: 0 },
    live: { instances: 0 },
    op: 'update',
    class: 'additive',
    effects: ['restarts nothing: no task runs'],
  },
  {
    name: 'a stopped app is started anew',
    spec: { cpus: 2, instances: 2 },
    live: { instances: 0 },
    op: 'update',
    class: 'additive',
    effects: ['scales 0 -> 2'],
  },
  {
    name: 'an app is stopped and changed',
    spec: { cpus: 2, instances: 0 },
    live: { instances: 2 },
    op: 'update',
    class: 'disruptive',
    effects: ['scales 2 -> 0'],
  },
];

describe('diffApps, by change', (it) => {
  for (const row of updates) {
    it(row.name, () => {
      const change = changeOf(row.spec, row.live);
      assert.equal([change?.op, change?.class, change?.effects], [row.op, row.class, row.effects]);
    });
  }

  it('creates an app that is not there, complete, once its links are ready', () => {
    const doc = appDoc('/shop/web', { cmd: 'run', instances: 2 }, { links: ['Volume/a', 'App//db'] });
    const [change] = diffApps(inputsOf(desiredOf([doc])), liveOf());
    assert.equal([change?.id, change?.op, change?.class, change?.backendId], ['keep App//shop/web', 'create', 'additive', null]);
    assert.equal([change?.needs, change?.effects], [['Volume/a', 'App//db'], ['starts 2 tasks']]);
    assert.equal(change?.reads, [
      { system: 'marathon', facet: 'apps' },
      { system: 'marathon', facet: 'info' },
    ]);
    const definition = definitionOf(change);
    assert.equal([definition['cmd'], definition['instances'], definition['mem'], definition['role']], ['run', 2, 128, undefined]);
  });

  it('creates one task when the file says no number', () => {
    assert.is(definitionOf(changeOf({}, null))['instances'], 1);
  });

  it('sends executorResources with a create only', () => {
    assert.equal(definitionOf(changeOf({ executorResources: { mem: 64 } }, null))['executorResources'], { mem: 64 });
    assert.is(changeOf({ executorResources: { mem: 64 } }, {}), undefined);
  });

  it('deletes an app declared absent, and says what goes with it', () => {
    const desired = desiredOf([
      appDoc('/a', {}, { state: 'absent' }),
      appDoc('/b', {}, { state: 'absent' }),
      appDoc('/c', {}, { state: 'absent' }),
    ]);
    const volumes = [{ containerPath: 'data', mode: 'RW', persistent: { type: 'root', size: 10, constraints: [] } }];
    const changes = diffApps(inputsOf(desired), liveOf(liveApp('/a'), liveApp('/b', { container: { type: 'MESOS', volumes } })));
    assert.equal(
      changes.map((change) => [change.id, change.op, change.class, change.backendId]),
      [
        ['remove App//a', 'delete', 'disruptive', '/a'],
        ['remove App//b', 'delete', 'destructive', '/b'],
      ],
    );
    assert.equal(changes[1]?.effects, ['stops 1 task and removes the app', 'destroys its local persistent volumes']);
  });

  it('leaves alone what is live and not declared', () => {
    assert.equal(diffApps(inputsOf(desiredOf([])), liveOf(liveApp('/stranger'))), []);
  });

  for (const facet of ['apps', 'info'] as const) {
    it(`derives nothing while ${facet} is unknown (invariant 2: unread is not absent)`, () => {
      const desired = desiredOf([appDoc('/a', {}), appDoc('/b', { cpus: 3 }), appDoc('/c', {}, { state: 'absent' })]);
      const live = withUnknown(liveOf(liveApp('/b'), liveApp('/c')), facet, unread);
      assert.equal(diffApps(inputsOf(desired), live), []);
    });
  }

  it('is pure: equal inputs give an equal plan (invariant 1)', () => {
    const make = (): unknown => changeOf({ cpus: 2, env: { A: '1' } }, {});
    assert.equal(make(), make());
  });
});

describe('diffApps, what the file leaves open', (it) => {
  it('the live number of instances stands', () => {
    assert.is(changeOf({}, { instances: 7 }), undefined);
    assert.is(definitionOf(changeOf({ cpus: 2 }, { instances: 7 }))['instances'], 7);
  });

  it('a service port 0 is whatever Marathon assigned, and is kept', () => {
    assert.is(
      changeOf({ portDefinitions: [{ port: 0, name: 'http' }] }, { portDefinitions: [{ port: 10007, name: 'http', protocol: 'tcp' }] }),
      undefined,
    );
    assert.equal(definitionOf(changeOf({ cpus: 2 }, {}))['portDefinitions'], [{ port: 10000, name: 'default', protocol: 'tcp' }]);
  });

  it('a service port that is declared is compared', () => {
    const change = changeOf({ portDefinitions: [{ port: 8080 }] }, { portDefinitions: [{ port: 10007, protocol: 'tcp' }] });
    assert.equal(change?.fields, [{ path: 'portDefinitions[0].port', from: 10007, to: 8080 }]);
  });

  it('a live port that the file now gives to another entry is not kept', () => {
    const live = {
      portDefinitions: [
        { port: 10000, protocol: 'tcp' },
        { port: 10001, protocol: 'tcp' },
      ],
    };
    const change = changeOf({ portDefinitions: [{ port: 0 }, { port: 10000 }] }, live);
    assert.equal(definitionOf(change)['portDefinitions'], [
      { port: 0, protocol: 'tcp' },
      { port: 10000, protocol: 'tcp' },
    ]);
  });

  it('a service port of a container is kept as well', () => {
    const mapping = { containerPort: 80, hostPort: 0, labels: {}, protocol: 'tcp' };
    const live = {
      networks: [{ mode: 'container/bridge' }],
      container: {
        type: 'DOCKER',
        docker: { image: 'a', forcePullImage: false, privileged: false, parameters: [] },
        volumes: [],
        portMappings: [{ ...mapping, servicePort: 10004 }],
      },
    };
    const spec: AppSpec = {
      networks: [{ mode: 'container/bridge' }],
      container: { docker: { image: 'a' }, portMappings: [{ containerPort: 80 }] },
    };
    assert.is(changeOf(spec, live), undefined);
  });

  it("the role is Marathon's own, or that of a group that enforces its own, and nothing else", () => {
    assert.is(changeOf({}, { role: '*' }), undefined);
    assert.is(changeOf({}, { role: 'shop' }), undefined);
    assert.equal(changeOf({}, { role: 'other' })?.fields, [{ path: 'role', from: 'other', to: '*' }]);
  });
});

describe('diffApps, asked again', (it) => {
  it('remembers what was equal only for as long as the defaults stand', () => {
    const inputs = inputsOf(desiredOf([appDoc('/a', {})]));
    const live = liveOf(liveApp('/a'));
    assert.equal([diffApps(inputs, live), diffApps(inputs, live)], [[], []]);
    const info = ok({ ...INFO, defaultRole: 'prod' }, NOW);
    assert.equal(diffApps(inputs, { ...live, info })[0]?.fields, [{ path: 'role', from: '*', to: 'prod' }]);
  });
});

describe('diffApps, the words of a change', (it) => {
  it('names each differing field, with both values', () => {
    const change = changeOf({ cpus: 2, env: { A: '1', B: '2' } }, { env: { B: '3', C: '4' }, user: 'root' });
    assert.equal(change?.fields, [
      { path: 'cpus', from: 1, to: 2 },
      { path: 'env.A', from: null, to: '1' },
      { path: 'env.B', from: '3', to: '2' },
      { path: 'env.C', from: '4', to: null },
      { path: 'user', from: 'root', to: null },
    ]);
    assert.is(change?.reason, 'differs in cpus, env.A, env.B, env.C, user');
  });

  it('never shows a value whose name looks secret (invariant 12)', () => {
    const spec: AppSpec = { env: { DB_PASSWORD: 'new', API_KEY: 'k', MONKEY: 'banana' }, labels: { 'auth-token': 't' } };
    const change = changeOf(spec, { env: { DB_PASSWORD: 'old' } });
    assert.equal(change?.fields, [
      { path: 'env.API_KEY', from: null, to: '***' },
      { path: 'env.DB_PASSWORD', from: '***', to: '***' },
      { path: 'env.MONKEY', from: null, to: 'banana' },
      { path: 'labels.auth-token', from: null, to: '***' },
    ]);
  });

  it('waits, in an update, only for volumes that are newly mounted', () => {
    const external = (name: string): JsonObject => ({
      containerPath: '/d',
      mode: 'RW',
      external: { name, provider: 'dvdi', options: { 'dvdi/driver': 'rexray' }, shared: false },
    });
    const live = liveApp('/pg', { container: { type: 'MESOS', volumes: [external('vendor-old')] } });
    const doc = appDoc('/pg', { cpus: 2 }, { links: ['Volume/old', 'Volume/new', 'App//other'] });
    const volumes = [volumeDoc('old', { name: 'vendor-old', pool: 'p', sizeGiB: 8 }), volumeDoc('new', { pool: 'p', sizeGiB: 8 })];
    assert.equal(diffApps(inputsOf(desiredOf([doc], volumes)), liveOf(live))[0]?.needs, ['Volume/new']);
  });
});
