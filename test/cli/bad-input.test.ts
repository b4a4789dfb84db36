/** Bad input through the real command: one clear sentence with the remedy, the right exit code, nothing changed, no stack trace. */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { plumbline } from '../helpers/command.ts';
import { addCommits, git, makeBare, temporaryFolder } from '../helpers/git-cli.ts';
import { assert, describe } from '../helpers/suite.ts';
import type { TestContext } from '../helpers/suite.ts';

const OPTIONS = { needs: ['git'], timeoutMs: 30_000 } as const;

const CLUSTER = 'apiVersion: plumbline/v1\nkind: Cluster\nmetadata: { name: prod }\n';

/** Ports of the discard protocol and below: nothing listens there. */
function config(over: Readonly<Record<string, string>> = {}): string {
  const lines: Record<string, string> = {
    cluster: 'prod',
    git: '{ url: cluster.git }',
    systems:
      '{ marathon: [{ url: "http://127.0.0.1:9" }], scaleio: { url: "http://127.0.0.1:9", username: admin, password: { file: password } } }',
    ...over,
  };
  return Object.entries(lines)
    .map(([key, value]) => `${key}: ${value}\n`)
    .join('');
}

interface Setting {
  readonly folder: string;
  readonly bare: string;
}

async function setting(
  context: TestContext,
  text: string,
  files: Readonly<Record<string, string>> = { 'cluster.yaml': CLUSTER },
): Promise<Setting> {
  const folder = await temporaryFolder(context);
  const bare = await makeBare(folder);
  await addCommits(bare, 'main', [{ files }]);
  await writeFile(path.join(folder, 'plumbline.yaml'), text);
  await writeFile(path.join(folder, 'password'), 'hush-hush-password\n');
  return { folder, bare };
}

/** What is said, with which exit code; `says` stands in it. */
const ROWS: readonly {
  readonly name: string;
  readonly args: readonly string[];
  readonly config?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly says: readonly string[];
  readonly code?: number;
}[] = [
  { name: 'no verb', args: [], says: ['the verbs are validate, render, explain, schema, plan'] },
  { name: 'an unknown verb', args: ['destroy'], says: ['no verb "destroy"'] },
  { name: 'an unknown option', args: ['plan', '--force'], says: ['--force'] },
  { name: 'no configuration file', args: ['plan', '--config', 'DIR/other.yaml'], says: ['There is no configuration file', '--config'] },
  { name: 'a configuration that is no YAML', args: ['plan'], config: 'cluster: [prod\n', says: ['plumbline.yaml:'] },
  {
    name: 'an unknown key in the configuration',
    args: ['plan'],
    config: config({ clutser: 'x' }),
    says: ['plumbline.yaml:4:1', 'clutser'],
  },
  { name: 'no repository where git.url says', args: ['plan'], config: config({ git: '{ url: nowhere.git }' }), says: ['nowhere.git'] },
  {
    name: 'a kind of address that is not supported',
    args: ['plan'],
    config: config({ git: '{ url: "ssh://git@example.com/a.git" }' }),
    says: ['ssh://', 'http(s)'],
  },
  {
    name: 'a tracked branch that does not exist',
    args: ['plan'],
    config: config({ git: '{ url: cluster.git, branch: trunk }' }),
    says: ['no branch trunk'],
  },
  { name: 'a status branch that is the tracked one', args: ['plan'], config: config({ status: '{ branch: main }' }), says: ['both main'] },
  {
    name: 'a clock file beside a remote system',
    args: ['plan'],
    config: config({ git: '{ url: "http://git.example.com/a.git" }', clock: '{ file: clock.json }' }),
    says: ['git.example.com', 'clock'],
  },
  { name: 'a schedule that is no cron expression', args: ['run'], config: config({ schedule: 'soon' }), says: ['"soon"', 'five'] },
  { name: 'systems that cannot be reached', args: ['plan'], says: ['ECONNREFUSED'] },
  {
    name: 'a secret that is not set',
    args: ['plan'],
    config: config().replace('file: password', 'env: NOT_SET_HERE'),
    says: ['NOT_SET_HERE'],
  },
  { name: 'a reference that does not exist', args: ['plan', '--ref', 'nope'], says: ['nope'] },
  { name: 'an object that is not declared', args: ['plan', '--only', 'Volume/nope'], says: ['Volume/nope', 'declares no such object'] },
  {
    name: 'broken YAML in the repository',
    args: ['plan'],
    files: { 'cluster.yaml': CLUSTER, 'app.yaml': 'kind: [App\n' },
    says: ['app.yaml:'],
  },
  {
    name: 'a wrong field in the repository',
    args: ['apply', '--wait', '0'],
    files: {
      'cluster.yaml': CLUSTER,
      'v.yaml': 'apiVersion: plumbline/v1\nkind: Volume\nmetadata: { name: a }\nspec: { pool: p, sizeGib: 8 }\n',
    },
    says: ['v.yaml:4:', 'sizeGiB'],
  },
  { name: 'a folder without this cluster', args: ['plan'], files: { 'readme.txt': 'empty' }, says: ['prod'] },
  { name: 'a status that was never written', args: ['status'], says: ['no status of cluster prod'] },
  { name: 'a folder to validate that is not there', args: ['validate', 'DIR/nowhere'], says: ['nowhere'] },
  { name: 'a folder to render that is not there', args: ['render', 'DIR/nowhere'], says: ['nowhere'] },
  { name: 'a folder and a commit', args: ['render', 'DIR', '--ref', 'main'], says: ['a DIR or --ref, not both'] },
  { name: 'SARIF of a plan', args: ['plan', '-o', 'sarif'], says: ['plan prints text, md or json'] },
];

describe('bad input', (it) => {
  for (const row of ROWS) {
    it(`${row.name}: says so and changes nothing`, OPTIONS, async (context) => {
      const { folder, bare } = await setting(context, row.config ?? config(), row.files);
      const refs = await git(bare, 'show-ref');
      const args = row.args.map((arg) => arg.replace('DIR', folder));
      const { code, out, err } = await plumbline(
        args.length > 0 && !args.includes('--config') ? [...args, '--config', path.join(folder, 'plumbline.yaml')] : args,
      );
      const said = out + err;
      assert.is(code, row.code ?? 1, said);
      for (const text of row.says) assert.ok(said.includes(text), `"${text}" is not in: ${said}`);
      assert.not.match(said, /^\s+at /m);
      assert.not.match(said, 'hush-hush');
      assert.is(await git(bare, 'show-ref'), refs);
    });
  }
});

describe('the command', (it) => {
  it('answers --help and --version with 0, and a mistake with 1, as a process', async () => {
    const run = promisify(execFile);
    const main = fileURLToPath(new URL('../../agent/main.ts', import.meta.url));
    const start = (arg: string): Promise<{ stdout: string; stderr: string }> => run(process.execPath, [...process.execArgv, main, arg]);
    assert.match((await start('--help')).stdout, 'Exit codes');
    assert.match((await start('--version')).stdout, /^plumbline \d+\.\d+\.\d+\n$/);
    const failure = await start('destroy').catch((thrown: unknown) => thrown);
    assert.equal((failure as { code: number }).code, 1);
  });
});
