/** A Framework, whatever else is declared. */
import type { FrameworkSpec } from '../../model/kinds.gen.ts';
import type { Fault } from '../../schema/fault.ts';
import { desiredErrors } from '../errors.ts';
import { namesIn } from '../volume-patterns.ts';

export const FRAMEWORK_RULES: readonly ((spec: FrameworkSpec) => readonly Fault[])[] = [
  ({ volumes = [] }) =>
    volumes.flatMap((pattern, index) => {
      if (namesIn(pattern).next().done !== true) return [];
      const message = `${pattern} stands for no name: the first number must not be larger than the second.`;
      return [{ code: desiredErrors.volumePattern, path: ['spec', 'volumes', index], at: 'value' as const, message }];
    }),
];
