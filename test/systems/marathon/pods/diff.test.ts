import { PlumblineError } from '../../../../agent/errors.ts';
import { ok } from '../../../../agent/model/observed.ts';
import type { Live } from '../../../../agent/model/observed.ts';
import { NO_MEMORY } from '../../../../agent/model/memory.ts';
import { refOf } from '../../../../agent/model/ref.ts';
import { decodePods } from '../../../../agent/systems/marathon/client/decode-pods.ts';
import { diffGroups } from '../../../../agent/systems/marathon/diff/groups.ts';
import { diffPods } from '../../../../agent/systems/marathon/diff/pods.ts';
import { marathonErrors } from '../../../../agent/systems/marathon/errors.ts';
import type { JsonObject, LivePod, MarathonFacets } from '../../../../agent/systems/marathon/types.ts';
import { assert, describe } from '../../../helpers/suite.ts';
import { desiredOf, INFO, inputsOf, liveOf, NOW, withUnknown } from '../inputs.ts';
import { groupDoc, podDoc, podsOf } from './docs.ts';

const unread = new PlumblineError(marathonErrors.unavailable, 'Marathon is electing.');
const CONTAINERS = [{ name: 'web', resources: {} }];

function livePod(id: string, fields: JsonObject = {}): LivePod {
  const pod = {
    id,
    version: '2026-11-21T13:00:00.000Z',
    containers: CONTAINERS,
    scaling: { kind: 'fixed', instances: 2 },
    role: '*',
    ...fields,
  };
  const [live] = decodePods(Buffer.from(JSON.stringify([pod]))).values();
  if (live === undefined) throw new Error('unreachable');
  return live;
}

function withPods(...pods: readonly LivePod[]): Live<MarathonFacets> {
  return { ...liveOf(), pods: ok(new Map(pods.map((pod) => [pod.id, pod])), NOW) };
}

