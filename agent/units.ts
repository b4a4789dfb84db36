/** Sizes and lengths of time. The only place where they convert: a quantity's unit is in its name everywhere else. */

/** Kibibytes, as ScaleIO counts (`sizeInKb`, although the vendor writes Kb). */
export type Kib = number & { readonly __unit: 'KiB' };

const KIB_PER_GIB = 1024 * 1024;

export function gibToKib(sizeGiB: number): Kib {
  return (sizeGiB * KIB_PER_GIB) as Kib;
}

export function mibToKib(sizeMiB: number): Kib {
  return (sizeMiB * 1024) as Kib;
}

export function kibToBytes(sizeKiB: number): number {
  return sizeKiB * 1024;
}

export function mibToBytes(sizeMiB: number): number {
  return sizeMiB * 1024 * 1024;
}

export function kibToGib(sizeKib: number): number {
  return sizeKib / KIB_PER_GIB;
}

/** A size for people: `16 GiB`, `243.5 GiB`; at most one decimal. */
export function formatGib(sizeGiB: number): string {
  return `${Number(sizeGiB.toFixed(1))} GiB`;
}

/** A percentage for people: `81.2 %`. */
export function formatPercent(percent: number): string {
  return `${Number(percent.toFixed(1))} %`;
}

/** A length of time for people: `45 s`, `12 min`, `3 h`, `2 d`. */
export function formatDuration(durationMs: number): string {
  const units: readonly [number, string][] = [
    [86_400_000, 'd'],
    [3_600_000, 'h'],
    [60_000, 'min'],
  ];
  const fitting = units.find(([ms]) => durationMs >= ms);
  return fitting ? `${Math.floor(durationMs / fitting[0])} ${fitting[1]}` : `${Math.round(durationMs / 1000)} s`;
}

const UNIT_MS: { readonly [unit: string]: number } = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds of a length of time as people write it: `90s`, `10m`, `8h`, `4d`; null for anything else. */
export function parseDuration(text: string): number | null {
  const [, digits, unit] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  return digits === undefined || unit === undefined ? null : Number(digits) * (UNIT_MS[unit] ?? 0);
}
