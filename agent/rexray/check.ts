/** Holds a given configuration of REX-Ray against the declared pools. Pure. */
import { ambiguousPools, endpointOf } from './declared.ts';
import type { Declared, Gateway, Service } from './declared.ts';
import { parseGiven } from './given.ts';
import type { Given, Remark } from './given.ts';

type Path = readonly string[];

/** What differs from the declared pools, or puts data at risk, in the order of its lines. */
export function checkRexray(text: string, { services, gateway }: Declared): readonly Remark[] {
  const { given, remarks } = parseGiven(text);
  if (given === null) return remarks;
  const found = givenServices(given);
  const all = [
    ...remarks,
    ...missing(services, found),
    ...found.flatMap((service) => undeclared(service, services)),
    ...operations(given),
    ...modules(given, found),
    ...access(given, gateway),
    ...ambiguousPools(services).map((why): Remark => ({ line: 1, kind: 'differs', text: why })),
  ];
  return all.toSorted((one, other) => one.line - other.line);
}

interface GivenService {
  readonly name: string;
  readonly pool: string | null;
  readonly domain: string | null;
  /** Of its pool. */
  readonly line: number;
}

const SERVICES: Path = ['libstorage', 'server', 'services'];

/** Those of the scaleio driver; a service inherits what it does not say. Without any the root is one. */
function givenServices(given: Given): readonly GivenService[] {
  const names = given.keys(SERVICES);
  if (names.length === 0) return [serviceAt(given, given.text(['libstorage', 'service']) ?? 'scaleio', [])];
  const ofScaleio = names.filter((name) => (given.text([...SERVICES, name, 'driver']) ?? 'scaleio') === 'scaleio');
  return ofScaleio.map((name) => serviceAt(given, name, [...SERVICES, name]));
}

function serviceAt(given: Given, name: string, at: Path): GivenService {
  const setting = (key: string): string | null => given.text([...at, 'scaleio', key]) ?? given.text(['scaleio', key]);
  const line = given.line([...at, 'scaleio', 'storagePoolName']);
  return { name, pool: setting('storagePoolName'), domain: setting('protectionDomainName'), line };
}

function missing(services: readonly Service[], found: readonly GivenService[]): readonly Remark[] {
  return services
    .filter(({ pool }) => found.every((each) => each.pool !== pool))
    .map(({ pool, domain, file }) => {
      const text = `no service has pool ${pool} of protection domain ${domain}, which ${file} declares`;
      return { line: 1, kind: 'differs', text };
    });
}

function undeclared({ name, pool, domain, line }: GivenService, services: readonly Service[]): readonly Remark[] {
  const differs = (text: string): readonly Remark[] => [{ line, kind: 'differs', text: `service ${name} ${text}` }];
  if (pool === null) return differs('does not name its pool: set scaleio.storagePoolName, so that it can be compared');
  const declared = services.filter((service) => service.pool === pool);
  if (declared.length === 0) return differs(`has pool ${shown(pool)}, which is not declared`);
  if (domain === null || declared.some((service) => service.domain === domain)) return [];
  return differs(`looks for pool ${pool} in protection domain ${shown(domain)}, but it is declared in ${declared[0]?.domain}`);
}

/** A name of theirs, cut where it is no name any more. */
function shown(text: string): string {
  return text.length > LONGEST_NAME ? `${text.slice(0, LONGEST_NAME)}...` : text;
}

const LONGEST_NAME = 40;

/** Every one is false unless it is set. */
const RULES: readonly { readonly path: Path; readonly want: boolean; readonly kind: Remark['kind']; readonly why: string }[] = [
  {
    path: ['create', 'disable'],
    want: true,
    kind: 'dangerous',
    why: 'whoever mounts a name that is not there gets a new, empty volume that git does not know',
  },
  { path: ['remove', 'disable'], want: true, kind: 'dangerous', why: 'removing a volume in Docker destroys its data, past every Approval' },
  { path: ['remove', 'force'], want: false, kind: 'dangerous', why: 'a volume is removed even with data on it' },
  { path: ['mount', 'preempt'], want: true, kind: 'differs', why: 'when a host is lost, its volumes stay with it' },
];

/** At the root, and wherever something overrides it. */
function operations(given: Given): readonly Remark[] {
  const overriding: readonly Path[] = [
    ...given.keys(['rexray', 'modules']).map((name) => ['rexray', 'modules', name]),
    ...given.keys(SERVICES).map((name) => [...SERVICES, name]),
  ];
  return RULES.flatMap(({ path, want, kind, why }) => {
    const at = (base: Path): Path => [...base, 'libstorage', 'integration', 'volume', 'operations', ...path];
    const isWrong = (base: Path): boolean => (given.flag(at(base)) ?? (base.length === 0 ? false : want)) !== want;
    return [[], ...overriding].filter(isWrong).map((base) => {
      const text = `${at(base).join('.')} has to be ${want}: ${why}`;
      return { line: given.line(at(base)), kind, text };
    });
  });
}

function modules(given: Given, found: readonly GivenService[]): readonly Remark[] {
  return given.keys(['rexray', 'modules']).flatMap((name): readonly Remark[] => {
    const path = ['rexray', 'modules', name, 'libstorage', 'service'];
    const service = given.text(path);
    if (service === null || found.some((each) => each.name === service)) return [];
    const text = `module ${name} uses service ${shown(service)}, which is none of ${found.map((each) => each.name).join(', ')}`;
    return [{ line: given.line(path), kind: 'differs', text }];
  });
}

function access(given: Given, gateway: Gateway | null): readonly Remark[] {
  const bases: readonly Path[] = [[], ...given.keys(SERVICES).map((name) => [...SERVICES, name])];
  return bases.flatMap((base) => {
    const at = (key: string): Path => [...base, 'scaleio', key];
    const remark = (kind: Remark['kind'], key: string, why: string): Remark => ({
      line: given.line(at(key)),
      kind,
      text: `${at(key).join('.')} ${why}`,
    });
    const endpoint = given.text(at('endpoint'));
    const remarks: Remark[] = [];
    if (given.text(at('password')) !== null) {
      remarks.push(remark('dangerous', 'password', 'stands here for everybody to read: leave it out, and set SCALEIO_PASSWORD'));
    }
    if (given.flag(at('insecure')) === true && gateway?.insecure !== true) {
      remarks.push(remark('dangerous', 'insecure', 'lets anybody pose as the gateway'));
    }
    if (endpoint !== null && gateway !== null && endpoint.replace(/\/+$/, '') !== endpointOf(gateway)) {
      remarks.push(remark('differs', 'endpoint', `is another address than that of the agent, ${endpointOf(gateway)}`));
    }
    return remarks;
  });
}
