/** Networks and ports. What a missing port list means depends on the network the app is in. */
import type { Json } from '../../../model/ref.ts';
import { isSince } from '../profile.ts';
import type { Profile } from '../profile.ts';
import type { Context, NetworkMode } from './context.ts';
import { isList } from './equal.ts';
import { asIs, holdsOf, listOf, openPort, orDefault, rule, shape, unlessEmpty, until } from './rules.ts';
import type { Rule, Rules } from './rules.ts';
import { setOf } from './sets.ts';

const name: Rule = (value, { defaults }) => value ?? defaults.defaultNetworkName ?? undefined;

export function networksRule(profile: Profile): Rule {
  // Up to 1.4 an address has groups (state/IpAddress.scala).
  const more = { labels: unlessEmpty, ...until<Context>(profile, '1.4', { groups: setOf<Context>(asIs) }) };
  const byMode: { readonly [mode in NetworkMode]: Rule } = {
    host: listOf(shape({ mode: asIs })),
    'container/bridge': listOf(shape(isSince(profile, '1.5') ? { mode: asIs, labels: unlessEmpty } : { mode: asIs })),
    container: listOf(shape<Context>({ mode: orDefault('container'), name, ...more })),
  };
  return rule(
    (value, context) => byMode[context.networkMode](isGiven(value) ? value : HOST, context),
    (form, value, context) => holdsOf(byMode[context.networkMode])(form, isGiven(value) ? value : HOST, context),
  );
}

const HOST: Json = [{ mode: 'host' }];

function isGiven(networks: Json | undefined): boolean {
  return isList(networks) && networks.length > 0;
}

/** Only host networking knows it; elsewhere Marathon forces false. */
export const requirePorts: Rule = (value, context) => context.networkMode === 'host' && value === true;

/** Marathon renders both orders as one (MARATHON-8575). */
const protocol: Rule<unknown> = (value) => (value === 'tcp,udp' ? 'udp,tcp' : (value ?? 'tcp'));

const definitions = orDefault(
  [{ port: 0, name: 'default', protocol: 'tcp' }],
  listOf(shape<Context>({ port: openPort, name: asIs, protocol, labels: unlessEmpty })),
);

/** Absent means one port; an empty list means none. Only host networking has them. */
export const portDefinitions: Rule = rule(
  (value, context) => (context.networkMode === 'host' ? definitions(value, context) : undefined),
  (form, value, context) => (context.networkMode === 'host' ? holdsOf(definitions)(form, value, context) : form === undefined),
);

const mappingFields: Rules = {
  containerPort: orDefault(0),
  name: asIs,
  protocol,
  servicePort: openPort,
  labels: orDefault({}),
};

/** Of a container. Since 1.5 absent means one mapping, an empty list none, and port definitions beyond them become empty mappings. */
export function portMappingsRule(profile: Profile): Rule {
  const fields = isSince(profile, '1.5') ? { ...mappingFields, networkNames: unlessEmpty } : mappingFields;
  const missing: Json = isSince(profile, '1.5') ? [{ name: 'default' }] : [];
  const byMode: { readonly [mode in NetworkMode]: Rule } = {
    host: rule(
      () => undefined,
      (form) => form === undefined,
    ),
    'container/bridge': orDefault(missing, listOf(shape({ ...fields, hostPort: orDefault(0) }))),
    container: orDefault(missing, listOf(shape({ ...fields, hostPort: asIs }))),
  };
  return rule(
    (value, context) => byMode[context.networkMode](withEmptyMappings(value ?? missing, context), context),
    (form, value, context) => holdsOf(byMode[context.networkMode])(form, value, context),
  );
}

function withEmptyMappings(mappings: Json, { portDefinitionCount, defaults }: Context): Json {
  const extra = isList(mappings) && isSince(defaults.profile, '1.5') ? portDefinitionCount - mappings.length : 0;
  return isList(mappings) && extra > 0 ? [...mappings, ...Array.from({ length: extra }, () => ({}))] : mappings;
}
