/** The shape that containers of apps are read with, old forms included (RAML types appContainer, volumes, docker, linux). */
import { isObject } from './shape.ts';
import type { Bounded, Shape } from './shape.ts';

export const strings: Shape = { list: 'string' };
export const texts: Shape = { map: 'string' };
export const port: Bounded = { is: 'integer', min: 0, max: 65_535 };
export const notNegative: Bounded = { is: 'integer', min: 0 };
export const filled: Bounded = { is: 'string', min: 1 };
export const portName: Bounded = { is: 'string', min: 1, pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/ };
export const protocol: Shape = { oneOf: ['tcp', 'udp', 'udp,tcp'] };
const uniqueName: Bounded = { ...portName, max: 63 };
const mode: Shape = { oneOf: ['RO', 'RW'] };

const external: Shape = { fields: { name: 'string', provider: 'string', size: notNegative, options: texts, shared: 'boolean' } };

const persistent: Shape = {
  fields: {
    type: { oneOf: ['root', 'path', 'mount'] },
    size: notNegative,
    maxSize: notNegative,
    profileName: 'string',
    constraints: { list: strings },
  },
  required: ['size'],
};

/** A volume is what its fields make of it; the others are not even read. */
function volumeOf(value: unknown): Shape {
  const isGiven = (name: string): boolean => isObject(value) && (value[name] ?? null) !== null;
  if (isGiven('persistent')) return { fields: { containerPath: filled, mode, persistent }, required: ['containerPath', 'mode'] };
  if (isGiven('external')) return { fields: { containerPath: filled, mode, external }, required: ['containerPath', 'mode'] };
  if (isGiven('secret')) return { fields: { containerPath: filled, secret: filled }, required: ['containerPath'] };
  return { fields: { containerPath: filled, hostPath: filled, mode }, required: ['containerPath', 'hostPath', 'mode'] };
}

export const portMapping: Shape = {
  fields: {
    containerPort: port,
    hostPort: port,
    servicePort: port,
    protocol,
    name: portName,
    labels: texts,
    networkNames: { list: uniqueName },
  },
};

const docker: Shape = {
  fields: {
    image: filled,
    forcePullImage: 'boolean',
    privileged: 'boolean',
    parameters: { list: { fields: { key: filled, value: 'string' }, required: ['key', 'value'] } },
    pullConfig: { fields: { secret: filled }, required: ['secret'] },
    credential: { fields: { principal: 'string', secret: 'string' }, required: ['principal'] },
    network: { oneOf: ['BRIDGE', 'HOST', 'NONE', 'USER'] },
    portMappings: { list: portMapping },
  },
  required: ['image'],
};

const linuxInfo: Shape = {
  fields: {
    seccomp: { fields: { profileName: 'string', unconfined: 'boolean' } },
    ipcInfo: { fields: { mode: { oneOf: ['PRIVATE', 'SHARE_PARENT'] }, shmSize: 'integer' }, required: ['mode'] },
  },
};

export const container: Shape = {
  fields: {
    type: { oneOf: ['MESOS', 'DOCKER'] },
    docker,
    appc: { fields: { image: filled, id: 'string', labels: texts, forcePullImage: 'boolean' }, required: ['image'] },
    volumes: { list: { choose: volumeOf } },
    portMappings: { list: portMapping },
    linuxInfo,
  },
};
