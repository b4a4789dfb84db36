/** Apps that run the scheduler of a declared Framework: when they may start, and what a restart of them is. */
import type { Draft } from '../../../agent/model/change.ts';
import type { Desired, Doc } from '../../../agent/model/desired.ts';
import type { AppSpec, FrameworkRegistration } from '../../../agent/model/kinds.gen.ts';
import type { Ref } from '../../../agent/model/ref.ts';
import { diffApps } from '../../../agent/systems/marathon/diff/diff.ts';
import type { LiveApp } from '../../../agent/systems/marathon/types.ts';
import { assert, describe } from '../../helpers/suite.ts';
import { frameworkDoc } from '../mesos/made.ts';
import { appDoc, desiredOf, inputsOf, liveApp, liveOf, volumeDoc } from './inputs.ts';

const VOLUME = volumeDoc('es0data', { pool: 'default', sizeGiB: 16 });
const LINKS: readonly Ref[] = ['Volume/es0data', 'App//db'];

interface Case {
  readonly spec?: AppSpec;
  readonly live?: LiveApp | null;
  readonly registration?: Partial<FrameworkRegistration>;
  readonly over?: Partial<Doc<'Framework'>>;
}

function declared({ spec = {}, registration = {}, over = {} }: Case): Desired {
  const framework: Doc<'Framework'> = {
    ...frameworkDoc({ registration: { name: 'es', ...registration } }),
    links: ['App//es', 'Volume/es0data'],
    ...over,
  };
  const app = appDoc('/es', { cmd: 'sleep 1', ...spec }, { links: LINKS });
  const desired = desiredOf([app], [VOLUME]);
  return { ...desired, docs: { ...desired.docs, Framework: new Map([['es', framework]]) } };
}

function draftOf(one: Case): Draft {
  const { live = liveApp('/es', { cmd: 'sleep 1' }) } = one;
  const [draft, ...more] = diffApps(inputsOf(declared(one)), live === null ? liveOf() : liveOf(live));
  if (draft === undefined || more.length > 0) throw new Error('not exactly one draft');
  return draft;
}

function required({ requires }: Draft): unknown {
  const [only, ...others] = requires;
  assert.equal(others, []);
  return only;
}

const noOther = (args: object): object => ({ system: 'mesos', check: 'no-other-scheduler', backendId: 'Framework/es', args });
const RESTART: AppSpec = { cpus: 0.5 };

describe('an app that runs a scheduler', (it) => {
  it('is created only where no other scheduler runs, once its volumes are there', () => {
    const draft = draftOf({ live: null });
    assert.equal([draft.op, draft.class, draft.needs], ['create', 'additive', LINKS]);
    assert.equal(required(draft), noOther({ registration: 'es', keepsId: false, replaces: false }));
  });

  it('is created without a look when it is to run nothing yet', () => {
    assert.equal(draftOf({ live: null, spec: { instances: 0 } }).requires, []);
  });

  it('is destroyed, in a way, by a restart under another id', () => {
    const draft = draftOf({ spec: RESTART });
    assert.equal([draft.op, draft.class], ['restart', 'destructive']);
    assert.equal(draft.effects, ['restarts 1 task', 'es registers under another id: it loses its tasks']);
    assert.equal(required(draft), noOther({ registration: 'es', keepsId: false, replaces: true }));
  });

  it('is only disrupted by a restart under the same id', () => {
    const draft = draftOf({ spec: RESTART, registration: { keepsId: true } });
    assert.equal([draft.op, draft.class, draft.effects], ['restart', 'disruptive', ['restarts 1 task']]);
    assert.equal(required(draft), noOther({ registration: 'es', keepsId: true, replaces: true }));
  });

  it('is started from nothing like a new one', () => {
    const stopped = liveApp('/es', { cmd: 'sleep 1', instances: 0 });
    for (const spec of [{ instances: 1 }, { instances: 1, ...RESTART }]) {
      const draft = draftOf({ spec, live: stopped });
      assert.is(draft.class, 'additive');
      assert.equal(required(draft), noOther({ registration: 'es', keepsId: false, replaces: false }));
    }
  });

  it('may be stopped, and changed while it is stopped, without a look', () => {
    const stop = draftOf({ spec: { instances: 0 } });
    assert.equal([stop.op, stop.class, stop.requires], ['scale', 'disruptive', []]);
    const stopped = liveApp('/es', { cmd: 'sleep 1', instances: 0 });
    assert.equal(draftOf({ spec: { instances: 0, ...RESTART }, live: stopped }).requires, []);
  });

  it('may get another instance that stands in for it', () => {
    const draft = draftOf({ spec: { instances: 2 }, registration: { keepsId: true } });
    assert.equal([draft.op, draft.class, draft.requires], ['scale', 'additive', []]);
  });

  it('does not wait for its volumes once it runs', () => {
    for (const spec of [{ instances: 0 }, RESTART]) assert.equal(draftOf({ spec }).needs, []);
  });

  it('is any other app without a Framework, or with one that is absent, of another app or on another Marathon', () => {
    const others: readonly Partial<Doc<'Framework'>>[] = [
      { state: 'absent' },
      { on: 'batch' },
      { spec: { app: '/other', registration: { name: 'es' } } },
    ];
    for (const over of others) {
      const draft = draftOf({ spec: RESTART, over });
      assert.equal([draft.class, draft.requires], ['disruptive', []]);
    }
  });
});
