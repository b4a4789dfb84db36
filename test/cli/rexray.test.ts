import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plumbline } from '../helpers/command.ts';
import { assert, describe } from '../helpers/suite.ts';
import type { TestContext } from '../helpers/suite.ts';

const EXAMPLE = 'examples/cluster-repo/clusters/prod';

async function fileWith(test: TestContext, text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-rexray-'));
  test.after(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'config.yml');
  await writeFile(file, text);
  return file;
}

describe('render rexray', (it) => {
  it('prints a configuration that its own check finds nothing wrong with', async (test) => {
    const rendered = await plumbline(['render', 'rexray', EXAMPLE]);
    assert.equal([rendered.code, rendered.err], [0, '']);
    const file = await fileWith(test, rendered.out);
    assert.equal(await plumbline(['render', 'rexray', EXAMPLE, '--check', file]), {
      code: 0,
      out: `${file} matches 1 declared pool.\n`,
      err: '',
    });
  });

  it('names file and line of what is wrong, as text and as JSON, and gives 1', async (test) => {
    const { out } = await plumbline(['render', 'rexray', EXAMPLE]);
    const file = await fileWith(test, out.replace('preempt: true', 'preempt: false'));
    const line = out.split('\n').findIndex((each) => each.includes('preempt: true')) + 1;
    const checked = await plumbline(['render', 'rexray', EXAMPLE, '--check', file]);
    assert.is(checked.code, 1);
    assert.ok(checked.out.startsWith(`${file}:${line}: differs: libstorage.integration.volume.operations.mount.preempt has to be true`));
    const json = await plumbline(['render', 'rexray', EXAMPLE, '--check', file, '-o', 'json']);
    const { remarks } = JSON.parse(json.out) as { remarks: readonly { line: number; kind: string }[] };
    assert.equal([json.code, remarks.map((remark) => [remark.line, remark.kind])], [1, [[line, 'differs']]]);
  });

  it('prints JSON', async () => {
    const { code, out } = await plumbline(['render', 'rexray', EXAMPLE, '-o', 'json']);
    assert.equal([code, Object.keys(JSON.parse(out) as object)], [0, ['rexray', 'libstorage']]);
  });

  const refusals: readonly [readonly string[], RegExp][] = [
    [['render', EXAMPLE, '--check', 'x.yml'], /--check is an option of render rexray only/],
    [['validate', EXAMPLE, '--check', 'x.yml'], /--check is an option of render only/],
    [['render', 'rexray', EXAMPLE, '--only', 'StoragePool/default'], /--only is no option of render rexray/],
    [['render', 'rexray', EXAMPLE, 'more'], /Too many words: "more"/],
    [['render', 'rexray', EXAMPLE, '--check', '/nowhere/config.yml'], /The file \/nowhere\/config\.yml of --check cannot be read/],
    [['render', 'rexray', EXAMPLE, '-o', 'md'], /render prints text or json/],
  ];
  for (const [argv, expected] of refusals) {
    it(`refuses ${argv.join(' ')}`, async () => {
      const { code, out, err } = await plumbline(argv);
      assert.equal([code, out], [1, '']);
      assert.match(err, expected);
    });
  }

  it('says so when no pool is declared', async (test) => {
    const folder = join(await fileWith(test, ''), '..');
    await writeFile(join(folder, 'config.yml'), 'apiVersion: plumbline/v1\nkind: ProtectionDomain\nmetadata: {name: pd}\nspec: {}\n');
    const { code, err } = await plumbline(['render', 'rexray', folder]);
    assert.is(code, 1);
    assert.match(err, /No StoragePool is declared, so REX-Ray has nothing to serve/);
  });
});
