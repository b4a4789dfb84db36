/** The ScaleIO side of a simulator, over HTTP. */
import type { Simulator } from '../../../simulator/simulator.ts';
import { send } from '../simulated.ts';
import type { Method, Reply } from '../simulated.ts';

export interface Storage {
  get(path: string): Promise<Reply>;
  post(path: string, body: object): Promise<Reply>;
  /** A thin volume of 16 GiB in the pool. */
  createVolume(name: string): Promise<Reply>;
  /** Addresses of the hosts that a volume is mapped to. */
  mappedTo(name: string): Promise<readonly string[]>;
}

const SIZE_KIB = 16 * 1024 * 1024;

export async function scaleioOf({ scaleio }: Simulator): Promise<Storage> {
  const basic = (name: string, password: string): string => `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;
  const call = async (method: Method, path: string, body?: unknown): Promise<Reply> => {
    const login = await send(scaleio.url, {
      method: 'GET',
      path: '/api/login',
      body: undefined,
      headers: { authorization: basic(scaleio.username, scaleio.password) },
    });
    return send(scaleio.url, { method, path, body, headers: { authorization: basic('', JSON.parse(login.text)) } });
  };
  const [pool] = (await call('GET', '/api/types/StoragePool/instances')).list;
  return {
    get: (path) => call('GET', path),
    post: (path, body) => call('POST', path, body),
    createVolume: (name) =>
      call('POST', '/api/types/Volume/instances', {
        name,
        storagePoolId: pool?.id,
        volumeSizeInKb: String(SIZE_KIB),
        volumeType: 'ThinProvisioned',
      }),
    async mappedTo(name) {
      const volumes = (await call('GET', '/api/types/Volume/instances')).list;
      return volumes.filter((volume) => volume.name === name).flatMap((volume) => (volume.mappedSdcInfo ?? []).map(({ sdcIp }) => sdcIp));
    },
  };
}
