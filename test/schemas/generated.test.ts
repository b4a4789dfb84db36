import { readFileSync } from 'node:fs';
import { assert, describe } from '../helpers/suite.ts';
import { generatedFiles } from '../../tools/generate-types.ts';

describe('types generated from the schemas', (it) => {
  it('are what is checked in (else run tools/generate-types.ts)', { timeoutMs: 20_000 }, async () => {
    for (const [file, text] of await generatedFiles()) {
      assert.fixture(readFileSync(new URL(`../../agent/model/${file}`, import.meta.url), 'utf8'), text, file);
    }
  });
});
