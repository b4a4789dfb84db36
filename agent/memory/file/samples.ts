/** samples.json: how full each pool was. It is measured again within minutes: damage stops nothing. */
import { formatInstant } from '../../clock.ts';
import { PlumblineError } from '../../errors.ts';
import type { Sample } from '../../model/growth.ts';
import type { Memory } from '../../model/memory.ts';
import type { Ref } from '../../model/ref.ts';
import { memoryErrors } from '../errors.ts';
import { fieldsOf, instantIn, listIn, numberIn, partIn } from './fields.ts';
import { formatFile, parseFile } from './schema.ts';

export function formatSamples(samples: Memory['samples']): string {
  const pools = [...samples].toSorted(([one], [other]) => (one < other ? -1 : 1));
  return formatFile({ pools: Object.fromEntries(pools.map(([pool, taken]) => [pool, taken.map(formatSample)])) });
}

function formatSample({ at, usedPercent, inUseGiB }: Sample): object {
  return { at: formatInstant(at), usedPercent, inUseGiB };
}

/** None where the file is not what the agent writes. */
export function parseSamples(text: string, place: string): Memory['samples'] {
  try {
    const pools = partIn(parseFile(text, place), 'pools');
    return new Map(Object.keys(pools.values).map((pool) => [pool as Ref, listIn(pools, pool).map((value) => sampleOf(value, place))]));
  } catch (thrown) {
    if (thrown instanceof PlumblineError && thrown.code === memoryErrors.malformed) return new Map();
    throw thrown;
  }
}

function sampleOf(value: unknown, place: string): Sample {
  const fields = fieldsOf(value, place);
  return { at: instantIn(fields, 'at'), usedPercent: numberIn(fields, 'usedPercent'), inUseGiB: numberIn(fields, 'inUseGiB') };
}
