/** App definitions Marathon would refuse for what they run in. */
import { appOf, mountOf } from '../cluster-files.ts';
import type { MistakeRow } from './row.ts';

const persistent = (info: string, path = 'd') => mountOf(`{ containerPath: ${path}, mode: RW, persistent: { ${info} } }`);

export const CONTAINER_RULE_ROWS: readonly MistakeRow[] = [
  { name: 'cmd and args', code: 'desired/app-command', text: appOf('cmd: sleep 1\n❯args: [x]'), says: 'both cmd and args' },
  { name: 'nothing to run', code: 'desired/app-command', text: appOf('❯cpus: 1'), says: 'The app runs nothing' },
  {
    name: 'a container without an image',
    code: 'desired/app-container',
    text: appOf('container: ❯{ volumes: [] }'),
    says: 'needs docker.image',
  },
  {
    name: 'docker parameters with type MESOS',
    code: 'desired/app-container',
    text: appOf('container: { type: MESOS, docker: { image: x, ❯parameters: [{ key: a, value: b }] } }'),
    says: 'type DOCKER take docker.parameters',
  },
  {
    name: 'a pull config with type DOCKER',
    code: 'desired/app-container',
    text: appOf('secrets: { s: { source: /s } }\ncontainer: { docker: { image: x, ❯pullConfig: { secret: s } } }'),
    says: 'type MESOS take docker.pullConfig',
  },
  {
    name: 'linux info with type DOCKER',
    code: 'desired/app-container',
    text: appOf('container: { docker: { image: x }, ❯linuxInfo: {} }'),
    says: 'type MESOS take linuxInfo',
  },
  {
    name: 'a check with type DOCKER',
    code: 'desired/app-container',
    text: appOf('container: { docker: { image: x } }\n❯check: { tcp: {} }'),
    says: 'takes no check',
  },
  { name: 'a persistent volume at a path', code: 'desired/app-volume', text: persistent('size: 1', '❯/d'), says: 'without slashes' },
  {
    name: 'a largest size for no mount',
    code: 'desired/app-volume',
    text: persistent('size: 1, maxSize: ❯2'),
    says: 'type mount take maxSize',
  },
  {
    name: 'a largest size below the size',
    code: 'desired/app-volume',
    text: persistent('type: mount, size: 2, maxSize: ❯2'),
    says: 'more than size (2)',
  },
  {
    name: 'constraints on a root volume',
    code: 'desired/app-volume',
    text: persistent('size: 1, constraints: ❯[[path, LIKE, x]]'),
    says: 'type root take no constraints',
  },
  {
    name: 'giving up an agent that holds data',
    code: 'desired/app-volume',
    text: mountOf('{ containerPath: d, mode: RW, persistent: { size: 1 } }', 'unreachableStrategy: ❯{}'),
    says: 'unreachableStrategy: disabled',
  },
  {
    name: 'two networks of different kind',
    code: 'desired/app-network',
    text: appOf('cmd: sleep 1\nnetworks: [{ mode: host }, ❯{ name: a }]'),
    says: 'only container networks',
  },
  {
    name: 'a name for the host network',
    code: 'desired/app-network',
    text: appOf('cmd: sleep 1\nnetworks: [{ mode: host, ❯name: a }]'),
    says: 'has no name',
  },
  {
    name: 'port mappings on the host network',
    code: 'desired/app-network',
    text: appOf('container: { docker: { image: x }, ❯portMappings: [{}] }'),
    says: 'no portMappings',
  },
  {
    name: 'port definitions off the host network',
    code: 'desired/app-network',
    text: appOf('cmd: sleep 1\nnetworks: [{ name: a }]\n❯portDefinitions: [{}]'),
    says: 'for the host network',
  },
  {
    name: 'required ports off the host network',
    code: 'desired/app-network',
    text: appOf('cmd: sleep 1\nnetworks: [{ name: a }]\nrequirePorts: ❯true'),
    says: 'for the host network',
  },
  {
    name: 'a port name twice',
    code: 'desired/app-network',
    text: appOf('cmd: sleep 1\nportDefinitions: [{ name: a }, {}, { name: ❯a }]'),
    says: 'two ports a',
  },
  {
    name: 'a port twice',
    code: 'desired/app-network',
    text: appOf('cmd: sleep 1\nportDefinitions: [{ port: 0 }, { port: 8 }, { port: 0 }, { port: ❯8 }]'),
    says: 'Port 8 is there twice',
  },
  {
    name: 'a port on a network the app is not on',
    code: 'desired/app-network',
    text: appOf('networks: [{ name: a }]\ncontainer: { docker: { image: x }, portMappings: [{ networkNames: [❯b] }] }'),
    says: 'no network b',
  },
];
