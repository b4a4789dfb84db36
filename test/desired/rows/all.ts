/** Every table of mistakes, by what it is about. */
import { APP_RULE_ROWS } from './app-rules.ts';
import { APP_TASK_RULE_ROWS } from './app-task-rules.ts';
import { APPROVAL_ROWS } from './approvals.ts';
import { CONTAINER_RULE_ROWS } from './container-rules.ts';
import { ENVELOPE_ROWS } from './envelope.ts';
import { FIELD_ROWS } from './fields.ts';
import { FRAMEWORK_ROWS } from './frameworks.ts';
import { JOB_ROWS } from './jobs.ts';
import { MOUNT_ROWS } from './mounts.ts';
import { POD_ROWS } from './pods.ts';
import type { MistakeRow } from './row.ts';
import { POOL_ROWS } from './pools.ts';
import { STORAGE_ROWS } from './storage.ts';
import { SYNC_ROWS } from './sync.ts';
import { TASK_RULE_ROWS } from './task-rules.ts';
import { VOLUME_ROWS } from './volumes.ts';
import { YAML_ROWS } from './yaml.ts';

export const ERROR_TABLES: { readonly [name: string]: readonly MistakeRow[] } = {
  'mistakes around a document': ENVELOPE_ROWS,
  'mistakes of YAML': YAML_ROWS,
  'mistakes in storage': STORAGE_ROWS,
  'mistakes in pools that grow': POOL_ROWS,
  'mistakes in volumes to destroy or rename': VOLUME_ROWS,
  'mistakes in sync': SYNC_ROWS,
  'mistakes in approvals': APPROVAL_ROWS,
  'mistakes in mounting': MOUNT_ROWS,
  'mistakes in frameworks': FRAMEWORK_ROWS,
  'mistakes in jobs': JOB_ROWS,
  'mistakes in pods and groups': POD_ROWS,
  'mistakes in fields of apps': FIELD_ROWS,
  'containers Marathon would refuse': CONTAINER_RULE_ROWS,
  'apps Marathon would refuse for what they run in': APP_RULE_ROWS,
  'apps Marathon would refuse for what they say of tasks': APP_TASK_RULE_ROWS,
  'tasks Marathon would refuse': TASK_RULE_ROWS,
};
