/** Sizes in KiB. */
const KIB_PER_GIB = 1024 * 1024;

export function gibToKib(gib: number): number {
  return gib * KIB_PER_GIB;
}

export function mibToKib(mib: number): number {
  return mib * 1024;
}
