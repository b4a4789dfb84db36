/** Networks and ports. What a missing port list means depends on the network the app is in. */
import type { Json } from '../../../model/ref.ts';
import type { JsonObject } from '../types.ts';
import { asIs, isJsonObject, isList, listOf, orDefault, shape, unlessEmpty } from './rules.ts';
import type { NetworkMode, Rule, Rules } from './rules.ts';

/** The mode of an app as it stands; without networks it is in host mode. */
export function networkModeOf(app: JsonObject): NetworkMode {
  const declared = app['networks'];
  if (!isList(declared) || declared.length === 0) return 'host';
  const hasMode = (mode: NetworkMode): boolean => declared.some((network) => isJsonObject(network) && network['mode'] === mode);
  if (hasMode('host')) return 'host';
  return hasMode('container/bridge') ? 'container/bridge' : 'container';
}

const networksByMode: { readonly [mode in NetworkMode]: Rule } = {
  host: listOf(shape({ mode: asIs })),
  'container/bridge': listOf(shape({ mode: asIs, labels: unlessEmpty })),
  container: listOf(
    shape({
      mode: orDefault('container'),
      name: (name, context) => name ?? context.defaultNetworkName ?? undefined,
      labels: unlessEmpty,
    }),
  ),
};

export const networks: Rule = (value, context) => {
  if (!isList(value) || value.length === 0) return [{ mode: 'host' }];
  return networksByMode[context.networkMode](value, context);
};

/** Only host networking knows it; elsewhere Marathon forces false. */
export const requirePorts: Rule = (value, context) => context.networkMode === 'host' && value === true;

/** Marathon renders both orders as one (MARATHON-8575). */
const protocol: Rule = (value) => (value === 'tcp,udp' ? 'udp,tcp' : (value ?? 'tcp'));

const definitions = listOf(shape({ port: orDefault(0), name: asIs, protocol, labels: unlessEmpty }));
const DEFAULT_DEFINITIONS: Json = [{ port: 0, name: 'default', protocol: 'tcp' }];

/** Absent means one port; an empty list means none. Only host networking has them. */
export const portDefinitions: Rule = (value, context) =>
  context.networkMode === 'host' ? definitions(value ?? DEFAULT_DEFINITIONS, context) : undefined;

const mappingFields: Rules = {
  containerPort: orDefault(0),
  name: asIs,
  protocol,
  servicePort: orDefault(0),
  labels: orDefault({}),
  networkNames: unlessEmpty,
};
const mappings = listOf(shape({ ...mappingFields, hostPort: asIs }));
const bridgeMappings = listOf(shape({ ...mappingFields, hostPort: orDefault(0) }));
const DEFAULT_MAPPINGS: readonly Json[] = [{ name: 'default' }];

/** Of a container. Absent means one mapping, an empty list none; port definitions beyond them become empty mappings. */
export const portMappings: Rule = (value, context) => {
  if (context.networkMode === 'host') return undefined;
  const declared = isList(value) ? value : DEFAULT_MAPPINGS;
  const extra = Math.max(0, context.portDefinitionCount - declared.length);
  const all = extra === 0 ? declared : [...declared, ...Array.from({ length: extra }, () => ({}))];
  return (context.networkMode === 'container/bridge' ? bridgeMappings : mappings)(all, context);
};
