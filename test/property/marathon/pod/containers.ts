/** What a pod runs, and what its containers share. */
import type { PodCheck, PodContainer, PodEndpoint, PodHealthCheck, PodSpec, PodVolume } from '../../../../agent/model/kinds.gen.ts';
import type { Profile } from '../../../../agent/systems/marathon/profile.ts';
import { isolated } from '../linux.ts';
import { reserved } from '../placing.ts';
import { distinctBy, oneOf, without } from '../repair.ts';
import type { Repair } from '../repair.ts';

/** Different names; limits at least what is asked for, and none where one cgroup is shared; checks of what is there. */
export const containers: Repair<PodSpec> = (spec) => {
  const all = spec.containers ?? [{ name: 'web', resources: {} }];
  const once = distinctBy(all, ({ name }) => name);
  return { ...spec, containers: once.map((container) => repairedContainer(container, spec.legacySharedCgroups === true)) };
};

function repairedContainer(container: PodContainer, isShared: boolean): PodContainer {
  const { resourceLimits, healthCheck, check, linuxInfo, endpoints } = container;
  const resources = inThousandths(container.resources);
  const least = { cpus: resources.cpus ?? 1, mem: resources.mem ?? 128 };
  const raised = (['cpus', 'mem'] as const).filter((name) => {
    const limit = resourceLimits?.[name];
    return typeof limit === 'number' && limit < least[name];
  });
  const limits = { ...resourceLimits, ...Object.fromEntries(raised.map((name) => [name, least[name]])) };
  return {
    ...(isShared ? without(container, 'resourceLimits') : container),
    resources,
    ...(isShared || resourceLimits === undefined ? {} : { resourceLimits: limits }),
    ...(healthCheck === undefined ? {} : { healthCheck: prompt(oneWay(healthCheck, endpoints)) }),
    ...(check === undefined ? {} : { check: oneWay(check, endpoints) }),
    ...(linuxInfo === undefined ? {} : { linuxInfo: isolated(linuxInfo) }),
  };
}

/** As Mesos counts: of less the sum, which a pod with local volumes keeps, would not tell. */
function inThousandths(resources: PodContainer['resources']): PodContainer['resources'] {
  return Object.fromEntries(
    Object.entries(resources).map(([name, value]) => [name, Number.isInteger(value) ? value : Math.round(value * 1000) / 1000]),
  );
}

/** One of three ways to ask; an endpoint that the container has. */
function oneWay<C extends PodCheck | PodHealthCheck>(check: C, endpoints: readonly PodEndpoint[] = []): C {
  const names = endpoints.map(({ name }) => name);
  const [first, ...more] = names;
  const ways = (['http', 'tcp', 'exec'] as const).filter((way) => check[way] !== undefined && (way === 'exec' || first !== undefined));
  const kept = without(check, 'http', 'tcp', 'exec');
  const [one, ...others] = ways;
  if (one === undefined) return { ...kept, exec: check.exec ?? { command: { shell: 'true' } } } as C;
  const way = oneOf([one, ...others], JSON.stringify(check[one]));
  if (way === 'exec' || first === undefined) return { ...kept, exec: check.exec } as C;
  const asked = check[way]?.endpoint ?? first;
  return { ...kept, [way]: { ...check[way], endpoint: names.includes(asked) ? asked : oneOf([first, ...more], asked) } } as unknown as C;
}

function prompt(check: PodHealthCheck): PodHealthCheck {
  const { intervalSeconds = 60, timeoutSeconds = 20 } = check;
  return timeoutSeconds < intervalSeconds ? check : { ...check, intervalSeconds: timeoutSeconds + 1 };
}

/** Each volume once, and mounted; each mount of a volume that is there. */
export const volumes: Repair<PodSpec> = (spec, profile) => {
  const declared = distinctBy(spec.volumes ?? [], ({ name }) => name).map((one) => volume(one, profile));
  const names = declared.map(({ name }) => name);
  const [first, ...more] = names;
  const mounting = (spec.containers ?? []).map((container) => {
    if (container.volumeMounts === undefined) return container;
    const known = container.volumeMounts.map((mount) => {
      return first === undefined || names.includes(mount.name) ? mount : { ...mount, name: oneOf([first, ...more], mount.mountPath) };
    });
    return { ...container, volumeMounts: first === undefined ? [] : [...distinctBy(known, ({ mountPath }) => mountPath)] };
  });
  const mounted = new Set(mounting.flatMap(({ volumeMounts = [] }) => volumeMounts.map(({ name }) => name)));
  const used = declared.filter(({ name }) => mounted.has(name));
  return { ...spec, containers: mounting, ...(spec.volumes === undefined ? {} : { volumes: used }) };
};

function volume(given: PodVolume, profile: Profile): PodVolume {
  return 'persistent' in given ? { ...given, persistent: reserved(given.persistent, profile) } : given;
}
