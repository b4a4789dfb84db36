/** Versions of Marathon that read, fill in and show apps and pods alike are one profile, called after the first of them. */
const NAMES = ['1.4', '1.5', '1.6', '1.8', '1.9', '1.10'] as const;

export type ProfileName = (typeof NAMES)[number];

/** The newest profile that is not newer than the version: 1.7 is played by 1.6, 1.11 by 1.10. */
export function profileOf(version: string): ProfileName {
  const [, minor] = version.split('.');
  return NAMES.findLast((name) => Number(name.slice('1.'.length)) <= Number(minor)) ?? '1.4';
}

/** Whether what Marathon has since one profile is in another. */
export function isSince(profile: ProfileName, since: ProfileName): boolean {
  return NAMES.indexOf(profile) >= NAMES.indexOf(since);
}
