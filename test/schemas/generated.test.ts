import { readFileSync } from 'node:fs';
import { assert, describe } from '../helpers/suite.ts';
import { generatedFiles } from '../../tools/generate-types.ts';

describe('what is generated from the schemas', (it) => {
  it('is what is checked in (else run npm run generate)', { timeoutMs: 20_000 }, async () => {
    for (const [file, text] of await generatedFiles()) {
      assert.fixture(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8'), text, file);
    }
  });
});
