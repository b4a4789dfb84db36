/** What `apply` says and does when a change waits, when it is stopped, and when the status cannot come back to git. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runCommand } from '../../agent/cli/command.ts';
import { makeRedactor } from '../../agent/redact.ts';
import { startSimulator } from '../../simulator/simulator.ts';
import { plumbline } from '../helpers/command.ts';
import { addCommits, git, makeBare, temporaryFolder } from '../helpers/git-cli.ts';
import { assert, describe } from '../helpers/suite.ts';
import type { TestContext } from '../helpers/suite.ts';

const OPTIONS = { needs: ['git'], timeoutMs: 30_000 } as const;

const CLUSTER = 'apiVersion: plumbline/v1\nkind: Cluster\nmetadata: { name: prod }\n';

/** A cluster that declares nothing, in a work tree that has its status branch checked out: such a branch is never moved. */
async function checkedOutStatus(context: TestContext): Promise<string> {
  const folder = await temporaryFolder(context);
  const sim = await startSimulator();
  context.after(() => sim.close());
  const bare = await makeBare(folder);
  await addCommits(bare, 'main', [{ files: { 'cluster.yaml': CLUSTER } }]);
  await git(folder, 'clone', '--quiet', bare, 'tree');
  await git(path.join(folder, 'tree'), 'checkout', '--quiet', '-b', 'plumbline/status');
  const { url, username, password } = sim.scaleio;
  await writeFile(path.join(folder, 'password'), password);
  const scaleio = `{ url: "${url}", username: ${username}, password: { file: password } }`;
  const config = path.join(folder, 'plumbline.yaml');
  await writeFile(config, `cluster: prod\ngit: { url: tree }\nsystems: { marathon: [{ url: "${sim.marathon}" }], scaleio: ${scaleio} }\n`);
  return config;
}

type Simulator = Awaited<ReturnType<typeof startSimulator>>;

/** An app that fits on no host: its deployment stays, so that every later change of it waits. */
function tooBig(cpus: number): string {
  return `apiVersion: plumbline/v1\nkind: App\nmetadata: { name: /big }\nspec: { cmd: sleep 100, cpus: ${cpus}, mem: 32 }\n`;
}

/** A change that waits, and 50 virtual seconds a second. */
async function waitingChange(context: TestContext): Promise<{ readonly sim: Simulator; readonly config: string }> {
  const folder = await temporaryFolder(context);
  const sim = await startSimulator({ factor: 50, startMs: Date.now(), clockFile: path.join(folder, 'clock.json') });
  context.after(() => sim.close());
  const bare = await makeBare(folder);
  await addCommits(bare, 'main', [{ files: { 'cluster.yaml': CLUSTER, 'big.yaml': tooBig(100) } }]);
  const { url, username, password } = sim.scaleio;
  await writeFile(path.join(folder, 'password'), password);
  const scaleio = `{ url: "${url}", username: ${username}, password: { file: password } }`;
  const config = path.join(folder, 'plumbline.yaml');
  const text = `cluster: prod\ngit: { url: ${bare} }\nclock: { file: clock.json }\n`;
  await writeFile(config, `${text}systems: { marathon: [{ url: "${sim.marathon}" }], scaleio: ${scaleio} }\n`);
  assert.is((await plumbline(['apply', '--wait', '0', '--config', config])).code, 2);
  await addCommits(bare, 'main', [{ files: { 'big.yaml': tooBig(50) } }]);
  return { sim, config };
}

/** Runs apply; `onWaiting` is called when it first says that a change waits. */
async function applied(
  config: string,
  signal: AbortSignal,
  onWaiting: () => void,
): Promise<{ readonly code: number; readonly out: string }> {
  let out = '';
  const redactor = makeRedactor();
  const hear = (text: string): void => {
    out += text;
    if (text.startsWith('waiting')) onWaiting();
  };
  const code = await runCommand(['apply', '--wait', '1m', '--config', config], {
    environment: {},
    signal,
    isTerminal: false,
    redactor,
    out: hear,
    err: () => {},
  });
  return { code, out };
}

describe('apply', (it) => {
  it('leaves a change waiting when it is stopped', OPTIONS, async (context) => {
    const { config } = await waitingChange(context);
    const ending = new AbortController();
    const { code, out } = await applied(config, ending.signal, () => void setImmediate(() => ending.abort()));
    assert.match(out, 'Changes: 1 waiting.');
    assert.is(code, 2);
  });

  it('does not take a change for done because its system can no longer be read', OPTIONS, async (context) => {
    const { sim, config } = await waitingChange(context);
    const blind = (): void => sim.fault({ system: 'marathon', when: 'before', do: 'status', status: 401, times: 1000 });
    const { code, out } = await applied(config, new AbortController().signal, blind);
    assert.match(out, 'Changes: 1 waiting.');
    assert.is(code, 1);
  });

  it('does not wait for a status that somebody must first let through, and says why', OPTIONS, async (context) => {
    const config = await checkedOutStatus(context);
    const { code, out, err } = await plumbline(['apply', '--config', config]);
    assert.is(code, 0, err);
    assert.match(out, 'Nothing to do.');
    assert.match(err, 'The status was not committed: The push of plumbline/status was declined.');
  });
});
