/** Pods against a simulated Marathon of every version, whose answers come with their sets in any order. */
import type { PodSpec } from '../../../../agent/model/kinds.gen.ts';
import { PROFILES } from '../../../../agent/systems/marathon/profile.ts';
import { openScene, textOf } from '../../../property/marathon/scene.ts';
import type { Scene } from '../../../property/marathon/scene.ts';
import { assert, describe } from '../../../helpers/suite.ts';
import { FULL, groupDoc, podDoc, podsOf } from './docs.ts';

const NAME = '/shop/cart';

/** What is still to be done for this pod: `restart disruptive: containers[0].user`. */
async function told(scene: Scene, spec: PodSpec): Promise<readonly string[]> {
  const wanted = podsOf([podDoc(NAME, spec)]);
  return scene
    .diff(wanted, await scene.read(wanted))
    .map((draft) => `${draft.op} ${draft.class}: ${draft.fields.map(({ path }) => path).join(' ')}`);
}

async function apply(scene: Scene, spec: PodSpec): Promise<void> {
  const wanted = podsOf([podDoc(NAME, spec)]);
  for (const draft of scene.diff(wanted, await scene.read(wanted))) await scene.write(draft);
  scene.unlock();
}

function liveOf(scene: Scene): { readonly [field: string]: unknown } {
  return JSON.parse(textOf(scene.call('GET', `/v2/pods${NAME}`))) as { readonly [field: string]: unknown };
}

const [WEB, SIDE] = FULL.containers ?? [];
if (WEB === undefined || SIDE === undefined) throw new Error('unreachable');

const CHANGES: readonly (readonly [string, PodSpec])[] = [
  ['scale additive: scaling.instances', { ...FULL, scaling: { kind: 'fixed', instances: 3 } }],
  ['restart disruptive: user', { ...FULL, user: 'nobody' }],
  ['restart disruptive: labels.team', { ...FULL, labels: { team: 'shop' } }],
  ['restart disruptive: environment.LANG', { ...FULL, environment: { TOKEN: 'x' } }],
  ['restart disruptive: containers', { ...FULL, containers: [WEB] }],
  ['restart disruptive: containers[0].resources.cpus', { ...FULL, containers: [{ ...WEB, resources: { mem: 32 } }, SIDE] }],
  [
    'restart disruptive: containers[1].exec.command.argv[1]',
    { ...FULL, containers: [WEB, { ...SIDE, exec: { command: { argv: ['sleep', '2'] } } }] },
  ],
  ['restart disruptive: scheduling.backoff.backoff', { ...FULL, scheduling: { ...FULL.scheduling, backoff: { backoff: 1 } } }],
  [
    'restart disruptive: scheduling.upgrade.maximumOverCapacity',
    { ...FULL, scheduling: { ...FULL.scheduling, upgrade: { maximumOverCapacity: 0 } } },
  ],
  ['update additive: scheduling.killSelection', { ...FULL, scheduling: { ...FULL.scheduling, killSelection: 'OLDEST_FIRST' } }],
  ['update additive: scheduling.unreachableStrategy', { ...FULL, scheduling: { ...FULL.scheduling, unreachableStrategy: 'disabled' } }],
  ['update additive: executorResources.mem', { ...FULL, executorResources: { mem: 64 } }],
];

describe('a pod in every Marathon', (it) => {
  for (const version of [...PROFILES, '1.11']) {
    it(`has nothing left to do in ${version} once it is made (invariant 4)`, async () => {
      const scene = openScene(version, 1);
      assert.equal(
        (await told(scene, FULL)).map((line) => line.split(':')[0]),
        ['create additive'],
      );
      await apply(scene, FULL);
      assert.equal(await told(scene, FULL), []);
    });

    it(`is as declared in ${version} when somebody else made it from the same words`, async () => {
      const scene = openScene(version, 2);
      assert.is(scene.call('POST', '/v2/pods', { ...FULL, id: NAME }).status, 201);
      assert.equal(await told(scene, FULL), []);
    });

    for (const [change, spec] of CHANGES) {
      it(`is changed in ${version} as it is told: ${change}`, async () => {
        const scene = openScene(version, 3);
        await apply(scene, FULL);
        assert.equal(await told(scene, spec), [change]);
        await apply(scene, spec);
        assert.equal(await told(scene, spec), []);
      });
    }
  }

  it('keeps the instances that run where git leaves them open', async () => {
    const scene = openScene('1.10', 4);
    await apply(scene, { ...FULL, scaling: { kind: 'fixed', instances: 2 } });
    assert.equal(await told(scene, FULL), []);
    await apply(scene, { ...FULL, user: 'nobody' });
    assert.equal(liveOf(scene)['scaling'], { kind: 'fixed', instances: 2 });
  });

  it('gets another mark only with what restarts it anyway', async () => {
    const scene = openScene('1.10', 5);
    scene.call('POST', '/v2/pods', { ...FULL, id: NAME });
    scene.unlock();
    await apply(scene, { ...FULL, scaling: { kind: 'fixed', instances: 2 } });
    assert.equal(liveOf(scene)['labels'], { team: 'search' });
    await apply(scene, { ...FULL, user: 'nobody' });
    assert.equal(liveOf(scene)['labels'], { team: 'search', plumbline: 'prod/7' });
  });

  it('is made with the role of its group where it names none', async () => {
    const scene = openScene('1.10', 6);
    const wanted = podsOf([podDoc(NAME, FULL)], [groupDoc('/shop', { enforceRole: true })]);
    for (const draft of scene.diff(wanted, await scene.read(wanted))) await scene.write(draft);
    assert.is(liveOf(scene)['role'], 'shop');
    assert.equal(scene.diff(wanted, await scene.read(wanted)), []);
  });

  it('keeps what Marathon lets nobody change of its volumes, and says so', async () => {
    const scene = openScene('1.8', 7);
    const spec = (size: number, user: string): PodSpec => ({
      containers: [{ name: 'db', user, resources: {}, volumeMounts: [{ name: 'data', mountPath: 'data' }] }],
      volumes: [{ name: 'data', persistent: { size } }],
    });
    await apply(scene, spec(10, 'root'));
    assert.equal(await told(scene, spec(20, 'root')), []);
    const wanted = podsOf([podDoc(NAME, spec(20, 'root'))]);
    const [finding] = scene.findings(wanted, await scene.read(wanted));
    assert.is(finding?.code, 'FieldCannotChange');
    assert.match(finding?.why ?? '', 'volumes[0].persistent.size');
    assert.equal(await told(scene, spec(20, 'nobody')), ['restart disruptive: containers[0].user']);
    await apply(scene, spec(20, 'nobody'));
    assert.equal(await told(scene, spec(20, 'nobody')), []);
  });

  it('says which fields an old Marathon does not have', async () => {
    const scene = openScene('1.8', 8);
    const wanted = podsOf([podDoc(NAME, { ...FULL, role: 'prod', legacySharedCgroups: true })]);
    const [finding] = scene.findings(wanted, await scene.read(wanted));
    assert.is(finding?.code, 'FieldNotKept');
    assert.match(finding?.why ?? '', 'does not have role, legacySharedCgroups: neither sent nor compared');
    await apply(scene, { ...FULL, role: 'prod' });
    assert.is(liveOf(scene)['role'], undefined);
  });
});
