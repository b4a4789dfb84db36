/** What a version of Marathon has and fills in: versions that agree in that are one profile. */

/** In the order of their versions; each is valid up to the next, the last for everything newer. */
export const PROFILES = ['1.4', '1.5', '1.6', '1.8', '1.9', '1.10'] as const;

export type Profile = (typeof PROFILES)[number];

/** The profile of a version such as `1.7.216`; null: it is older than all of them, or no version. */
export function profileOf(version: string): Profile | null {
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(version) ?? [];
  const found = PROFILES.findLast((profile) => {
    const [oldestMajor, oldestMinor] = profile.split('.');
    return Number(major) > Number(oldestMajor) || (major === oldestMajor && Number(minor) >= Number(oldestMinor));
  });
  return found ?? null;
}

/** Whether what came with `since` is in this profile. */
export function isSince(profile: Profile, since: Profile): boolean {
  return PROFILES.indexOf(profile) >= PROFILES.indexOf(since);
}
