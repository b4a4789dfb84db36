/** A job with its defaults, and as it is answered (api/v1/models/package.scala). The body has the shape of one. */
import { cronText } from './cron.ts';
import {
  ARTIFACT_DEFAULTS,
  DOCKER_DEFAULTS,
  IMAGE_DEFAULTS,
  JOB_DEFAULTS,
  OPERATOR_NAMES,
  RUN_DEFAULTS,
  SCHEDULE_DEFAULTS,
  UCR_DEFAULTS,
} from './defaults.ts';
import { isObject } from './shape.ts';
import type { JsonObject } from './shape.ts';

export interface Job {
  readonly id: string;
  readonly description?: string;
  readonly dependencies: readonly { readonly id: string }[];
  readonly labels: JsonObject;
  readonly schedules: readonly Schedule[];
  readonly run: JsonObject;
}

export interface Schedule {
  readonly id: string;
  /** As cron-utils prints it. */
  readonly cron: string;
  readonly timezone: string;
  readonly startingDeadlineSeconds: number;
  readonly concurrencyPolicy: string;
  readonly enabled: boolean;
}

export function completeJob(body: JsonObject): Job {
  const { schedules } = body;
  return {
    ...JOB_DEFAULTS,
    ...(body as unknown as Pick<Job, 'id'>),
    ...(Array.isArray(schedules) ? { schedules: schedules.filter(isObject).map(completeSchedule) } : {}),
    run: completeRun(body['run'] as JsonObject),
  };
}

export function completeSchedule(body: JsonObject): Schedule {
  const { id, cron, timezone, startingDeadlineSeconds, concurrencyPolicy, enabled } = {
    ...SCHEDULE_DEFAULTS,
    ...body,
  } as unknown as Schedule;
  return { id, cron: cronText(cron) ?? cron, timezone, startingDeadlineSeconds, concurrencyPolicy, enabled };
}

function completeRun(run: JsonObject): JsonObject {
  return {
    ...RUN_DEFAULTS,
    ...run,
    ...part(run, 'artifacts', (artifact) => ({ ...ARTIFACT_DEFAULTS, ...artifact })),
    ...part(run, 'docker', (docker) => ({ ...DOCKER_DEFAULTS, ...docker })),
    ...part(run, 'ucr', (ucr) => ({ ...UCR_DEFAULTS, ...ucr, ...part(ucr, 'image', (image) => ({ ...IMAGE_DEFAULTS, ...image })) })),
    ...part(run, 'placement', (placement) => ({ constraints: [], ...placement, ...part(placement, 'constraints', constraintIn) })),
    ...part(run, 'networks', withoutNoLabels),
  };
}

function part(fields: JsonObject, name: string, change: (value: JsonObject) => JsonObject): JsonObject {
  const value = fields[name];
  if (isObject(value)) return { [name]: change(value) };
  return Array.isArray(value) ? { [name]: value.filter(isObject).map(change) } : {};
}

function constraintIn(constraint: JsonObject): JsonObject {
  const operator = String(constraint['operator']);
  return { ...constraint, operator: OPERATOR_NAMES[operator] ?? operator };
}

/** Labels are written only where there are any. */
function withoutNoLabels({ labels, ...network }: JsonObject): JsonObject {
  return isObject(labels) && Object.keys(labels).length > 0 ? { ...network, labels } : network;
}
