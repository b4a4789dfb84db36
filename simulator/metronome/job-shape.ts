/** The fields of a job (public/api/v1/schema/jobspec.schema.json, v0/schema/jobspec_v0.schema.json). */
import type { Shape } from './shape.ts';

const NAMED_TEXTS: Shape = { map: 'text' };

export const SCHEDULE_SHAPE: Shape = {
  fields: {
    id: 'text',
    cron: 'text',
    timezone: 'text',
    startingDeadlineSeconds: 'whole',
    concurrencyPolicy: { oneOf: ['ALLOW', 'FORBID'] },
    enabled: 'flag',
  },
  required: ['id', 'cron'],
  others: true,
};

const PARAMETERS: Shape = { list: { fields: { key: 'text', value: 'text' }, required: ['key', 'value'] } };

const RUN: Shape = {
  fields: {
    args: { list: 'text' },
    artifacts: { list: { fields: { uri: 'text', executable: 'flag', extract: 'flag', cache: 'flag' }, required: ['uri'] } },
    cmd: 'text',
    cpus: 'number',
    gpus: 'whole',
    disk: 'number',
    networks: {
      list: {
        fields: { name: 'text', mode: { oneOf: ['host', 'container/bridge', 'container'] }, labels: NAMED_TEXTS },
        required: ['mode'],
      },
    },
    ucr: {
      fields: {
        image: { fields: { id: 'text', kind: { oneOf: ['docker', 'appc'] }, forcePull: 'flag' }, required: ['id'] },
        privileged: 'flag',
      },
      required: ['image'],
    },
    docker: { fields: { image: 'text', forcePullImage: 'flag', privileged: 'flag', parameters: PARAMETERS }, required: ['image'] },
    env: { map: 'anything' },
    maxLaunchDelay: 'whole',
    mem: 'number',
    placement: {
      fields: {
        constraints: {
          list: {
            fields: { attribute: 'text', operator: { oneOf: ['IS', 'EQ', 'LIKE', 'UNLIKE'] }, value: 'text' },
            required: ['attribute', 'operator'],
          },
        },
      },
    },
    user: 'text',
    taskKillGracePeriodSeconds: 'number',
    restart: { fields: { policy: { oneOf: ['NEVER', 'ON_FAILURE'] }, activeDeadlineSeconds: 'whole' }, required: ['policy'] },
    volumes: {
      list: {
        fields: { containerPath: 'text', hostPath: 'text', mode: { oneOf: ['RO', 'RW'] }, secret: 'text' },
        required: ['containerPath'],
      },
    },
    secrets: { map: { fields: { source: 'text' }, others: true } },
  },
  required: ['cpus', 'mem', 'disk'],
};

export const JOB_SHAPE: Shape = {
  fields: {
    id: 'text',
    description: 'text',
    dependencies: { list: { fields: { id: 'text' }, others: true } },
    labels: NAMED_TEXTS,
    schedules: { list: SCHEDULE_SHAPE },
    run: RUN,
  },
  required: ['id', 'run'],
};
