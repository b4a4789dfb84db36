/**
 * What git lacks follows from nothing that is declared, but from what the guards of the other systems' changes say: the
 * drafts are made in plan/rules/proposals.ts.
 */
import type { Draft } from '../../model/change.ts';
import type { GitAction } from './types.ts';

export function diffGit(): readonly Draft<GitAction>[] {
  return [];
}
