/** What the rules of an app may look at besides the value. Worked out once per app: there may be thousands. */
import type { Json } from '../../../model/ref.ts';
import type { Profile } from '../profile.ts';
import type { JsonObject, MarathonInfo } from '../types.ts';
import { isJsonObject, isList } from './equal.ts';

/** What a Marathon says of itself that normal forms depend on. */
export type Defaults = Pick<MarathonInfo, 'version' | 'profile' | 'defaultRole' | 'defaultNetworkName' | 'bridgeName'>;

/** For definitions that leave nothing to what the Marathon says of itself: what is live, and what was planned beside it. */
export function defaultsOf(profile: Profile): Defaults {
  return { version: profile, profile, defaultRole: '*', defaultNetworkName: null, bridgeName: 'mesos-bridge' };
}

export type NetworkMode = 'host' | 'container/bridge' | 'container';

export interface Context {
  readonly id: string;
  readonly defaults: Defaults;
  readonly networkMode: NetworkMode;
  readonly portDefinitionCount: number;
  readonly hasPersistentVolume: boolean;
  readonly hasExternalVolume: boolean;
  /** Whether the app says what becomes of its local data: up to 1.5 that is heeded. */
  readonly hasResidency: boolean;
}

/** Of an app in today's words: see `modernised`. */
export function contextOf(id: string, app: JsonObject, defaults: Defaults): Context {
  const portDefinitions = app['portDefinitions'];
  return {
    id,
    defaults,
    networkMode: networkModeOf(app),
    portDefinitionCount: isList(portDefinitions) ? portDefinitions.length : 0,
    hasPersistentVolume: hasVolume(app, 'persistent'),
    hasExternalVolume: hasVolume(app, 'external'),
    hasResidency: isJsonObject(app['residency']),
  };
}

/** The mode of an app as it stands; without networks it is in host mode. */
function networkModeOf(app: JsonObject): NetworkMode {
  const networks = app['networks'];
  if (!isList(networks) || networks.length === 0) return 'host';
  const modes = networks.map((network) => (isJsonObject(network) ? network['mode'] : undefined));
  if (modes.includes('host')) return 'host';
  return modes.includes('container/bridge') ? 'container/bridge' : 'container';
}

/** Whether some volume of the app is of this kind: `persistent` (local) or `external`. */
export function hasVolume(app: JsonObject, kind: 'persistent' | 'external'): boolean {
  return volumesOf(app).some((entry) => isJsonObject(entry) && isJsonObject(entry[kind]));
}

export function volumesOf(app: JsonObject): readonly Json[] {
  const container = app['container'];
  const volumes = isJsonObject(container) ? container['volumes'] : undefined;
  return isList(volumes) ? volumes : [];
}
