import { readFileSync } from 'node:fs';
import { loadDesired } from '../../agent/desired/load.ts';
import { KINDS, SCHEMAS } from '../../agent/desired/schemas.ts';
import { memorySource } from '../desired/memory-source.ts';
import { assert, describe } from '../helpers/suite.ts';

function pageOf(kind: string): string {
  const name = kind.replaceAll(/(?<=[a-z])[A-Z]/g, '-$&').toLowerCase();
  return readFileSync(new URL(`../../docs/kinds/${name}.md`, import.meta.url), 'utf8');
}

/** Names of every field below the spec, however deep. */
function fieldsIn(schema: unknown): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties = {}, ...rest } = schema as { readonly properties?: object };
  return [...Object.keys(properties), ...[...Object.values(properties), ...Object.values(rest)].flatMap(fieldsIn)];
}

/** What a check of a task is made of is Marathon's business: its page names the checks. */
const LEFT_TO_MARATHON = new Set(['scheme', 'shell', 'argv']);

describe('the page of a kind', (it) => {
  for (const kind of KINDS) {
    it(`${kind} names every field`, () => {
      const { properties, $defs } = SCHEMAS[kind] as { readonly properties: { readonly spec: object }; readonly $defs?: object };
      const spec = { properties: { ...(properties.spec as { properties: object }).properties }, $defs: Object.values($defs ?? {}) };
      const names = [...pageOf(kind).matchAll(/`([^`\n]+)`/g)].flatMap(([, text = '']) => text.split(/[^\w/]+|\./));
      const missing = fieldsIn(spec).filter((field) => !names.includes(field) && !LEFT_TO_MARATHON.has(field));
      assert.equal(missing, []);
    });
  }

  it('begins with an example, and all the examples together are one valid cluster', async () => {
    const examples = KINDS.map((kind) => /^# \w+\n\n```yaml\n([^]+?)```/.exec(pageOf(kind))?.[1] ?? 'missing');
    const source = memorySource({ 'clusters/prod/all.yaml': examples.join('---\n'), 'shared/apps/README.md': '' });
    const loaded = await loadDesired(source, { path: 'clusters/prod', cluster: 'prod' });
    assert.is(loaded.kind, 'ok', JSON.stringify(loaded));
    assert.equal(loaded.warnings, []);
  });
});
