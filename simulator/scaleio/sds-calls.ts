/** What can be asked of SDSs, but for maintenance and removal. Each call changes the state or throws a Refusal, never half of it. */
import { makeDevice } from './device-calls.ts';
import { checkFree } from './names.ts';
import { found } from './objects.ts';
import { flag, missing, oneOf, optional, paramsOf, required, wholeNumber } from './params.ts';
import type { Params } from './params.ts';
import { refused } from './rc.ts';
import { mibToKib } from './sizes.ts';
import { newSds, nextSlot } from './start.ts';
import type { ScaleioState, Sds, SdsIp } from './state.ts';

type Setting = (state: ScaleioState, sds: Sds, params: Params) => void;

const ROLES = ['all', 'sdsOnly', 'sdcOnly'] as const;
const DRL_MODES = ['Volatile', 'NonVolatile'] as const;
const PROFILES = ['Compact', 'HighPerformance'] as const;
const LAST_PORT = 65_535;

/** Adds the SDS of a machine that runs at one of the addresses, with the devices that are asked for at once. */
export function createSds(state: ScaleioState, params: Params): Sds {
  const domain = found(state.domains, required(params, 'protectionDomainId'), 'FD_NOT_FOUND');
  const ips = ipsIn(params);
  const ip = ips.find((one) => state.isAlive(one.ip))?.ip;
  const name = optional(params, 'name') ?? `SDS_[${ips[0]?.ip}]`;
  checkFree(name, state.sds, { rc: 'TGT_NAME_IN_USE' });
  for (const one of ips) if (ownerOf(state, one.ip)) throw refused('TGT_ADDR_AND_PORT_IN_USE');
  const faultSetId = faultSetIn(state, domain.id, params);
  // Which code it is for an SDS that cannot be reached is assumed.
  if (ip === undefined) throw refused('COMMUNICATION_ERROR');
  const id = state.ids.next('Sds', nextSlot(state.sds));
  const sds = newSds({ id, name, ip, ips, domainId: domain.id, faultSetId, connected: true });
  for (const [key, set] of ON_CREATE) if (optional(params, key) !== null) set(state, sds, params);
  addWithDevices(state, sds, params);
  return sds;
}

/** All of them, or neither they nor the SDS. */
function addWithDevices(state: ScaleioState, sds: Sds, params: Params): void {
  const infos = params['deviceInfoList'];
  const { sds: before, devices } = state;
  state.sds = [...before, sds];
  try {
    for (const info of Array.isArray(infos) ? infos.map(paramsOf) : []) {
      const pool = found(state.pools, required(info, 'storagePoolId'), 'STORAGE_POOL_NOT_FOUND');
      const testMode = params['deviceTestMode'];
      const fields = { ...info, deviceCurrentPathname: info['devicePath'], name: info['deviceName'], testMode };
      makeDevice(state, { sds, pool }, fields);
    }
  } catch (thrown) {
    Object.assign(state, { sds: before, devices });
    throw thrown;
  }
}

