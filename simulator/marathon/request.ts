/** Reads app definitions out of requests: types, ids, defaults, rules. */
import type { Random } from '../random.ts';
import type { Call } from '../service.ts';
import { appShape } from './app-shape.ts';
import { fillDefaults } from './defaults.ts';
import type { AppDefinition, AppInput } from './definition.ts';
import { invalid, notJson, notSimulated, Refusal, wrongTypes } from './refusal.ts';
import { isObject, readShape } from './shape.ts';
import type { Detail } from './shape.ts';
import { checkApp } from './validation.ts';

/** The body as JSON; throws a 400 when it is none. */
export function bodyOf(call: Call): unknown {
  if (call.json !== undefined) return call.json;
  throw notJson(call.text === '' ? 'No content to map due to end-of-input' : 'Unexpected character or end-of-input');
}

/** What the body says of an app, unknown keys dropped. */
export function readApp(body: unknown): AppInput {
  if (!isObject(body)) throw new Refusal(400, { message: 'Please specify data in JSON format', details: 'an object is expected' });
  refuseLegacyNetworks(body);
  const mistakes: Detail[] = [];
  const input = readShape(appShape, body, '', mistakes) as AppInput;
  if (mistakes.length > 0) throw wrongTypes(mistakes);
  return input;
}

/** Marathon translates these forms of 1.4 and before; here they are refused, so that nobody relies on a half-done job. */
function refuseLegacyNetworks(body: { readonly [name: string]: unknown }): void {
  const container = body['container'];
  const docker = isObject(container) ? container['docker'] : undefined;
  const isLegacy = isObject(docker) && ((docker['network'] ?? null) !== null || (docker['portMappings'] ?? null) !== null);
  if (isLegacy || (body['ipAddress'] ?? null) !== null)
    throw notSimulated('the network fields of Marathon 1.4 (ipAddress, container.docker.network)');
}

/** `shop/web/` -> `/shop/web` */
export function absoluteId(id: string, base = ''): string {
  const path = id.startsWith('/') ? id : `${base}/${id}`;
  return `/${path
    .split('/')
    .filter((segment) => segment !== '')
    .join('/')}`;
}

/** The definition as it would be stored; throws a 422 with its mistakes in no particular order. */
export function complete(input: AppInput, id: string, shuffle: Random): AppDefinition {
  const group = id.slice(0, id.lastIndexOf('/'));
  const dependencies = input.dependencies?.map((dependency) => absoluteId(dependency, group));
  const definition = fillDefaults({ ...input, id, ...(dependencies === undefined ? {} : { dependencies }) });
  const mistakes = checkApp(definition);
  if (mistakes.length > 0) throw invalid(shuffled(mistakes, shuffle));
  return definition;
}

/** partialUpdate: what is left out stays, except the two that Marathon takes from the update even when it has none. */
export function merge(before: AppDefinition, update: AppInput): AppInput {
  const { resourceLimits: _limits, executorResources: _executor, ...kept } = before;
  const { portDefinitions, ...withoutPorts } = kept;
  const replacesPorts = update.ports !== undefined;
  return { ...(replacesPorts || portDefinitions === undefined ? withoutPorts : kept), ...update };
}

export function shuffled<T>(list: readonly T[], random: Random): readonly T[] {
  const tagged = list.map((item) => ({ item, tag: random.below(2 ** 31) }));
  return tagged.toSorted((a, b) => a.tag - b.tag).map(({ item }) => item);
}
