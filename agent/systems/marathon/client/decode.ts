/** Marathon's answers, checked and in our words. The checks are by hand: a list may hold thousands of apps. */
import { parseInstant } from '../../../clock.ts';
import { PlumblineError } from '../../../errors.ts';
import { marathonErrors } from '../errors.ts';
import { profileOf, PROFILES } from '../profile.ts';
import type { Profile } from '../profile.ts';
import type { Deployment, JsonObject, LiveApp, MarathonInfo } from '../types.ts';
import { jsonOf } from '../../../http.ts';
import { listOf, numberOf, objectOf, optionalText, textOf, unexpected } from './fields.ts';

/** GET /v2/info. Throws `marathon/unsupported-version` below 1.4. */
export function decodeInfo(body: Buffer): MarathonInfo {
  const info = objectOf(jsonOf(body), '/v2/info');
  const config = objectOf(info['marathon_config'], '/v2/info, marathon_config');
  const version = textOf(info, 'version', '/v2/info');
  return {
    version,
    profile: supportedProfile(version),
    frameworkId: optionalText(info['frameworkId']),
    defaultRole: optionalText(config['mesos_role']) ?? '*',
    defaultNetworkName: optionalText(config['default_network_name']),
    bridgeName: optionalText(config['mesos_bridge_name']) ?? 'mesos-bridge',
  };
}

/** GET /v2/apps: every app by its id. */
export function decodeApps(body: Buffer): ReadonlyMap<string, LiveApp> {
  const apps = new Map<string, LiveApp>();
  for (const entry of listOf(objectOf(jsonOf(body), '/v2/apps')['apps'], '/v2/apps, apps')) {
    const app = decodeApp(entry, '/v2/apps, an app');
    apps.set(app.id, app);
  }
  return apps;
}

/** GET /v2/apps/{id} */
export function decodeOneApp(body: Buffer): LiveApp {
  return decodeApp(objectOf(jsonOf(body), '/v2/apps/{id}')['app'], '/v2/apps/{id}, app');
}

/** GET /v2/deployments */
export function decodeDeployments(body: Buffer): readonly Deployment[] {
  return listOf(jsonOf(body), '/v2/deployments').map((entry) => {
    const deployment = objectOf(entry, '/v2/deployments');
    return {
      id: textOf(deployment, 'id', '/v2/deployments'),
      affectedApps: listOf(deployment['affectedApps'], '/v2/deployments, affectedApps').map(String),
      affectedPods: listOf(deployment['affectedPods'] ?? [], '/v2/deployments, affectedPods').map(String),
      startedAt: parseInstant(textOf(deployment, 'version', '/v2/deployments')),
      movedAt: null,
      currentStep: numberOf(deployment, 'currentStep', '/v2/deployments'),
      totalSteps: numberOf(deployment, 'totalSteps', '/v2/deployments'),
    };
  });
}

/** `place` without the app's id: a text for each of thousands would cost more than the check. */
function decodeApp(value: unknown, place: string): LiveApp {
  const definition = objectOf(value, place);
  return {
    id: textOf(definition, 'id', place),
    version: textOf(definition, 'version', place),
    instances: numberOf(definition, 'instances', place),
    tasks: {
      staged: numberOf(definition, 'tasksStaged', place),
      running: numberOf(definition, 'tasksRunning', place),
      healthy: numberOf(definition, 'tasksHealthy', place),
      unhealthy: numberOf(definition, 'tasksUnhealthy', place),
    },
    deployments: deploymentIds(definition, place),
    definition,
  };
}

const NO_DEPLOYMENTS: readonly string[] = [];

function deploymentIds(definition: JsonObject, place: string): readonly string[] {
  const deployments = listOf(definition['deployments'], place);
  return deployments.length === 0 ? NO_DEPLOYMENTS : deployments.map((entry) => textOf(objectOf(entry, place), 'id', place));
}

function supportedProfile(version: string): Profile {
  const profile = profileOf(version);
  if (profile !== null) return profile;
  if (!/^\d+\.\d+/.test(version)) throw unexpected('/v2/info, version', 'a version such as 1.10.26');
  const message = `Marathon ${version} is too old: Plumbline knows ${PROFILES[0]} and newer.`;
  throw new PlumblineError(marathonErrors.unsupportedVersion, message, { version });
}
