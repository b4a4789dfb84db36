/** The SDCs that a volume's `mappedTo` means. Pure. */
import type { Mapping, Sdc, Volume } from './types.ts';

export interface Hosts {
  readonly found: readonly Sdc[];
  /** What no SDC answers to. */
  readonly unknown: readonly string[];
  /** What several answer to: an address, say, that a machine set up anew has, too. */
  readonly ambiguous: readonly { readonly wanted: string; readonly ids: readonly string[] }[];
}

/** Each by its name, its GUID or one of its addresses. */
export function hostsOf(mappedTo: readonly string[], sdcs: readonly Sdc[]): Hosts {
  const answers = mappedTo.map((wanted) => ({ wanted, sdcs: sdcs.filter((sdc) => answersTo(sdc, wanted)) }));
  return {
    found: [...new Set(answers.flatMap((answer) => (answer.sdcs.length === 1 ? answer.sdcs : [])))],
    unknown: answers.filter((answer) => answer.sdcs.length === 0).map(({ wanted }) => wanted),
    ambiguous: answers
      .filter((answer) => answer.sdcs.length > 1)
      .map((answer) => ({ wanted: answer.wanted, ids: answer.sdcs.map(({ id }) => id).toSorted() })),
  };
}

/** The mappings of a volume to SDCs that the list lacks, which then is not whole. */
export function unlistedHosts({ mappings }: Volume, sdcs: readonly Sdc[]): readonly Mapping[] {
  const listed = new Set(sdcs.map(({ id }) => id));
  return mappings.filter(({ sdcId }) => !listed.has(sdcId));
}

function answersTo({ name, guid, ips }: Sdc, wanted: string): boolean {
  return name === wanted || guid === wanted.toUpperCase() || ips.includes(wanted);
}

/** What a person calls it: its name, else its address. */
export function hostName({ name, ips, id }: Sdc): string {
  return name ?? ips[0] ?? id;
}
