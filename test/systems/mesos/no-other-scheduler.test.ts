/** When a scheduler may be started: never beside tasks that it would not know. */
import { otherScheduler } from '../../../agent/systems/mesos/no-other-scheduler.ts';
import type { Cluster } from '../../../agent/systems/mesos/no-other-scheduler.ts';
import { mesosSystem } from '../../../agent/systems/mesos/system.ts';
import { assert, describe } from '../../helpers/suite.ts';
import { agents, framework, task } from './made.ts';
import { httpCtx, LEADING, startMaster } from './masters.ts';

const ANEW = { registration: 'es', keepsId: false, replaces: false };
const AGAIN = { ...ANEW, replaces: true };

function why(args: { readonly [name: string]: string | boolean }, over: Partial<Cluster> = {}): string | null {
  const marathon = framework({ id: 'M', name: 'marathon' });
  const { frameworks = [], tasks = [], agents: known = agents() } = over;
  const web = task({ id: 'web.1', frameworkId: 'M' });
  const precondition = { system: 'mesos', check: 'no-other-scheduler', backendId: 'Framework/es', args } as const;
  return otherScheduler(precondition, { frameworks: [marathon, ...frameworks], tasks: [web, ...tasks], agents: known });
}

const away = framework({ isActive: false });
const another = framework({ id: 'F-2' });

describe('a scheduler', (it) => {
  it('may start where none of its name is known', () => {
    assert.is(why(ANEW), null);
    assert.is(why(ANEW, { frameworks: [framework({ name: 'es2' })], tasks: [task()] }), null);
    assert.is(why(ANEW, { frameworks: [framework({ isActive: false, holdsResources: false })] }), null);
  });

  it('may not start beside tasks of an earlier id, wherever its scheduler is', () => {
    assert.match(why(ANEW, { frameworks: [away], tasks: [task(), task()] }) ?? '', /^2 tasks of F-1 may still run/);
  });

  it('may not start beside tasks that are out of reach', () => {
    assert.match(why(ANEW, { frameworks: [away], tasks: [task({ isRunning: false })] }) ?? '', /^1 task of F-1 may still run/);
  });

  it('may not start beside one that is registered by its name', () => {
    assert.is(why({ ...ANEW, keepsId: true }, { frameworks: [framework()], tasks: [task()] }), 'F-1 is already registered as es');
  });

  it('may start where it left its tasks, if it comes back under the same id', () => {
    assert.is(why({ ...ANEW, keepsId: true }, { frameworks: [away], tasks: [task()] }), null);
  });

  it('cannot keep two ids', () => {
    const both = { frameworks: [away, { ...another, isActive: false }], tasks: [task(), task({ frameworkId: 'F-2' })] };
    assert.is(why({ ...ANEW, keepsId: true }, both), '1 task of F-1, 1 task of F-2 may still run, an earlier es');
  });

  it('may be restarted while only its own tasks run', () => {
    assert.is(why({ ...AGAIN, keepsId: true }, { frameworks: [framework({ failoverSeconds: 60 })], tasks: [task()] }), null);
    assert.is(why(AGAIN, { frameworks: [framework()], tasks: [task()] }), null);
  });

  it('may not be restarted beside tasks of an earlier id', () => {
    const both = { frameworks: [framework(), { ...another, isActive: false }], tasks: [task(), task({ frameworkId: 'F-2' })] };
    for (const keepsId of [true, false]) assert.match(why({ ...AGAIN, keepsId }, both) ?? '', /^1 task of F-2 may still run/);
  });

  it('may not be restarted under another id while its tasks would outlive it', () => {
    const lasting = framework({ failoverSeconds: 60 });
    assert.match(why(AGAIN, { frameworks: [lasting], tasks: [task()] }) ?? '', /^1 task of F-1 would run on for 60 s without it/);
    assert.is(why(AGAIN, { frameworks: [{ ...lasting, holdsResources: false }] }), null);
  });

  it('may not be started or restarted where two are registered by its name', () => {
    for (const start of [ANEW, AGAIN]) {
      const both = { frameworks: [framework({ holdsResources: false }), { ...another, holdsResources: false }] };
      assert.is(why(start, both), '2 schedulers are registered as es');
    }
  });

  it('may not start while nobody knows what runs', () => {
    assert.match(why(ANEW, { agents: agents(2) }) ?? '', /still waits for 2 agents/);
    assert.match(why(ANEW, { tasks: [task({ frameworkId: 'unknown' })] }) ?? '', /whose 1 of its tasks are/);
    assert.match(why(ANEW, { frameworks: [away] }) ?? '', /F-1 holds resources, and Mesos shows none of its tasks/);
  });

  it('is looked at in Mesos as it is right then', async (test) => {
    const master = await startMaster(test, LEADING);
    const system = mesosSystem({ masters: [master.url] }, []);
    const precondition = { system: 'mesos', check: 'no-other-scheduler', backendId: 'Framework/sio' } as const;
    const check = (registration: string) => system.check({ ...precondition, args: { ...ANEW, registration } }, httpCtx());
    assert.equal(await check('none'), { kind: 'holds' });
    assert.match(String(Object(await check('ScaleIO-Framework')).why), /already registered/);
    assert.is((await system.check({ ...precondition, check: 'gone' }, httpCtx())).kind, 'fails');
    assert.ok(['GET_FRAMEWORKS', 'GET_TASKS', 'GET_AGENTS'].every((question) => master.asked.includes(question)));
  });
});
