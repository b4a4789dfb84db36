/** What `apply` says and does when the status cannot come back to git. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
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

describe('apply', (it) => {
  it('does not wait for a status that somebody must first let through, and says why', OPTIONS, async (context) => {
    const config = await checkedOutStatus(context);
    const { code, out, err } = await plumbline(['apply', '--config', config]);
    assert.is(code, 0, err);
    assert.match(out, 'Nothing to do.');
    assert.match(err, 'The status was not committed: The push of plumbline/status was declined.');
  });
});
