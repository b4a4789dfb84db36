/** Roles, an app's own and those of offers that it accepts (state/ResourceRole.scala, state/AppDefinition.scala). */
import type { AppDefinition } from './definition.ts';
import { broken } from './rule.ts';
import type { Demand, RuleContext } from './rule.ts';
import type { Detail } from './shape.ts';
import { isResident } from './volumes.ts';

export function checkRoles(app: AppDefinition, context: RuleContext): readonly Detail[] {
  return broken([...acceptedDemands(app), ...(app.role === undefined ? [] : roleDemands(app, app.role, context))]);
}

function acceptedDemands({ acceptedResourceRoles, ...app }: AppDefinition): readonly Demand[] {
  if (acceptedResourceRoles === undefined) return [];
  const isFree = acceptedResourceRoles.length === 1 && acceptedResourceRoles[0] === '*';
  return [
    [!isResident(app) || isFree, '/acceptedResourceRoles', 'A resident app must have `acceptedResourceRoles = ["*"]`.'],
    ...acceptedResourceRoles.map((role, index): Demand => {
      const isName = /^(?!-)[^\s/\u007F]+$/.test(role) && role !== '.' && role !== '..';
      return [isName, `/acceptedResourceRoles(${index})`, 'A role name must not be "" and must not include a special character.'];
    }),
  ];
}

/** Since 1.9. */
function roleDemands(app: AppDefinition, role: string, { roles, previousRole: previous, isForced }: RuleContext): readonly Demand[] {
  const accepted = (app.acceptedResourceRoles ?? []).every((one) => one === '*' || one === role);
  const keeps = previous === undefined || previous === role || isForced;
  const names = role === '*' ? '*' : `* and ${role}`;
  return [
    [roles.allowed.includes(role), '/role', `got ${role}, expected one of: [${roles.allowed.join(', ')}]`],
    [accepted, '/acceptedResourceRoles', `acceptedResourceRoles can only contain ${names}`],
    [!isResident(app) || role !== '*', '/role', 'Resident apps cannot have the role *'],
    [!isResident(app) || keeps, '/role', residentRoleChange(previous ?? '', role)],
  ];
}

function residentRoleChange(previous: string, role: string): string {
  return (
    'It is not possible to change the role for existing reservations. If you proceed with this change, all existing ' +
    `instances will continue to run under the previous role, ${previous}. Only new instances will be ` +
    `allocated with the new role, ${role}. In order to continue, retry your request with ?force=true`
  );
}
