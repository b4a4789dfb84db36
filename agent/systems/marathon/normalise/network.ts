/** Networks and ports. What a missing port list means depends on the network the app is in. */
import type { Json } from '../../../model/ref.ts';
import { isSince } from '../profile.ts';
import type { Profile } from '../profile.ts';
import type { Context, NetworkMode } from './context.ts';
import { isList } from './equal.ts';
import { asIs, inPlaceOf, listOf, openPort, orDefault, rule, shape, since, unlessEmpty, until, variant } from './rules.ts';
import type { Rule, Rules } from './rules.ts';
import { setOf } from './sets.ts';

const name: Rule = (value, { defaults }) => value ?? defaults.defaultNetworkName ?? undefined;

export function networksRule(profile: Profile): Rule {
  // Up to 1.4 an address has groups (state/IpAddress.scala).
  const more = { labels: unlessEmpty, ...until<Context>(profile, '1.4', { groups: setOf<Context>(asIs) }) };
  const bridge = { mode: asIs, ...since<Context>(profile, '1.5', { labels: unlessEmpty }) };
  return orHost(
    variant(modeOf, {
      host: listOf(shape({ mode: asIs })),
      'container/bridge': listOf(shape(bridge)),
      container: listOf(shape<Context>({ mode: orDefault('container'), name, ...more })),
    }),
  );
}

const HOST: Json = [{ mode: 'host' }];

function orHost(of: Rule): Rule {
  const { keep, holds } = inPlaceOf(of);
  const given = (networks: Json | undefined): Json => (isList(networks) && networks.length > 0 ? networks : HOST);
  return rule((value, context) => of(given(value), context), {
    keep,
    holds: (kept, value, context) => holds(kept, given(value), context),
  });
}

function modeOf(_: Json | undefined, { networkMode }: Context): NetworkMode {
  return networkMode;
}

/** Only host networking knows it; elsewhere Marathon forces false. */
export const requirePorts: Rule = (value, context) => context.networkMode === 'host' && value === true;

/** Marathon renders both orders as one (MARATHON-8575). */
const protocol: Rule<unknown> = (value) => (value === 'tcp,udp' ? 'udp,tcp' : (value ?? 'tcp'));

const definitions = orDefault(
  [{ port: 0, name: 'default', protocol: 'tcp' }],
  listOf(shape<Context>({ port: openPort, name: asIs, protocol, labels: unlessEmpty })),
);

const nothing: Rule = () => undefined;

/** Absent means one port; an empty list means none. Only host networking has them. */
export const portDefinitions: Rule = variant(modeOf, { host: definitions, 'container/bridge': nothing, container: nothing });

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
  return withEmptyMappings(
    missing,
    variant(modeOf, {
      host: nothing,
      'container/bridge': listOf(shape({ ...fields, hostPort: orDefault(0) })),
      container: listOf(shape({ ...fields, hostPort: asIs })),
    }),
  );
}

function withEmptyMappings(missing: Json, of: Rule): Rule {
  const { keep, holds } = inPlaceOf(of);
  return rule((value, context) => of(filledUp(value ?? missing, context), context), {
    keep,
    // Marathon answers them all.
    holds: (kept, value, context) => holds(kept, value ?? missing, context),
  });
}

function filledUp(mappings: Json, { portDefinitionCount, defaults }: Context): Json {
  const extra = isList(mappings) && isSince(defaults.profile, '1.5') ? portDefinitionCount - mappings.length : 0;
  return isList(mappings) && extra > 0 ? [...mappings, ...Array.from({ length: extra }, () => ({}))] : mappings;
}
