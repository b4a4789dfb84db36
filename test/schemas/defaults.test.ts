/** A default that a schema states is what really stands in the place of a field that is left out. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import configSchema from '../../schemas/agent-config.json' with { type: 'json' };
import { loadConfig } from '../../agent/config.ts';
import { SCHEMAS } from '../../agent/desired/schemas.ts';
import { fieldsOf, formsOf, withinLists } from '../../agent/schema/fields.ts';
import type { Field } from '../../agent/schema/fields.ts';
import type { Schema } from '../../agent/schema/fits.ts';
import { normaliseApp } from '../../agent/systems/marathon/normalise/app.ts';
import { defaultsOf } from '../../agent/systems/marathon/normalise/context.ts';
import { normalisePod } from '../../agent/systems/marathon/normalise/pod.ts';
import type { JsonObject } from '../../agent/systems/marathon/types.ts';
import { temporaryFolder } from '../helpers/git-cli.ts';
import { assert, describe } from '../helpers/suite.ts';

type Value = { readonly [name: string]: unknown };

/** A value without a field that has a default, and what the field may be set to. */
interface Defaulted {
  readonly path: string;
  readonly without: Value;
  readonly withValue: (value: unknown) => Value;
  readonly default: unknown;
  readonly examples: readonly unknown[];
}

/** Every default below `schema`; `whole` puts a value of `schema` into a whole one, of which `path` is the place. */
function* defaultsBelow(schema: Schema, root: Schema, path: string, whole: (value: unknown) => Value): Generator<Defaulted> {
  const isList = schema['type'] === 'array';
  for (const form of formsOf(withinLists(schema, root), root)) {
    const fields = fieldsOf(form, root).filter(({ isFree }) => !isFree);
    const least = Object.fromEntries(fields.filter(({ isRequired }) => isRequired).map((field) => [field.name, exampleOf(field)]));
    const set = (name: string) => (value: unknown) => whole(isList ? [{ ...least, [name]: value }] : { ...least, [name]: value });
    for (const { name, schema: below } of fields) {
      const place = { path: `${path}.${name}`, without: whole(isList ? [least] : least), withValue: set(name) };
      if ('default' in below) yield { ...place, default: below['default'], examples: below['examples'] as readonly unknown[] };
      yield* defaultsBelow(below, root, place.path, place.withValue);
    }
  }
}

function exampleOf({ schema }: Field): unknown {
  return schema['const'] ?? (schema['examples'] as readonly unknown[])[0];
}

/** What is not compared on purpose: Marathon itself forgets or derives it. */
const FORGOTTEN = /^spec\.executorResources|^spec\.healthChecks\.(delaySeconds|ipProtocol)$/;

/** Of a Marathon 1.10. */
const DEFAULTS = { ...defaultsOf('1.10'), defaultNetworkName: 'dcos' };

describe('the defaults of an App', (it) => {
  const root = SCHEMAS.App as Schema;
  const { spec } = root['properties'] as { readonly spec: Schema };
  const all = [...defaultsBelow(spec, root, 'spec', (value) => value as Value)];
  /** As Marathon 1.10 would show the app, on either kind of network where it does not say which itself. */
  const shown = (app: Value, path: string): readonly JsonObject[] => {
    const surroundings = path.startsWith('spec.networks') ? [{}] : [{}, { networks: [{ mode: 'container/bridge' }] }];
    return surroundings.map((around) => normaliseApp('/a', { ...around, ...app } as JsonObject, DEFAULTS));
  };

  for (const { path, without, withValue, default: stated, examples } of all) {
    it(`${path} is what Marathon fills in`, () => {
      assert.equal(shown(withValue(stated), path), shown(without, path));
      if (FORGOTTEN.test(path)) return;
      assert.not.equal(shown(withValue(examples[0]), path), shown(without, path), 'another value makes no difference');
    });
  }
});

describe('the defaults of a Pod', (it) => {
  const root = SCHEMAS.Pod as Schema;
  const { spec } = root['properties'] as { readonly spec: Schema };
  const shown = (pod: Value): JsonObject => normalisePod(pod as JsonObject, DEFAULTS, '*');

  for (const { path, without, withValue, default: stated, examples } of defaultsBelow(spec, root, 'spec', (value) => value as Value)) {
    it(`${path} is what Marathon fills in`, () => {
      assert.equal(shown(withValue(stated)), shown(without));
      // No Marathon keeps it.
      if (path.startsWith('spec.containers.check.')) return;
      assert.not.equal(shown(withValue(examples[0])), shown(without), 'another value makes no difference');
    });
  }
});

/** What the agent leaves open until it is used. */
const LATER = /\.(timeoutSeconds|username|insecure|peers|events)$/;

describe('the defaults of the configuration', (it) => {
  const root: Schema = configSchema;
  const all = [...defaultsBelow(root, root, 'config', (value) => value as Value)].filter(({ path }) => !LATER.test(path));
  for (const { path, without, withValue, default: stated } of all) {
    it(`${path} is what the agent fills in`, async (context) => {
      const file = join(await temporaryFolder(context), 'plumbline.yaml');
      const settingsOf = async (value: Value): Promise<unknown> => {
        await writeFile(file, JSON.stringify(value));
        return loadConfig(file);
      };
      assert.equal(await settingsOf(withValue(stated)), await settingsOf(without));
    });
  }
});
