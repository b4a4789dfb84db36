import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse, parseAllDocuments } from 'yaml';
import { readOptions } from '../../simulator/playground/options.ts';
import { assert, describe } from '../helpers/suite.ts';
import type { TestContext } from '../helpers/suite.ts';
import { send } from './simulated.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

interface Run {
  readonly folder: string;
  readonly child: ChildProcess;
  /** Everything on standard error, once it has ended. */
  ended(): Promise<{ readonly code: number | null; readonly stderr: string }>;
}

function run(context: TestContext, args: (folder: string) => readonly string[]): Run {
  const folder = mkdtempSync(join(tmpdir(), 'playground-'));
  const child = spawn(process.execPath, [...process.execArgv, 'simulator/main.ts', ...args(folder)], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const exit = once(child, 'close');
  context.after(async () => {
    child.kill('SIGKILL');
    await exit;
    rmSync(folder, { recursive: true });
  });
  return { folder, child, ended: async () => ({ code: (await exit)[0] as number | null, stderr }) };
}

/** What simulator.json says. */
interface Facts {
  readonly pid: number;
  readonly control: string;
  readonly cluster: string;
  readonly hosts: readonly string[];
  readonly mesos: readonly string[];
  readonly marathon: string;
  readonly marathonFollower: string;
  readonly marathons: { readonly [name: string]: string };
  readonly chronos: string;
  readonly metronome: string;
  readonly scaleio: { readonly url: string; readonly username: string; readonly password: string };
  readonly ec2: string;
  readonly agent: { readonly url: string; readonly webhookSecret: string };
}

const FACTS = 'pid control cluster hosts mesos marathon marathonFollower marathons chronos metronome scaleio ec2 agent'.split(' ');

async function ready({ folder, child }: Run): Promise<Facts> {
  const file = join(folder, 'simulator.json');
  while (!existsSync(file)) {
    if (child.exitCode !== null) throw new Error(`The playground ended with ${child.exitCode}.`);
    await delay(20);
  }
  return JSON.parse(readFileSync(file, 'utf8'));
}

function git(folder: string, ...args: readonly string[]): string {
  return execFileSync('git', ['-C', join(folder, 'cluster.git'), ...args], { encoding: 'utf8' });
}

describe('the playground', (it) => {
  it(
    'writes a repository, an agent config and simulator.json, and runs until SIGTERM',
    { timeoutMs: 20_000, needs: ['git'] },
    async (context) => {
      const playground = run(context, (folder) => [
        'playground',
        folder,
        '--seed',
        '7',
        '--apps',
        '150',
        '--volumes',
        '3',
        '--agents',
        '4',
        '--marathons',
        'batch',
      ]);
      const facts = await ready(playground);
      const { folder } = playground;
      assert.equal(Object.keys(facts), FACTS);
      assert.equal([facts.pid, facts.cluster, facts.mesos.length], [playground.child.pid, 'prod', 2]);
      assert.equal(facts.hosts, ['ip-10-0-0-11', 'ip-10-0-0-12', 'ip-10-0-0-13', 'ip-10-0-0-14']);
      checkConfig(folder, facts);
      checkRepository(folder);
      const { virtualMs, realMs, factor } = JSON.parse(readFileSync(join(folder, 'clock.json'), 'utf8'));
      assert.is(factor, 1);
      assert.ok(Math.abs(virtualMs - realMs) < 5000, 'virtual time starts now');
      await send(facts.control, { method: 'POST', path: '/autoAdvance', body: { factor: 60 }, headers: {} });
      assert.is(JSON.parse(readFileSync(join(folder, 'clock.json'), 'utf8')).factor, 60);
      playground.child.kill('SIGTERM');
      assert.equal(await playground.ended(), { code: 0, stderr: '' });
    },
  );

  it('refuses a folder that holds one already, with one sentence and exit code 1', { timeoutMs: 20_000 }, async (context) => {
    const folder = mkdtempSync(join(tmpdir(), 'playground-'));
    context.after(() => rmSync(folder, { recursive: true }));
    mkdirSync(join(folder, 'cluster.git'));
    const playground = run(context, () => ['playground', folder]);
    assert.equal(await playground.ended(), { code: 1, stderr: `${folder} holds a playground already; name a new folder.\n` });
  });
});

function checkConfig(folder: string, facts: Facts): void {
  const config = parse(readFileSync(join(folder, 'plumbline.yaml'), 'utf8'));
  const schema = JSON.parse(readFileSync(join(ROOT, 'schemas/agent-config.json'), 'utf8'));
  const validate = new Ajv2020({ strict: false }).compile(schema);
  const isValid: boolean = validate(config);
  assert.ok(isValid, JSON.stringify(validate.errors));
  assert.equal(config.git, { url: join(folder, 'cluster.git'), branch: 'main', path: 'clusters/prod' });
  assert.equal([config.data, config.clock], [join(folder, 'data'), { file: join(folder, 'clock.json') }]);
  assert.equal(config.systems.marathon, [
    { url: facts.marathon, peers: [facts.marathonFollower] },
    { name: 'batch', url: facts.marathons['batch'] },
  ]);
  assert.equal(config.systems.mesos, { masters: facts.mesos });
  assert.equal([config.systems.chronos, config.systems.metronome], [[{ url: facts.chronos }], [{ url: facts.metronome }]]);
  assert.equal(config.systems.cloud, { provider: 'aws-ebs', region: 'us-west-1', endpoint: facts.ec2 });
  assert.equal([config.prices.types.gp3.gibUsd, config.ceilings.monthlyUsd > 0], [0.08, true]);
  assert.is(`http://127.0.0.1:${config.serve.port}`, facts.agent.url);
  const secrets = [
    [config.systems.scaleio.password.file, facts.scaleio.password],
    [config.serve.webhookSecret.file, facts.agent.webhookSecret],
  ];
  for (const [file, text] of secrets) {
    assert.ok(isAbsolute(file));
    assert.is(readFileSync(file, 'utf8').trimEnd(), text);
    assert.is(statSync(file).mode & 0o777, 0o600);
  }
}

function checkRepository(folder: string): void {
  git(folder, 'fsck', '--strict');
  assert.is(git(folder, 'symbolic-ref', 'HEAD'), 'refs/heads/main\n');
  assert.is(git(folder, 'rev-parse', '--is-bare-repository'), 'true\n');
  const paths = git(folder, 'ls-tree', '-r', '--name-only', 'main').trimEnd().split('\n');
  const example = execFileSync('find', ['.', '-type', 'f'], { cwd: join(ROOT, 'examples/cluster-repo'), encoding: 'utf8' });
  const copied = example
    .trimEnd()
    .split('\n')
    .map((path) => path.slice(2));
  assert.equal(
    paths.filter((path) => !path.includes('/generated/')),
    copied.toSorted(),
  );
  const documents = (name: string): readonly unknown[] =>
    parseAllDocuments(git(folder, 'show', `main:clusters/prod/generated/${name}.yaml`)).map((one) => one.toJS());
  assert.equal([documents('apps-001').length, documents('apps-002').length, documents('volumes-001').length], [100, 50, 3]);
  assert.equal(documents('nodes-001'), [
    {
      apiVersion: 'plumbline/v1',
      kind: 'StorageNode',
      metadata: { name: 'node-10-0-0-14' },
      spec: { name: 'sds_10.0.0.14', protectionDomain: 'default', ips: ['10.0.0.14'] },
    },
  ]);
}

const mistakes: readonly (readonly [readonly string[], string])[] = [
  [[], 'A verb is missing; the verb is playground.'],
  [['start'], 'There is no verb "start"; the verb is playground.'],
  [['playground'], 'playground takes exactly one folder: playground DIR.'],
  [['playground', 'a', 'b'], 'playground takes exactly one folder: playground DIR.'],
  [['playground', 'a', '--colour', 'red'], "Unknown option '--colour'; --help lists the options."],
  [['playground', 'a', '--seed', 'x'], '--seed must be a whole number from 0 to 9007199254740991, not x.'],
  [['playground', 'a', '--agents', '2'], '--agents must be a whole number from 3 to 1000, not 2.'],
  [['playground', 'a', '--apps=-1'], '--apps must be a whole number from 0 to 20000, not -1.'],
  [['playground', 'a', '--profile', 'marathon=1.3'], 'There is no marathon 1.3 here; there is 1.4, 1.5, 1.6, 1.7, 1.8, 1.9, 1.10, 1.11.'],
  [
    ['playground', 'a', '--profile', 'scaleio=1.32'],
    'There is no scaleio 1.32 here; there is 2.0, 2.5, 2.6, 3.0, 3.5, 3.6, 4.0, 4.5, 5.0.',
  ],
  [
    ['playground', 'a', '--marathons', 'batch,Test'],
    '--marathons takes different names of lower-case letters, digits and dashes, such as batch,test, not "Test".',
  ],
  [
    ['playground', 'a', '--marathons', 'batch,batch'],
    '--marathons takes different names of lower-case letters, digits and dashes, such as batch,test, not "batch".',
  ],
  [['playground', 'a', '--profile', 'mesos=1.9'], 'There is no system "mesos" here; --profile names marathon and scaleio.'],
];

describe('the simulator’s command line', (it) => {
  for (const [args, message] of mistakes) {
    it(`answers "${args.join(' ')}" with: ${message}`, () => {
      assert.throws(
        () => readOptions(args),
        (thrown: unknown) => thrown instanceof Error && thrown.message === message,
      );
    });
  }

  it('takes any version of a range by its own name', () => {
    assert.equal(readOptions(['playground', 'a', '--profile', 'marathon=1.11.3,scaleio=2.5'])?.profiles, {
      marathon: '1.11.3',
      scaleio: '2.5',
    });
  });

  it('explains itself when asked, and ends with 0', { timeoutMs: 20_000 }, async (context) => {
    assert.equal(await run(context, () => ['--help']).ended(), { code: 0, stderr: '' });
  });
});
