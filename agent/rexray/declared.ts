/** What REX-Ray has to know: a service for each declared pool, and where the gateway is. Pure. */
import type { Desired } from '../model/desired.ts';

export interface Service {
  readonly name: string;
  /** As ScaleIO names both. */
  readonly pool: string;
  readonly domain: string;
  /** Where the pool is declared. */
  readonly file: string;
}

export interface Gateway {
  readonly url: string;
  readonly username: string;
  readonly insecure: boolean;
}

export interface Declared {
  /** In the order of their names; the first is the one that is used unless another is asked for. */
  readonly services: readonly Service[];
  /** Null: no configuration of the agent was named. */
  readonly gateway: Gateway | null;
}

export function servicesOf({ docs }: Desired): readonly Service[] {
  const services = [...docs.StoragePool.values()]
    .filter(({ state }) => state === 'present')
    .map(({ name, spec, origin }) => {
      const domain = docs.ProtectionDomain.get(spec.protectionDomain)?.spec.name ?? spec.protectionDomain;
      return { name, pool: spec.name ?? name, domain, file: origin.file };
    });
  return services.toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

/** What REX-Ray cannot tell apart: it looks a pool up by its name in the whole system. One sentence for each name. */
export function ambiguousPools(services: readonly Service[]): readonly string[] {
  const pools = services.map(({ pool }) => pool);
  const repeated = new Set(pools.filter((pool, index) => pools.indexOf(pool) !== index));
  return [...repeated].map(
    (pool) => `REX-Ray looks pools up by name in the whole system, and several are called ${pool}: rename all but one`,
  );
}

/** REX-Ray wants the address with the path of the API. */
export function endpointOf({ url }: Gateway): string {
  return `${url.replace(/\/+$/, '')}/api`;
}
