/**
 * The configuration of REX-Ray that matches the declared pools. Pure. Keys: REX-Ray's user guide (libstorage, its Docker
 * modules and the scaleio driver) and what scaleio-framework writes.
 */
import { endpointOf } from './declared.ts';
import type { Declared, Gateway, Service } from './declared.ts';

/** What Marathon and Docker call the driver: the name of the module's socket. */
const USUAL_DRIVER = 'rexray';

/** What has to hold of volumes: git owns them, and a lost host must not keep them. */
const OPERATIONS = {
  // Answers as if it had made or removed the volume.
  create: { disable: true },
  remove: { disable: true },
  mount: { preempt: true },
  // Else a volume stays mapped after an unmount that REX-Ray did not count.
  unmount: { ignoreUsedCount: true },
};

/** There is at least one service. */
export function rexrayConfig({ services, gateway }: Declared): object {
  return {
    rexray: { logLevel: 'warn', modules: Object.fromEntries(services.map(moduleOf)) },
    libstorage: {
      service: services[0]?.name,
      integration: { volume: { operations: OPERATIONS } },
      server: { services: Object.fromEntries(services.map((service) => [service.name, settingsOf(service)])) },
    },
    ...(gateway === null ? {} : { scaleio: settingsOfAll(gateway) }),
  };
}

function moduleOf({ name }: Service, index: number): readonly [string, object] {
  const driver = index === 0 ? USUAL_DRIVER : name;
  return [driver, { type: 'docker', host: `unix:///run/docker/plugins/${driver}.sock`, libstorage: { service: name } }];
}

function settingsOf({ domain, pool }: Service): object {
  return { driver: 'scaleio', scaleio: { protectionDomainName: domain, storagePoolName: pool } };
}

function settingsOfAll(gateway: Gateway): object {
  return { endpoint: endpointOf(gateway), userName: gateway.username, insecure: gateway.insecure };
}

/** What a person should know before it is used, as comments. */
export function notesOf({ gateway }: Declared): readonly string[] {
  return [
    'REX-Ray for the pools that git declares: one service for each pool.',
    'Git owns the volumes: with create and remove disabled, REX-Ray only maps and mounts them.',
    'mount.preempt takes a volume from the host that has it, as if that were powered off: without it a volume stays with a lost',
    'host. A task that still runs there loses its disk, so never let two tasks use one volume.',
    ...(gateway === null
      ? ["Where the gateway is belongs under scaleio: endpoint, userName, insecure; --config FILE takes it from the agent's configuration."]
      : []),
    'The password belongs in the environment: SCALEIO_PASSWORD.',
  ];
}