/** Action -> what it does; all of them answer nothing. */
export const SDS_SETTINGS = {
  setSdsName(state, sds, params) {
    const name = required(params, 'name');
    checkFree(name, state.sds, { rc: 'TGT_NAME_IN_USE', own: sds });
    sds.name = name;
  },
  addSdsIp(state, sds, params) {
    const ip = required(params, 'ip');
    const role = oneOf(params, 'role', ROLES);
    const owner = ownerOf(state, ip);
    if (owner) throw refused(owner === sds ? 'TGT_IP_ALREADY_EXISTS' : 'IP_BELONGS_TO_OTHER_TGT');
    sds.ips = checked([...sds.ips, { ip, role }]);
  },
  setSdsIpRole(_, sds, params) {
    const ip = required(params, 'sdsIpToSet');
    const role = oneOf(params, 'newRole', ROLES);
    const now = sds.ips.find((one) => one.ip === ip);
    if (!now) throw refused('TGT_IP_NOT_FOUND');
    if (now.role === role) throw refused('ROLE_ALREADY_SET');
    sds.ips = checked(sds.ips.map((one) => (one === now ? { ip, role } : one)));
  },
  removeSdsIp(_, sds, params) {
    const ip = required(params, 'ip');
    if (!sds.ips.some((one) => one.ip === ip)) throw refused('TGT_IP_NOT_FOUND');
    sds.ips = checked(sds.ips.filter((one) => one.ip !== ip));
  },
  setSdsPort(_, sds, params) {
    const port = wholeNumber(required(params, 'sdsPort'), 'sdsPort');
    if (port === 0 || port > LAST_PORT) throw refused('INVALID_PORT');
    sds.port = port;
  },
  setDrlMode: (_, sds, params) => void (sds.drlMode = oneOf(params, 'drlMode', DRL_MODES)),
  setSdsRmcacheEnabled(_, sds, params) {
    required(params, 'rmcacheEnabled');
    sds.rmcacheEnabled = flag(params, 'rmcacheEnabled');
  },
  setSdsRmcacheSize(_, sds, params) {
    sds.rmcacheKib = mibToKib(wholeNumber(required(params, 'rmcacheSizeInMB'), 'rmcacheSizeInMB'));
  },
  setSdsPerformanceParameters: (_, sds, params) => void (sds.perfProfile = oneOf(params, 'perfProfile', PROFILES)),
  enableRfcache: (_, sds) => void (sds.rfcacheEnabled = true),
  disableRfcache: (_, sds) => void (sds.rfcacheEnabled = false),
} as const satisfies Readonly<Record<string, Setting>>;

/** Parameter of the creation -> the setting that reads it. */
const ON_CREATE: readonly (readonly [string, Setting])[] = [
  ['sdsPort', SDS_SETTINGS.setSdsPort],
  ['drlMode', SDS_SETTINGS.setDrlMode],
  ['rmcacheEnabled', SDS_SETTINGS.setSdsRmcacheEnabled],
  ['rmcacheSizeInKb', (_, sds, params) => void (sds.rmcacheKib = wholeNumber(required(params, 'rmcacheSizeInKb'), 'rmcacheSizeInKb'))],
];

/** `[{SdsIp: {ip, role}}]` as goscaleio writes it, where the role may be left out, or `[{ip, role}]` as PyPowerFlex does. */
function ipsIn(params: Params): readonly SdsIp[] {
  const list = params['sdsIpList'];
  if (!Array.isArray(list) || list.length === 0) throw missing('sdsIpList');
  const ips = list.map((item: unknown) => {
    const entry = paramsOf(paramsOf(item)['SdsIp'] ?? item);
    return { ip: required(entry, 'ip'), role: optional(entry, 'role') === null ? 'all' : oneOf(entry, 'role', ROLES) };
  });
  if (new Set(ips.map(({ ip }) => ip)).size < ips.length) throw refused('TGT_IP_ALREADY_EXISTS');
  return checked(ips);
}

/** SDSs and SDCs each have to find it somewhere. */
function checked(ips: readonly SdsIp[]): readonly SdsIp[] {
  if (!ips.some(({ role }) => role !== 'sdcOnly')) throw refused('TGT_MUST_HAVE_TGT_IP_ROLE');
  if (!ips.some(({ role }) => role !== 'sdsOnly')) throw refused('TGT_MUST_HAVE_INI_IP_ROLE');
  return ips;
}

function ownerOf(state: ScaleioState, ip: string): Sds | undefined {
  return state.sds.find(({ ips }) => ips.some((one) => one.ip === ip));
}

function faultSetIn(state: ScaleioState, domainId: string, params: Params): string | null {
  const id = optional(params, 'faultSetId');
  if (id === null) return null;
  if (found(state.faultSets, id, 'FAULT_SET_NOT_FOUND').domainId !== domainId) throw refused('FD_AND_FS_MISMATCH');
  return id;
}
