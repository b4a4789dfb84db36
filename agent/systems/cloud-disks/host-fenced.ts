/** Whether a machine can do no harm any more: it is stopped, or gone. Pure. */
import type { Json } from '../../model/ref.ts';
import type { Fleet } from './provider.ts';

/**
 * Why a machine with an address of `args.ips` may run, as a clause for a person; null: it does not. One that is gone has no addresses
 * any more, and neither has one that this account never had: only where `args.machine` is `unseen`, which people have to agree
 * to, does it count as stopped.
 */
export function whyMayRun({ account, hosts }: Fleet, args: { readonly [key: string]: Json }): string | null {
  const ips = Array.isArray(args['ips']) ? args['ips'] : [];
  if (ips.length === 0) return 'it is not said which machine is meant';
  if (account.provider === 'static') return 'a list of disks in plumbline.yaml does not say which machines run';
  const meant = hosts.filter((host) => host.ips.some((ip) => ips.includes(ip)));
  const running = meant.find(({ state }) => state !== 'stopped' && state !== 'terminated');
  if (running !== undefined) return `machine ${running.id} is ${running.state === 'other' ? 'neither stopped nor gone' : running.state}`;
  return meant.length > 0 || args['machine'] === 'unseen' ? null : `the cloud shows no machine with the address ${ips.join(', ')}`;
}
