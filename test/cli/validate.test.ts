import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseCommandLine } from '../../agent/cli/args.ts';
import { validate } from '../../agent/cli/validate.ts';
import { makeRedactor } from '../../agent/redact.ts';
import { assert, describe, rejects } from '../helpers/suite.ts';
import type { TestContext } from '../helpers/suite.ts';

const EXAMPLE = fileURLToPath(new URL('../../examples/cluster-repo/clusters/prod', import.meta.url));

async function run(dir: string, output: 'text' | 'json'): Promise<{ readonly code: number; readonly out: string }> {
  let out = '';
  const print = (text: string) => void (out += text);
  const io = { environment: {}, signal: new AbortController().signal, isTerminal: false, redactor: makeRedactor(), out: print, err: print };
  const code = await validate(parseCommandLine(['validate', dir, '-o', output]), io);
  return { code, out };
}

function folderWith(context: TestContext, files: { readonly [path: string]: string }): string {
  const root = mkdtempSync(join(tmpdir(), 'plumbline-validate-'));
  context.after(() => rmSync(root, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const BROKEN = 'apiVersion: plumbline/v1\nkind: Volume\nmetadata: { name: v }\nspec: { pool: p, sizeGiB: 20 }\n';
const MOUNTING = 'apiVersion: plumbline/v1\nkind: App\nmetadata: { name: /x }\nspec: { cmd: sleep 1, env: { DVDI_VOLUME_NAME: data } }\n';

describe('plumbline validate', (it) => {
  it('finds nothing wrong with the example, not even a doubt', async () => {
    assert.equal(JSON.parse((await run(EXAMPLE, 'json')).out), { errors: [], warnings: [] });
    const { code, out } = await run(EXAMPLE, 'text');
    assert.is(code, 0);
    assert.match(out, /prod: 13 documents, no errors, no warnings\.\n$/);
  });

  it('prints one line for each error, named from the folder given, then a summary, and gives 1', async (context) => {
    const root = folderWith(context, { 'ops/prod/a/v.yaml': BROKEN, 'ops/other.yaml': 'kind: [' });
    const { code, out } = await run(join(root, 'ops/prod'), 'text');
    assert.is(code, 1);
    assert.is(
      out,
      `a/v.yaml:4:27  spec.sizeGiB must be a multiple of 8, not 20: 16 or 24.  [schema/wrong-value]\n${root}/ops/prod: 1 error, no warnings.\n`,
    );
  });

  it('prints the same as JSON, in the agreed form', async (context) => {
    const { code, out } = await run(folderWith(context, { 'v.yaml': BROKEN }), 'json');
    const message = 'spec.sizeGiB must be a multiple of 8, not 20: 16 or 24.';
    assert.equal(JSON.parse(out), { errors: [{ code: 'schema/wrong-value', file: 'v.yaml', line: 4, column: 27, message }], warnings: [] });
    assert.is(code, 1);
  });

  it('gives 0 when there are only warnings', async (context) => {
    const { code, out } = await run(folderWith(context, { 'x.yaml': MOUNTING }), 'text');
    assert.is(code, 0);
    assert.match(
      out,
      /^x\.yaml:4:48 {2}No Volume data is declared.*\[desired\/undeclared-volume\] \(warning\)\n.*: 1 document, no errors, 1 warning\.\n$/,
    );
  });

  it('follows includes up to the root of the repository, and names their files from the folder given', async (context) => {
    const cluster = 'apiVersion: plumbline/v1\nkind: Cluster\nmetadata: { name: prod }\nspec: { include: [../shared] }\n';
    const root = folderWith(context, { '.git/HEAD': '', 'prod/c.yaml': cluster, 'shared/v.yaml': BROKEN });
    assert.match((await run(join(root, 'prod'), 'text')).out, /^\.\.\/shared\/v\.yaml:4:27/);
  });

  it('says so when the folder is not there', async () => {
    await rejects(() => run('/no/such/folder', 'text'), 'repo/no-such-folder');
  });
});
