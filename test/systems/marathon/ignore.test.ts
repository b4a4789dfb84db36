import type { AppSpec } from '../../../agent/model/kinds.gen.ts';
import type { Draft } from '../../../agent/model/change.ts';
import { diffApps } from '../../../agent/systems/marathon/diff/diff.ts';
import type { JsonObject, MarathonAction } from '../../../agent/systems/marathon/types.ts';
import { assert, describe } from '../../helpers/suite.ts';
import { appDoc, desiredOf, inputsOf, liveApp, liveOf } from './inputs.ts';

function draftOf(spec: AppSpec, live: JsonObject | null, paths: readonly string[]): Draft<MarathonAction> | undefined {
  const inputs = inputsOf(desiredOf([appDoc('/a', spec)]), { ignored: (ref) => (ref === 'App//a' ? paths : []) });
  return diffApps(inputs, liveOf(...(live === null ? [] : [liveApp('/a', live)])))[0];
}

interface Row {
  readonly what: string;
  readonly ignore: readonly string[];
  readonly spec: AppSpec;
  readonly live: JsonObject;
  /** Paths of what still differs. */
  readonly differs: readonly string[];
  /** What is sent in the field that is ignored. */
  readonly sent?: { readonly [field: string]: unknown };
}

const bridge = { networks: [{ mode: 'container/bridge' }] } as const;
const mapping = { containerPort: 80, hostPort: 0, labels: {}, protocol: 'tcp', servicePort: 10_004 };
const liveDocker = {
  ...bridge,
  container: {
    type: 'DOCKER',
    docker: { image: 'old', forcePullImage: false, privileged: false, parameters: [] },
    volumes: [],
    portMappings: [mapping],
  },
};
const docker = (image: string): AppSpec => ({
  networks: [{ mode: 'container/bridge' }],
  container: { docker: { image }, portMappings: [{ containerPort: 80 }] },
});

const rows: readonly Row[] = [
  { what: 'an autoscaler keeps its number', ignore: ['instances'], spec: { instances: 2 }, live: { instances: 9 }, differs: [] },
  {
    what: 'the number stays also in a change of something else',
    ignore: ['instances'],
    spec: { instances: 2, cpus: 2 },
    live: { instances: 9 },
    differs: ['cpus'],
    sent: { instances: 9 },
  },
  {
    what: 'one variable keeps its live value',
    ignore: ['env.B'],
    spec: { env: { A: '1', B: '2' } },
    live: { env: { A: '0', B: '9' } },
    differs: ['env.A'],
    sent: { env: { A: '1', B: '9' } },
  },
  {
    what: 'a variable that only the live app has stays',
    ignore: ['env.X'],
    spec: { cpus: 2 },
    live: { env: { X: '1' } },
    differs: ['cpus'],
    sent: { env: { X: '1' } },
  },
  {
    what: 'a variable that only the file has is not sent',
    ignore: ['env.A'],
    spec: { env: { A: '1' }, cpus: 2 },
    live: {},
    differs: ['cpus'],
    sent: { env: {} },
  },
  { what: 'a name with a dot in it', ignore: ['labels.a.b'], spec: { labels: { 'a.b': '1' } }, live: {}, differs: [] },
  { what: 'all of a map', ignore: ['env'], spec: { env: { A: '1' } }, live: { env: { B: '2' } }, differs: [] },
  {
    what: 'a field deep inside',
    ignore: ['container.docker.image'],
    spec: { ...docker('new'), cpus: 2 },
    live: liveDocker,
    differs: ['cpus'],
    sent: { container: liveDocker.container },
  },
  {
    what: 'a field of an entry of a list',
    ignore: ['portDefinitions[0].port'],
    spec: { portDefinitions: [{ port: 8080, name: 'web' }] },
    live: { portDefinitions: [{ port: 10_007, name: 'web', protocol: 'tcp' }] },
    differs: [],
  },
  {
    what: 'a field inside of what the live app has not at all is sent: there is no live value to keep',
    ignore: ['container.docker.image'],
    spec: { container: { docker: { image: 'new' } } },
    live: {},
    differs: ['container'],
  },
  { what: 'a path that is no field', ignore: ['nonsense'], spec: { cpus: 2 }, live: {}, differs: ['cpus'] },
];

describe('diffApps, what sync.ignore names', (it) => {
  for (const { what, ignore, spec, live, differs, sent = {} } of rows) {
    it(`${what}: ${differs.join() || 'no change'}`, () => {
      const draft = draftOf(spec, live, ignore);
      assert.equal(draft?.fields.map(({ path }) => path) ?? [], differs);
      const definition = draft?.action.do === 'put-app' ? draft.action.args.definition : {};
      for (const [field, value] of Object.entries(sent)) assert.equal(definition[field], value);
    });
  }

  it('is as declared in an app that is created', () => {
    assert.equal(draftOf({ instances: 3 }, null, ['instances'])?.effects, ['starts 3 tasks']);
  });

  it('differs again as soon as it is not named any more', () => {
    const live = { instances: 9 };
    const counts = (paths: readonly string[]): number => Number(draftOf({ instances: 2 }, live, paths) !== undefined);
    assert.equal([counts(['instances']), counts([]), counts(['instances'])], [0, 1, 0]);
  });
});
