/**
 * What Metronome fills in of a job (api/v1/models/package.scala, model/JobRunSpec.scala, model/ScheduleSpec.scala). It has no
 * profiles: what came later (ucr, secrets, gpus in 0.5.71, networks in 0.6.42, dependencies after 0.6.48) has the same default ever since.
 */

export const JOB_DEFAULTS = { dependencies: [], labels: {}, schedules: [] } as const;

/** `cpus`, `mem` and `disk` have to be said: the schema in front of the reader asks for them. */
export const RUN_DEFAULTS = {
  gpus: 0,
  env: {},
  placement: { constraints: [] },
  artifacts: [],
  maxLaunchDelay: 3600,
  volumes: [],
  restart: { policy: 'NEVER' },
  secrets: {},
  networks: [],
} as const;

export const SCHEDULE_DEFAULTS = { timezone: 'UTC', startingDeadlineSeconds: 900, concurrencyPolicy: 'ALLOW', enabled: true } as const;

export const ARTIFACT_DEFAULTS = { extract: true, executable: false, cache: false } as const;

export const DOCKER_DEFAULTS = { privileged: false, parameters: [], forcePullImage: false } as const;

export const UCR_DEFAULTS = { privileged: false } as const;

export const IMAGE_DEFAULTS = { kind: 'docker', forcePull: false } as const;

/** Older name -> the one that is answered, since 0.5.71 (model/PlacementSpec.scala). */
export const OPERATOR_NAMES: { readonly [older: string]: string } = { EQ: 'IS' };
