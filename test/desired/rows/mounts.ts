/** Mistakes in how apps mount volumes. */
import { appOf, mountOf } from '../cluster-files.ts';
import type { MistakeRow } from './row.ts';

const rexray = 'name: pg, provider: dvdi, options: { dvdi/driver: rexray }';
const external = `containerPath: /d, mode: RW, external: { ${rexray} }`;

export const MOUNT_ROWS: readonly MistakeRow[] = [
  {
    name: 'another size than the volume has',
    code: 'desired/volume-mismatch',
    text: mountOf(`{ containerPath: /d, mode: RW, external: { size: ❯8, ${rexray} } }`),
    says: 'asks for 8 GiB, but Volume/pg has 16 GiB',
  },
  {
    name: 'another size in the options',
    code: 'desired/volume-mismatch',
    text: mountOf(`{ ${external.replace('rexray }', "rexray, dvdi/size: ❯'8' }")} }`),
    says: 'asks for 8 GiB',
  },
  {
    name: 'another pool',
    code: 'desired/volume-mismatch',
    text: mountOf(`{ ${external.replace('rexray }', 'rexray, dvdi/volumetype: ❯gold }')} }`),
    says: 'asks for pool gold, but Volume/pg is in pool1',
  },
  {
    name: 'another size in the environment',
    code: 'desired/volume-mismatch',
    text: appOf("cmd: sleep 1\nenv: { DVDI_VOLUME_NAME1: pg, DVDI_VOLUME_OPTS1: ❯'volumetype=pool1,size=5' }"),
    says: 'asks for 5 GiB',
  },
  {
    name: 'two tasks of one volume',
    code: 'desired/app-volume',
    text: mountOf(`{ ${external} }`, 'instances: ❯2'),
    says: 'runs one task, not 2',
  },
  {
    name: 'two tasks of a volume in the environment',
    code: 'desired/app-volume',
    text: appOf('cmd: sleep 1\ninstances: ❯2\nenv: { DVDI_VOLUME_NAME: pg }'),
    says: 'runs one task',
  },
  {
    name: 'a new task beside the old one',
    code: 'desired/app-volume',
    text: mountOf(`{ ${external} }`, 'upgradeStrategy: { minimumHealthCapacity: 0, maximumOverCapacity: ❯0.5 }'),
    says: 'must be 0, not 0.5',
  },
  {
    name: 'one volume for two apps',
    code: 'desired/volume-mounted-twice',
    text: `${appOf('cmd: sleep 1\nenv: { DVDI_VOLUME_NAME: pg }', '/a')}---\n${mountOf(`{ ${external.replace('name: pg', 'name: ❯pg')} }`)}`,
    says: '/a mounts pg too; a volume serves one app. The other one is at prod/x.yaml:6:28.',
  },
  {
    name: 'one volume twice in an app',
    code: 'desired/volume-mounted-twice',
    text: mountOf(`{ ${external} }, { ${external.replace('name: pg', 'name: ❯pg')} }`),
    says: '/x mounts pg twice',
  },
  {
    name: 'a size with type DOCKER',
    code: 'desired/app-volume',
    text: mountOf(`{ containerPath: /d, mode: RW, external: { ❯size: 16, ${rexray} } }`, '', 'DOCKER'),
    says: 'DOCKER takes no size',
  },
  {
    name: 'more options with type DOCKER',
    code: 'desired/app-volume',
    text: mountOf(`{ ${external.replace('rexray }', "rexray, ❯dvdi/iops: '5' }")} }`, '', 'DOCKER'),
    says: 'only the option dvdi/driver',
  },
  {
    name: 'read only with type MESOS',
    code: 'desired/app-volume',
    text: mountOf(`{ ${external.replace('RW', '❯RO')} }`),
    says: 'only as RW',
  },
  {
    name: 'a volume mounted at a dot',
    code: 'desired/app-volume',
    text: mountOf(`{ ${external.replace('/d', '❯.')} }`),
    says: 'cannot be mounted at .',
  },
  {
    name: 'iops that are no number',
    code: 'desired/app-volume',
    text: mountOf(`{ ${external.replace('rexray }', 'rexray, dvdi/iops: ❯many }')} }`),
    says: 'REX-Ray does not take "many"',
  },
  {
    name: 'a volume formatted at each start',
    code: 'desired/app-volume',
    text: mountOf(`{ ${external.replace('rexray }', "rexray, dvdi/overwritefs: ❯'true' }")} }`),
    says: 'formats the volume',
  },
  {
    name: 'more DVDI volumes than digits',
    code: 'desired/app-volume',
    text: appOf('cmd: sleep 1\nenv: { ❯DVDI_VOLUME_NAME10: x }'),
    says: 'one digit',
  },
];
