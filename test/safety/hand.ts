/** What people do to the systems by hand, over the same HTTP as the agent. In the ledger nobody's name stands beside it. */
import { request } from 'undici';
import type { Simulator } from '../../simulator/simulator.ts';

export interface Hand {
  /** Marathon's framework id, ScaleIO's system id. */
  identity(system: 'marathon' | 'scaleio'): Promise<string>;
  /** Sets these fields of an app and lets its deployment end. */
  editApp(id: string, fields: object): Promise<void>;
  /** Makes an app that is declared nowhere. */
  makeApp(id: string, fields?: object): Promise<void>;
  /** The id of a volume of this name. */
  volumeId(name: string): string;
  /** Makes a volume and gives its id. */
  makeVolume(name: string, sizeGiB: number): Promise<string>;
  renameVolume(name: string, newName: string): Promise<void>;
  takeSnapshot(of: string, name: string): Promise<void>;
  /** The id of an object of this type of ScaleIO's, `Sds`, by its name. */
  idOf(type: string, name: string): Promise<string>;
  /** What ScaleIO says of it. */
  read(type: string, name: string): Promise<Readonly<Record<string, unknown>>>;
  /** Any call of ScaleIO's that changes something, below `/api`; gives the new id, if there is one. */
  call(path: string, body?: object): Promise<string>;
  /** An action on an object of this type and name. */
  act(type: string, name: string, action: string, body?: object): Promise<void>;
  /** Unmaps it everywhere and removes it. */
  removeVolume(name: string): Promise<void>;
  /** Maps it to the first host. */
  mapVolume(name: string): Promise<void>;
  unmapVolume(name: string): Promise<void>;
  setThresholds(high: number, critical: number): Promise<void>;
  /** The pool's: `70/75`. */
  thresholds(): Promise<string>;
}

const DEPLOYMENT_MS = 60_000;
const KIB_PER_GIB = 1024 * 1024;

export function handOn(sim: Simulator): Hand {
  const marathon = (method: 'GET' | 'PUT', path: string, body?: object): Promise<unknown> =>
    ask(method, `${sim.marathon}${path}`, { body });
  const scaleio = async (method: 'GET' | 'POST', path: string, body?: object): Promise<unknown> => {
    const { url, username, password } = sim.scaleio;
    const token = String(await ask('GET', `${url}/api/login`, { user: username, password }));
    return ask(method, `${url}/api${path}`, { user: '', password: token, body });
  };
  const first = async (type: string): Promise<Record<string, unknown>> => {
    return ((await scaleio('GET', `/types/${type}/instances`)) as Record<string, unknown>[])[0] ?? {};
  };
  const onVolume = (name: string, action: string, body: object): Promise<unknown> =>
    scaleio('POST', `/instances/Volume::${hand.volumeId(name)}/action/${action}`, body);
  const hand: Hand = {
    async identity(system) {
      if (system === 'scaleio') return String((await first('System'))['id']);
      return String(((await marathon('GET', '/v2/info')) as Record<string, unknown>)['frameworkId']);
    },
    async editApp(id, fields) {
      await marathon('PUT', `/v2/apps${id}`, fields);
      sim.advance(DEPLOYMENT_MS);
    },
    async makeApp(id, fields = {}) {
      await hand.editApp(id, { cmd: 'by hand', cpus: 0.1, mem: 32, instances: 1, ...fields });
    },
    volumeId(name) {
      const volume = sim.world().volumes.find((one) => one.name === name);
      if (volume === undefined) throw new Error(`There is no volume ${name}.`);
      return volume.id;
    },
    async makeVolume(name, sizeGiB) {
      const size = { volumeSizeInKb: String(sizeGiB * KIB_PER_GIB), volumeType: 'ThinProvisioned' };
      const { id: storagePoolId } = await first('StoragePool');
      const made = (await scaleio('POST', '/types/Volume/instances', { name, storagePoolId, ...size })) as { id: string };
      return made.id;
    },
    renameVolume: async (name, newName) => void (await onVolume(name, 'setVolumeName', { newName })),
    async takeSnapshot(of, name) {
      const snapshotDefs = [{ volumeId: hand.volumeId(of), snapshotName: name }];
      await scaleio('POST', '/instances/System/action/snapshotVolumes', { snapshotDefs });
    },
    async read(type, name) {
      const all = (await scaleio('GET', `/types/${type}/instances`)) as Record<string, unknown>[];
      const found = all.find((one) => one['name'] === name);
      if (found === undefined) throw new Error(`There is no ${type} ${name}.`);
      return found;
    },
    idOf: async (type, name) => String((await hand.read(type, name))['id']),
    call: async (path, body = {}) => String(((await scaleio('POST', path, body)) as { readonly id?: string } | null)?.id),
    act: async (type, name, action, body) =>
      void (await hand.call(`/instances/${type}::${await hand.idOf(type, name)}/action/${action}`, body)),
    async removeVolume(name) {
      await hand.unmapVolume(name);
      await onVolume(name, 'removeVolume', { removeMode: 'ONLY_ME' });
    },
    mapVolume: async (name) => void (await onVolume(name, 'addMappedSdc', { sdcId: (await first('Sdc'))['id'] })),
    unmapVolume: async (name) => void (await onVolume(name, 'removeMappedSdc', { allSdcs: '' })),
    async setThresholds(high, critical) {
      const thresholds = { capacityAlertHighThresholdPercent: String(high), capacityAlertCriticalThresholdPercent: String(critical) };
      const { id } = await first('StoragePool');
      await scaleio('POST', `/instances/StoragePool::${String(id)}/action/setCapacityAlertThresholds`, thresholds);
    },
    async thresholds() {
      const { capacityAlertHighThreshold: high, capacityAlertCriticalThreshold: critical } = await first('StoragePool');
      return `${String(high)}/${String(critical)}`;
    },
  };
  return hand;
}

interface Asked {
  readonly user?: string;
  readonly password?: string;
  readonly body?: object | undefined;
}

async function ask(method: 'GET' | 'PUT' | 'POST', url: string, { user, password, body }: Asked): Promise<unknown> {
  const authorization = user === undefined ? {} : { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` };
  const headers = { 'content-type': 'application/json', ...authorization };
  const answer = await request(url, { method, headers, body: body === undefined ? null : JSON.stringify(body) });
  const text = await answer.body.text();
  if (answer.statusCode >= 300) throw new Error(`${method} ${url} answered ${answer.statusCode}: ${text}`);
  return text === '' ? null : JSON.parse(text);
}
