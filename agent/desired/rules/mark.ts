/** The one label that is not the author's. */
import { MARK_LABEL } from '../../model/mark.ts';
import { desiredErrors } from '../errors.ts';
import { atKey } from './rule.ts';
import type { Rule } from './rule.ts';

/** What is written would never reach Marathon: the agent writes its own. */
export const markRule: Rule = ({ labels = {} }) =>
  Object.hasOwn(labels, MARK_LABEL)
    ? [atKey(desiredErrors.appMark, ['labels', MARK_LABEL], `The agent writes the label ${MARK_LABEL} itself; remove it.`)]
    : [];
