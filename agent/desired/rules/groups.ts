/** What a group itself may say. */
import { LISTS } from '../groups.ts';
import type { GroupSpec } from '../../model/kinds.gen.ts';
import type { Fault } from '../../schema/fault.ts';
import { desiredErrors } from '../errors.ts';
import { atKey } from './rule.ts';

type GroupRule = (spec: GroupSpec) => readonly Fault[];

/** Members are documents of their own before any patch is laid: what a patch adds to the group would be lost. */
const membersRule: GroupRule = (spec) =>
  LISTS.filter((list) => spec[list] !== undefined).map((list) =>
    atKey(desiredErrors.groupMembers, [list], `A patch of a group reaches none of its ${list}.`),
  );

export const GROUP_RULES: readonly GroupRule[] = [membersRule];
