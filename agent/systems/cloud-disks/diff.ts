/**
 * What cloud disks lack follows from rows and ScaleIO together, not from this system alone: the drafts are made in
 * plan/rules/slots/.
 */
import type { Draft } from '../../model/change.ts';
import type { CloudAction } from './types.ts';

export function diffCloud(): readonly Draft<CloudAction>[] {
  return [];
}
