/** Roles whose resources an app takes (Marathon's ResourceRole). Which roles there are only that Marathon knows. */
import type { AppSpec } from '../../model/kinds.gen.ts';
import { desiredErrors } from '../errors.ts';
import { at } from './rule.ts';
import type { Rule } from './rule.ts';

const code = desiredErrors.appPlacement;
// Not `.` or `..`, no dash in front, and no blanks, slashes or deletions in it.
const ROLE = /^(?!\.{1,2}$)(?!-)[^\t\n\v\f\r /\x7f]+$/;

export const acceptedRoleRule: Rule = ({ acceptedResourceRoles = [] }) =>
  acceptedResourceRoles.flatMap((role, index) =>
    ROLE.test(role) ? [] : [at(code, ['acceptedResourceRoles', index], `A role cannot be called ${JSON.stringify(role)}.`)],
  );

/** What is reserved for a task is offered to it without being asked for. */
export const residentRoleRule: Rule = (spec) => {
  const { acceptedResourceRoles = [], role } = spec;
  if (!isResident(spec)) return [];
  return [
    ...(acceptedResourceRoles.every((accepted) => accepted === '*')
      ? []
      : [at(code, ['acceptedResourceRoles'], 'An app with a persistent volume takes only the role "*" here.')]),
    ...(role === '*' ? [at(code, ['role'], 'An app with a persistent volume cannot have the role "*".')] : []),
  ];
};

function isResident({ container }: AppSpec): boolean {
  return (container?.volumes ?? []).some((volume) => 'persistent' in volume);
}
