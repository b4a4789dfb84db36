/** What an app runs, where and with how much. */
import type { AppSpec } from '../../../../agent/model/kinds.gen.ts';
import { isolated } from '../linux.ts';
import { without } from '../repair.ts';
import type { Repair } from '../repair.ts';

/** What fits the type of the container: a check and gpus need Mesos, parameters need Docker. */
export const container: Repair<AppSpec> = (spec) => {
  const { container: given } = spec;
  if (given === undefined) return spec;
  if (given.type === 'MESOS') {
    const { docker: image, linuxInfo } = given;
    const isolation = linuxInfo === undefined ? {} : { linuxInfo: isolated(linuxInfo) };
    return { ...spec, container: { ...given, ...(image && { docker: without(image, 'parameters') }), ...isolation } };
  }
  const docker = without(given.docker ?? { image: 'busybox' }, 'pullConfig');
  return { ...without(spec, 'check', 'gpus'), container: { ...without(given, 'linuxInfo'), docker } };
};

/** One of cmd and args, or an image that runs something by itself. */
export const command: Repair<AppSpec> = (spec) => {
  const { cmd, args = [] } = spec;
  if (cmd !== undefined && spec.args !== undefined) return without(spec, args.length > 0 && cmd.length % 2 === 0 ? 'cmd' : 'args');
  const runsImage = spec.container?.docker !== undefined;
  return cmd !== undefined || args.length > 0 || runsImage ? spec : { ...without(spec, 'args'), cmd: 'sleep 1000' };
};

/** Marathon sets no bound; each task is played. */
const MOST_INSTANCES = 20;

export const instances: Repair<AppSpec> = (spec) =>
  (spec.instances ?? 0) > MOST_INSTANCES ? { ...spec, instances: (spec.instances ?? 0) % MOST_INSTANCES } : spec;

/** Limits are at least what is asked for. */
export const limits: Repair<AppSpec> = (spec) => {
  const { resourceLimits } = spec;
  if (resourceLimits === undefined) return spec;
  // Marathon restarts an app for limits that limit nothing; for the agent they are none.
  if (Object.keys(resourceLimits).length === 0) return without(spec, 'resourceLimits');
  const least = { cpus: spec.cpus ?? 1, mem: spec.mem ?? 128 };
  const raised = (['cpus', 'mem'] as const).filter((name) => {
    const limit = resourceLimits[name];
    return typeof limit === 'number' && limit < least[name];
  });
  return { ...spec, resourceLimits: { ...resourceLimits, ...Object.fromEntries(raised.map((name) => [name, least[name]])) } };
};

const EXECUTOR = /^(|\/\/cmd|\/?[^/]+(\/[^/]+)*)$/;

/** A path, or Mesos's own. */
export const executor: Repair<AppSpec> = (spec) =>
  spec.executor === undefined || EXECUTOR.test(spec.executor) ? spec : { ...spec, executor: '//cmd' };

/** Every variable has a name. */
export const variables: Repair<AppSpec> = (spec) =>
  spec.env === undefined || !Object.hasOwn(spec.env, '') ? spec : { ...spec, env: without(spec.env, '') };
