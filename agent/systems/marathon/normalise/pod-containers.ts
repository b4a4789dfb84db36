/** The containers of a pod (raml/ContainerConversion.scala). Their check is left out: no Marathon keeps it. */
import type { Profile } from '../profile.ts';
import { isSince } from '../profile.ts';
import { onlyTrue } from './fields.ts';
import { asIs, listOf, omitEmpty, orDefault, shape, since, unlessEmpty } from './rules.ts';
import type { Rule } from './rules.ts';
import type { PodContext } from './pod-context.ts';
import { linuxInfo } from './pod-linux.ts';

const RESOURCES = { cpus: 1, mem: 128, disk: 0, gpus: 0 };

const exec = shape<PodContext>({ command: asIs, overrideEntrypoint: onlyTrue });
const resources = shape<PodContext>({
  cpus: orDefault(RESOURCES.cpus),
  mem: orDefault(RESOURCES.mem),
  disk: orDefault(RESOURCES.disk),
  gpus: orDefault(RESOURCES.gpus),
});
const artifact = shape<PodContext>({
  uri: asIs,
  extract: orDefault(true),
  executable: orDefault(false),
  cache: orDefault(false),
  destPath: asIs,
});
const volumeMount = shape<PodContext>({ name: asIs, mountPath: asIs, readOnly: orDefault(false) });
const healthCheck = shape<PodContext>({
  http: shape<PodContext>({ endpoint: asIs, path: asIs, scheme: orDefault('HTTP') }),
  tcp: shape<PodContext>({ endpoint: asIs }),
  exec: asIs,
  gracePeriodSeconds: orDefault(300),
  intervalSeconds: orDefault(60),
  timeoutSeconds: orDefault(20),
  delaySeconds: orDefault(15),
  maxConsecutiveFailures: orDefault(3),
});

/** Since 1.5 a port without hostPort gets any, unless the pod has an address of its own (PodNormalization.Containers). */
const filledHostPort: Rule<PodContext> = (value, { isOnContainerNetwork }) => value ?? (isOnContainerNetwork ? undefined : 0);

function endpoint(profile: Profile): Rule<PodContext> {
  return shape<PodContext>({
    name: asIs,
    containerPort: asIs,
    hostPort: isSince(profile, '1.5') ? filledHostPort : asIs,
    protocol: unlessEmpty,
    labels: unlessEmpty,
    ...since<PodContext>(profile, '1.5', { networkNames: unlessEmpty }),
  });
}

function image(profile: Profile): Rule<PodContext> {
  return shape<PodContext>({
    kind: asIs,
    id: asIs,
    forcePull: onlyTrue,
    ...since<PodContext>(profile, '1.5', { pullConfig: asIs, labels: unlessEmpty }),
  });
}

export function containers(profile: Profile): Rule<PodContext> {
  return listOf<PodContext>(
    shape<PodContext>({
      name: asIs,
      exec,
      resources: orDefault({}, resources),
      endpoints: omitEmpty(listOf(endpoint(profile))),
      image: image(profile),
      environment: unlessEmpty,
      user: asIs,
      healthCheck,
      volumeMounts: omitEmpty(listOf(volumeMount)),
      artifacts: omitEmpty(listOf(artifact)),
      labels: unlessEmpty,
      lifecycle: unlessEmpty,
      ...since<PodContext>(profile, '1.5', { tty: onlyTrue }),
      ...since<PodContext>(profile, '1.8', { linuxInfo: linuxInfo(profile) }),
      ...since<PodContext>(profile, '1.10', { resourceLimits: unlessEmpty }),
    }),
  );
}
