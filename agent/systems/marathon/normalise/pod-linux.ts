/** Linux isolation of a pod or of one of its containers. */
import type { Profile } from '../profile.ts';
import { asIs, omitEmpty, orDefault, shape, since } from './rules.ts';
import type { Rule } from './rules.ts';
import type { PodContext } from './pod-context.ts';

const seccomp = shape<PodContext>({ profileName: asIs, unconfined: orDefault(false) });

export function linuxInfo(profile: Profile): Rule<PodContext> {
  return omitEmpty(shape<PodContext>({ seccomp, ...since<PodContext>(profile, '1.9', { ipcInfo: asIs }) }));
}
