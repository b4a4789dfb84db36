import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { SecretSource } from '../agent/config.ts';
import type { SecretTexts } from '../agent/model/system.ts';
import { makeRedactor } from '../agent/redact.ts';
import { readSecretTexts } from '../agent/secret-texts.ts';
import { makeSecrets } from '../agent/secrets.ts';
import type { Environment } from '../agent/secrets.ts';
import { testCtx } from './helpers/builders.ts';
import { temporaryFolder } from './helpers/git-cli.ts';
import { assert, describe } from './helpers/suite.ts';

const redactor = makeRedactor();

function read(sources: { readonly [name: string]: SecretSource['from'] }, environment: Environment): Promise<SecretTexts> {
  const secretSources = new Map(Object.entries(sources).map(([name, from]) => [name, { from, for: ['*'] }] as const));
  return readSecretTexts({ secretSources, ctx: { ...testCtx(), secrets: makeSecrets(environment, redactor) } });
}

function codeOf(texts: SecretTexts, name: string): string {
  const text = texts.get(name);
  return text?.kind === 'unknown' ? text.error.code.code : 'read';
}

describe('the texts of secrets', (it) => {
  it('are read by name, and masked', async (context) => {
    const file = path.join(await temporaryFolder(context), 'secret');
    await writeFile(file, 'two\nlines\n');
    const texts = await read({ a: { env: 'A' }, b: { file } }, { A: 'hush-a' });
    const revealed = [...texts].map(([name, text]) => [name, text.kind === 'ok' ? text.value.reveal() : text.error.message]);
    assert.equal(revealed, [
      ['a', 'hush-a'],
      ['b', 'two\nlines'],
    ]);
    assert.is(redactor.text(`hush-a ${JSON.stringify('two\nlines')}`), '*** "***"');
  });

  it('are unknown one by one', async () => {
    const texts = await read({ a: { env: 'A' }, b: { env: 'B' }, c: { file: '/nonexistent/c' } }, { A: 'hush-a' });
    assert.equal(
      ['a', 'b', 'c'].map((name) => codeOf(texts, name)),
      ['read', 'config/secret-unreadable', 'config/secret-unreadable'],
    );
  });

  for (const [text, code] of [
    ['ab', 'config/secret-too-short'],
    ['abc', 'read'],
  ] as const) {
    it(`of ${text.length} characters: ${code}`, async () => {
      const texts = await read({ a: { env: 'A' } }, { A: text });
      assert.is(codeOf(texts, 'a'), code);
      const a = texts.get('a');
      if (a?.kind === 'unknown')
        assert.is(a.error.message, 'The secret a (env:A) is shorter than 3 characters, which is too short to be masked.');
    });
  }
});
