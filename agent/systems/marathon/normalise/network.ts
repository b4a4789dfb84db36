/** Networks and ports. What a missing port list means depends on the network the app is in. */
import type { Json } from '../../../model/ref.ts';
import type { JsonObject } from '../types.ts';
import { asIs, isJsonObject, isList, listOf, orDefault, shape, unlessEmpty } from './rules.ts';
import type { Context, Rule, Rules } from './rules.ts';

type Mode = 'host' | 'container/bridge' | 'container';

/** The mode of an app as it stands; without networks it is in host mode. */
export function networkMode(app: JsonObject): Mode {
  const declared = isList(app['networks']) ? app['networks'].filter(isJsonObject) : [];
  if (declared.length === 0 || declared.some((network) => network['mode'] === 'host')) return 'host';
  return declared.some((network) => network['mode'] === 'container/bridge') ? 'container/bridge' : 'container';
}

const networkByMode: { readonly [mode in Mode]: Rule } = {
  host: shape({ mode: asIs }),
  'container/bridge': shape({ mode: asIs, labels: unlessEmpty }),
  container: shape({
    mode: orDefault('container'),
    name: (name, context) => name ?? context.defaultNetworkName ?? undefined,
    labels: unlessEmpty,
  }),
};

export const networks: Rule = (value, context) => {
  if (!isList(value) || value.length === 0) return [{ mode: 'host' }];
  return listOf(networkByMode[networkMode(context.app)])(value, context);
};

/** Only host networking knows it; elsewhere Marathon forces false. */
export const requirePorts: Rule = (value, context) => networkMode(context.app) === 'host' && value === true;

/** Marathon renders both orders as one (MARATHON-8575). */
const protocol: Rule = (value) => (value === 'tcp,udp' ? 'udp,tcp' : (value ?? 'tcp'));

const definitions = listOf(shape({ port: orDefault(0), name: asIs, protocol, labels: unlessEmpty }));
const DEFAULT_DEFINITIONS: Json = [{ port: 0, name: 'default', protocol: 'tcp' }];

/** Absent means one port; an empty list means none. Only host networking has them. */
export const portDefinitions: Rule = (value, context) =>
  networkMode(context.app) === 'host' ? definitions(value ?? DEFAULT_DEFINITIONS, context) : undefined;

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
  const mode = networkMode(context.app);
  if (mode === 'host') return undefined;
  const declared = isList(value) ? value : DEFAULT_MAPPINGS;
  const extra = Math.max(0, definitionCount(context) - declared.length);
  const all = [...declared, ...Array.from({ length: extra }, () => ({}))];
  return (mode === 'container/bridge' ? bridgeMappings : mappings)(all, context);
};

function definitionCount(context: Context): number {
  const declared = context.app['portDefinitions'];
  return isList(declared) ? declared.length : 0;
}