describe('what declared pods lack', (it) => {
  it('is nothing while the pods, or what their defaults come from, are unknown', () => {
    const inputs = inputsOf(podsOf([podDoc('/a', { containers: CONTAINERS })]));
    assert.is(diffPods(inputs, withPods(), null).length, 1);
    assert.equal(diffPods(inputs, withUnknown(withPods(), 'pods', unread), null), []);
    assert.equal(diffPods(inputs, withUnknown(withPods(), 'info', unread), null), []);
    assert.equal(diffPods(inputs, withUnknown(withPods(), 'hidden', unread), null), []);
    assert.equal(diffPods(inputs, { ...withPods(), hidden: ok(new Map([['/a', unread]]), NOW) }, null), []);
    assert.equal(diffPods(inputs, withPods(), 'batch'), []);
  });

  it('is made once what it waits for is ready, without a role that nobody chose', () => {
    const [draft] = diffPods(inputsOf(podsOf([podDoc('/a', { containers: CONTAINERS }, { links: ['App//db'] })])), withPods(), null);
    assert.is(draft?.id, 'keep Pod//a');
    assert.equal(draft?.needs, ['App//db']);
    assert.equal(draft?.effects, ['starts 1 instance']);
    if (draft?.action.do !== 'put-pod') throw new Error('It is no pod that is put.');
    assert.is(draft.action.args.definition['role'], undefined);
    assert.is(draft.action.args.liveVersion, null);
    assert.equal(draft.action.args.definition['scaling'], { kind: 'fixed', instances: 1 });
  });

  it('does not wait where it runs already', () => {
    const doc = podDoc('/a', { containers: CONTAINERS, user: 'root' }, { links: ['App//db'] });
    const [draft] = diffPods(inputsOf(podsOf([doc])), withPods(livePod('/a')), null);
    assert.equal([draft?.op, draft?.needs, draft?.effects], ['restart', [], ['restarts 2 instances']]);
    assert.ok(draft?.action.do === 'put-pod' && draft.action.args.liveVersion === '2026-11-21T13:00:00.000Z');
  });

  it('restarts nothing where nothing runs', () => {
    const live = withPods(livePod('/a', { scaling: { kind: 'fixed', instances: 0 } }));
    const [draft] = diffPods(inputsOf(podsOf([podDoc('/a', { containers: CONTAINERS, user: 'root' })])), live, null);
    assert.equal([draft?.op, draft?.class, draft?.effects], ['update', 'additive', ['restarts nothing']]);
  });

  it('is disruptive when fewer shall run', () => {
    const doc = podDoc('/a', { containers: CONTAINERS, scaling: { kind: 'fixed', instances: 1 } });
    const [draft] = diffPods(inputsOf(podsOf([doc])), withPods(livePod('/a')), null);
    assert.equal([draft?.op, draft?.class, draft?.effects], ['scale', 'disruptive', ['scales 2 -> 1']]);
  });

  it('shows no value whose name looks secret, however deep', () => {
    const doc = podDoc('/a', {
      containers: [{ name: 'web', resources: {}, environment: { DB_PASSWORD: 'x1', LANG: 'C' } }],
      environment: { TOKEN: 'x2' },
    });
    const texts = [withPods(), withPods(livePod('/a', { containers: [] })), withPods(livePod('/a'))].map((live) =>
      JSON.stringify(diffPods(inputsOf(podsOf([doc])), live, null).map(({ fields }) => fields)),
    );
    for (const text of texts) {
      assert.not(/x1|x2/.test(text), text);
      assert.match(text, '***');
      assert.match(text, '"C"');
    }
  });

  it('leaves alone what sync.ignore names', () => {
    const inputs = inputsOf(podsOf([podDoc('/a', { containers: CONTAINERS, user: 'root' })]), { ignored: () => ['user'] });
    assert.equal(diffPods(inputs, withPods(livePod('/a')), null), []);
  });

  it('is that a pod goes, declared absent or taken out of git; with its data only by approval', () => {
    const absent = inputsOf(podsOf([podDoc('/a', {}, { state: 'absent' })]));
    assert.equal(diffPods(absent, withPods(), null), []);
    const [plain] = diffPods(absent, withPods(livePod('/a')), null);
    assert.equal([plain?.op, plain?.class, plain?.requires], ['delete', 'disruptive', []]);
    const [resident] = diffPods(absent, withPods(livePod('/a', { volumes: [{ name: 'data', persistent: { size: 1 } }] })), null);
    assert.equal([resident?.class, resident?.effects[1]], ['destructive', 'destroys its local persistent volumes']);
    assert.equal(resident?.requires, [{ system: 'marathon', check: 'app-unlocked', backendId: '/a', args: { kind: 'Pod' } }]);
  });

  it('prunes only where the cluster names Pod', () => {
    const how = { applied: null, specDigest: null, how: 'created', commit: 'c', since: NOW, forgottenAt: null } as const;
    const memory = { ...NO_MEMORY, inventory: new Map([[refOf('Pod', '/a'), { ref: refOf('Pod', '/a'), backendId: '/a', ...how }]]) };
    const pruning = (kind: 'App' | 'Pod') => desiredOf([], [], { sync: { mode: 'apply', prune: [kind] } });
    const live = withPods(livePod('/a'), livePod('/b'));
    assert.equal(diffPods(inputsOf(pruning('App'), { memory }), live, null), []);
    assert.equal(
      diffPods(inputsOf(pruning('Pod'), { memory }), live, null).map(({ id }) => id),
      ['remove Pod//a'],
    );
  });
});

describe('what declared groups lack', (it) => {
  const withGroup = (enforceRole: boolean | null): Live<MarathonFacets> => ({
    ...liveOf(),
    groups: ok(new Map([['/g', { id: '/g', enforceRole }]]), NOW),
  });
  const inputs = inputsOf(podsOf([], [groupDoc('/g', { enforceRole: true })]));

  it('is only whether their members take their role', () => {
    assert.equal(diffGroups(inputs, withGroup(true), null), []);
    assert.equal(diffGroups(inputsOf(podsOf([], [groupDoc('/g', {})])), liveOf(), null), []);
    const [made] = diffGroups(inputs, liveOf(), null);
    assert.equal([made?.op, made?.class, made?.action.args], ['create', 'additive', { id: '/g', isThere: false, enforceRole: true }]);
    const [changed] = diffGroups(inputs, withGroup(false), null);
    assert.equal([changed?.op, changed?.action.args], ['update', { id: '/g', isThere: true, enforceRole: true }]);
  });

  it('is nothing below 1.9, or while the groups are unknown, or in another Marathon', () => {
    assert.equal(diffGroups(inputs, { ...liveOf(), info: ok({ ...INFO, profile: '1.8' }, NOW) }, null), []);
    assert.equal(diffGroups(inputs, withUnknown(liveOf(), 'groups', unread), null), []);
    assert.equal(diffGroups(inputs, liveOf(), 'batch'), []);
    assert.equal(diffGroups(inputsOf(podsOf([], [groupDoc('/g', { enforceRole: true }, { state: 'absent' })])), liveOf(), null), []);
  });
});
