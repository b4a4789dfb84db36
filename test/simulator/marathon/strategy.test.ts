import { newApp } from '../../../simulator/marathon/app.ts';
import type { App, Task, TaskState } from '../../../simulator/marathon/app.ts';
import { fillDefaults } from '../../../simulator/marathon/defaults.ts';
import { appProfile } from '../../../simulator/marathon/profiles/app.ts';
import { isReached, nextSteps } from '../../../simulator/marathon/strategy.ts';
import { assert, describe } from '../../helpers/suite.ts';

/** `old running`, `new staging`, `old killing`, ... */
type Tasks = readonly `${'old' | 'new'} ${'staging' | 'running' | 'killing' | 'unreachable'}`[];

interface Case {
  readonly name: string;
  readonly instances: number;
  readonly capacity: readonly [minimumHealth: number, maximumOver: number];
  readonly tasks: Tasks;
  readonly launch: number;
  readonly kill: number;
}

const cases: readonly Case[] = [
  { name: 'starts the new beside the old', instances: 2, capacity: [1, 1], tasks: ['old running', 'old running'], launch: 2, kill: 0 },
  {
    name: 'kills an old one for each new one ready',
    instances: 2,
    capacity: [1, 1],
    tasks: ['old running', 'old running', 'new running', 'new staging'],
    launch: 0,
    kill: 1,
  },
  {
    name: 'kills at once what is not needed for health',
    instances: 4,
    capacity: [0.5, 0],
    tasks: ['old running', 'old running', 'old running', 'old running'],
    launch: 0,
    kill: 2,
  },
  {
    name: 'launches into no more room than ended tasks left',
    instances: 4,
    capacity: [0.5, 0],
    tasks: ['old running', 'old running', 'old killing'],
    launch: 1,
    kill: 0,
  },
  {
    name: 'goes one above capacity where nothing could move',
    instances: 1,
    capacity: [0.5, 0],
    tasks: ['old running'],
    launch: 1,
    kill: 0,
  },
  { name: 'and comes back to it', instances: 1, capacity: [0.5, 0], tasks: ['old running', 'new running'], launch: 0, kill: 1 },
  {
    name: 'kills the old first where nothing is needed for health',
    instances: 1,
    capacity: [0, 0],
    tasks: ['old running'],
    launch: 0,
    kill: 1,
  },
  { name: 'waits for the end of the old', instances: 1, capacity: [0, 0], tasks: ['old killing'], launch: 0, kill: 0 },
  { name: 'launches in its place', instances: 1, capacity: [0, 0], tasks: [], launch: 1, kill: 0 },
  { name: 'is done', instances: 1, capacity: [1, 1], tasks: ['new running'], launch: 0, kill: 0 },
];

function appOf(one: Pick<Case, 'instances' | 'capacity' | 'tasks'>, replace = true): App {
  const [minimumHealthCapacity, maximumOverCapacity] = one.capacity;
  const upgradeStrategy = { minimumHealthCapacity, maximumOverCapacity };
  const input = { id: '/a', cmd: 'sleep 1', instances: one.instances, upgradeStrategy };
  const definition = fillDefaults(input, { profile: appProfile('1.10'), role: '*', by: 'create' });
  const app = newApp({ definition, version: 'v2', versionInfo: { lastScalingAt: 'v2', lastConfigChangeAt: 'v2' } });
  app.goal = { instances: one.instances, replace };
  app.tasks = one.tasks.map(taskOf);
  return app;
}

function taskOf(text: Tasks[number], index: number): Task {
  const [age, state = ''] = text.split(' ');
  const version = age === 'old' ? 'v1' : 'v2';
  return {
    id: `task-${index}`,
    host: { name: 'host', ip: '10.0.0.1', alive: true, cpus: 1, memMiB: 1, zone: 'a' },
    resources: { cpus: 0, memMiB: 0 },
    ports: [],
    volumes: [],
    mounted: new Set(),
    version,
    configVersion: version,
    stagedAtMs: index,
    startedAtMs: index,
    state: `TASK_${state.toUpperCase()}` as TaskState,
    isHealthy: false,
  };
}

describe('replacing tasks', (it) => {
  for (const one of cases) {
    it(`${one.name}: ${one.instances} at ${one.capacity.join('/')} with ${one.tasks.join(', ') || 'none'}`, () => {
      const steps = nextSteps(appOf(one));
      assert.equal([steps.launch, steps.kill.length], [one.launch, one.kill]);
      assert.ok(steps.kill.every((task) => task.version === 'v1'));
    });
  }
});

describe('a goal', (it) => {
  const reached = (tasks: Tasks, replace: boolean): boolean => isReached(appOf({ instances: 1, capacity: [1, 1], tasks }, replace));

  it('is reached by the right number of ready tasks, old ones too unless they are to be replaced', () => {
    assert.equal([reached(['new running'], true), reached(['old running'], false)], [true, true]);
    assert.equal([reached(['old running'], true), reached(['new staging'], false)], [false, false]);
  });

  it('is not reached while a task is ending or out of reach', () => {
    assert.equal([reached(['new running', 'old killing'], true), reached(['new unreachable'], false)], [false, false]);
  });
});
