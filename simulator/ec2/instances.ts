/** Finding instances. */
import type { Host } from '../service.ts';
import { incorrectState, noInstance } from './refusal.ts';
import type { Account, Instance } from './state.ts';

/** The machine that a host is now; null: it is dead. */
export function instanceOn(account: Account, host: Pick<Host, 'name'>): Instance | null {
  return account.instances.find((one) => one.host.name === host.name && one.terminatedMs === null) ?? null;
}

export function instanceOf(account: Account, id: string): Instance {
  const instance = account.instances.find((one) => one.id === id);
  if (!instance) throw noInstance(id);
  return instance;
}

export function runningInstance(account: Account, id: string): Instance {
  const instance = instanceOf(account, id);
  if (instance.terminatedMs !== null) throw incorrectState(`Instance '${id}' is not 'running'.`);
  return instance;
}
