/** App definitions Marathon would refuse for what else they say: one row for each of its rules across fields. */
import { appOf, mountOf } from '../cluster-files.ts';
import type { MistakeRow } from './row.ts';

const persistent = (info: string) => mountOf(`{ containerPath: d, mode: RW, persistent: { ${info} } }`);

export const APP_RULE_ROWS: readonly MistakeRow[] = [
  {
    name: 'arguments of which there are none',
    code: 'desired/app-command',
    text: appOf('❯args: []'),
    says: 'The app runs nothing',
  },
  {
    name: 'a container of Mesos with nothing to run',
    code: 'desired/app-command',
    text: appOf('❯container: { type: MESOS }'),
    says: 'The app runs nothing',
  },
  {
    name: "Docker's network with type MESOS",
    code: 'desired/app-container',
    text: appOf('container: { type: MESOS, docker: { image: x, ❯network: HOST } }'),
    says: 'type DOCKER take docker.network',
  },
  {
    name: "Docker's port mappings with type MESOS",
    code: 'desired/app-container',
    text: appOf('container: { type: MESOS, docker: { image: x, ❯portMappings: [{}] } }\nnetworks: [{ name: a }]'),
    says: 'type DOCKER take docker.portMappings',
  },
  {
    name: 'graphics processors with type DOCKER',
    code: 'desired/app-container',
    text: appOf('container: { docker: { image: x } }\ngpus: ❯1'),
    says: 'takes no gpus',
  },
  {
    name: 'system calls neither by profile nor unconfined',
    code: 'desired/app-container',
    text: appOf('cmd: sleep 1\ncontainer: { type: MESOS, linuxInfo: { seccomp: ❯{ unconfined: false } } }'),
    says: 'either a profileName or unconfined',
  },
  {
    name: 'a size for memory of the parent',
    code: 'desired/app-container',
    text: appOf('cmd: sleep 1\ncontainer: { type: MESOS, linuxInfo: { ipcInfo: { mode: SHARE_PARENT, ❯shmSize: 1 } } }'),
    says: 'no size of its own',
  },
  {
    name: 'a constraint of a disk that is not about its path',
    code: 'desired/app-volume',
    text: persistent('type: path, size: 1, constraints: [❯[hostname, LIKE, x]]'),
    says: '[path, LIKE, ...]',
  },
  {
    name: 'a constraint of a disk without a value',
    code: 'desired/app-volume',
    text: persistent('type: path, size: 1, constraints: [❯[path, LIKE]]'),
    says: '[path, LIKE, ...]',
  },
  {
    name: 'a volume of another driver twice',
    code: 'desired/app-volume',
    text: mountOf(
      '{ containerPath: /a, mode: RW, external: { name: v, provider: dvdi, options: { dvdi/driver: other } } }, { containerPath: /b, mode: RW, external: { name: ❯v, provider: dvdi, options: { dvdi/driver: other } } }',
    ),
    says: 'mounts v twice',
  },
  {
    name: 'a file system that is no label',
    code: 'desired/app-volume',
    text: mountOf(
      '{ containerPath: /a, mode: RW, external: { name: pg, provider: dvdi, options: { dvdi/driver: rexray, dvdi/newfstype: ❯EXT4 } } }',
    ),
    says: 'does not take "EXT4"',
  },
  {
    name: 'labels for the host network',
    code: 'desired/app-network',
    text: appOf('cmd: sleep 1\nnetworks: [{ mode: host, ❯labels: { a: b } }]'),
    says: 'A host network has no labels',
  },
  {
    name: 'a network twice',
    code: 'desired/app-network',
    text: appOf('cmd: sleep 1\nnetworks: [{ name: a }, ❯{ name: a }]'),
    says: 'on this network already',
  },
  {
    name: 'two networks without a name',
    code: 'desired/app-network',
    text: appOf('cmd: sleep 1\nnetworks: [{}, ❯{}]'),
    says: 'on this network already',
  },
  {
    name: 'two networks with type DOCKER',
    code: 'desired/app-network',
    text: appOf('container: { docker: { image: x } }\nnetworks: [{ name: a }, ❯{ name: b }]'),
    says: 'on one network at most',
  },
  {
    name: 'a port of the host on any of two networks',
    code: 'desired/app-network',
    text: appOf('networks: [{ name: a }, { name: b }]\ncontainer: { type: MESOS, docker: { image: x }, portMappings: [{ hostPort: ❯0 }] }'),
    says: 'on which one of them',
  },
  {
    name: 'an old port twice',
    code: 'desired/app-network',
    text: appOf('cmd: sleep 1\nports: [0, 8, 0, ❯8]'),
    says: 'Port 8 is there twice',
  },
  {
    name: 'an old port name twice',
    code: 'desired/app-network',
    text: appOf('container: { docker: { image: x, network: BRIDGE, portMappings: [{ name: a }, { name: ❯a }] } }'),
    says: 'two ports a',
  },
  {
    name: 'ports beside an address',
    code: 'desired/app-old-words',
    text: appOf('cmd: sleep 1\nipAddress: {}\n❯ports: [0]'),
    says: 'ipAddress is another one',
  },
  {
    name: 'port definitions beside an address',
    code: 'desired/app-old-words',
    text: appOf('cmd: sleep 1\nipAddress: {}\n❯portDefinitions: [{}]'),
    says: 'ipAddress is another one',
  },
];
