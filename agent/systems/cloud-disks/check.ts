/** Looks at preconditions of changes again. */
import type { Precondition } from '../../model/change.ts';
import type { Json } from '../../model/ref.ts';
import type { Checked, Ctx } from '../../model/system.ts';
import { whyMayRun } from './host-fenced.ts';
import type { DiskProvider } from './provider.ts';
import type { DiskOrder } from './types.ts';

/** Throws what DiskProvider throws: then it is not known. */
export async function checkCloud(provider: DiskProvider, { check, backendId, args }: Precondition, ctx: Ctx): Promise<Checked> {
  if (check === 'gone') return (await provider.disk(backendId, ctx)) === null ? { kind: 'holds' } : fails(`disk ${backendId} is there`);
  const why = await failure(provider, { check, backendId, args: args ?? {} }, ctx);
  return why === null ? { kind: 'holds' } : fails(why);
}

type Asked = Pick<Required<Precondition>, 'check' | 'backendId' | 'args'>;

async function failure(provider: DiskProvider, { check, backendId, args }: Asked, ctx: Ctx): Promise<string | null> {
  if (check === 'host-fenced') return whyMayRun(await provider.fleet(ctx), args);
  if (check !== 'cloud-would-accept') return `the cloud cannot tell whether ${check} holds`;
  const order = orderFrom(args);
  return order === null ? 'what disk is asked for is not said' : provider.objectionTo(order, backendId, ctx);
}

function fails(why: string): Checked {
  return { kind: 'fails', why };
}

/** Null: something is missing. */
function orderFrom({ sizeGiB, type, iops, throughputMiBs, encrypted, kmsKeyId }: { readonly [key: string]: Json }): DiskOrder | null {
  if (typeof sizeGiB !== 'number' || typeof type !== 'string' || typeof encrypted !== 'boolean') return null;
  const number = (value: Json | undefined): number | null => (typeof value === 'number' ? value : null);
  return {
    sizeGiB,
    type,
    encrypted,
    iops: number(iops),
    throughputMiBs: number(throughputMiBs),
    kmsKeyId: typeof kmsKeyId === 'string' ? kmsKeyId : null,
  };
}
