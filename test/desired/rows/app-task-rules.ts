/** App definitions Marathon would refuse for their checks, places and labels. */
import { appOf, mountOf } from '../cluster-files.ts';
import type { MistakeRow } from './row.ts';

export const APP_TASK_RULE_ROWS: readonly MistakeRow[] = [
  {
    name: 'a check by the agent of a port beyond the last',
    code: 'desired/app-check',
    text: appOf('cmd: sleep 1\nhealthChecks: [{ protocol: MESOS_TCP, portIndex: ❯1 }]'),
    says: 'no port 1',
  },
  {
    name: 'the other family of addresses for a check by Marathon',
    code: 'desired/app-check',
    text: appOf('container: { docker: { image: x } }\nhealthChecks: [{ ipProtocol: ❯IPv6 }]'),
    says: 'take IPv6',
  },
  {
    name: 'the other family of addresses without Docker',
    code: 'desired/app-check',
    text: appOf('cmd: sleep 1\nhealthChecks: [{ protocol: MESOS_TCP, ipProtocol: ❯IPv6 }]'),
    says: 'take IPv6',
  },
  {
    name: 'a check in no way',
    code: 'desired/app-check',
    text: appOf('cmd: sleep 1\ncheck: ❯{}'),
    says: 'exactly one of http, tcp and exec',
  },
  {
    name: 'a check in two ways',
    code: 'desired/app-check',
    text: appOf('cmd: sleep 1\ncheck: ❯{ tcp: {}, http: {} }'),
    says: 'exactly one of http, tcp and exec',
  },
  {
    name: 'a check of any of two ports',
    code: 'desired/app-check',
    text: appOf('cmd: sleep 1\nportDefinitions: [{}, {}]\ncheck: { tcp: ❯{} }'),
    says: 'say with portIndex',
  },
  {
    name: 'a check of a port that is not there',
    code: 'desired/app-check',
    text: appOf('cmd: sleep 1\ncheck: { http: { portIndex: ❯1 } }'),
    says: 'no port 1',
  },
  {
    name: 'a constraint about nothing',
    code: 'desired/app-placement',
    text: appOf("cmd: sleep 1\nconstraints: [[❯'', UNIQUE]]"),
    says: 'about hostname',
  },
  {
    name: 'groups that are no number',
    code: 'desired/app-placement',
    text: appOf('cmd: sleep 1\nconstraints: [[rack, GROUP_BY, ❯many]]'),
    says: 'takes a whole number',
  },
  {
    name: 'a number that is no number',
    code: 'desired/app-placement',
    text: appOf('cmd: sleep 1\nconstraints: [[rack, MAX_PER, ❯"1.5"]]'),
    says: 'takes a whole number',
  },
  {
    name: 'IS with a range',
    code: 'desired/app-placement',
    text: appOf('cmd: sleep 1\nconstraints: [[rack, IS, ❯"[1-2]"]]'),
    says: 'IS takes letters',
  },
  {
    name: 'a role that cannot be',
    code: 'desired/app-placement',
    text: appOf('cmd: sleep 1\nacceptedResourceRoles: ["*", ❯-a]'),
    says: 'cannot be called',
  },
  {
    name: 'roles of others beside local data',
    code: 'desired/app-placement',
    text: mountOf('{ containerPath: d, mode: RW, persistent: { size: 1 } }', 'acceptedResourceRoles: ❯[a]'),
    says: 'only the role "*" here',
  },
  {
    name: 'a role for local data that is none',
    code: 'desired/app-placement',
    text: mountOf('{ containerPath: d, mode: RW, persistent: { size: 1 } }', 'role: ❯"*"'),
    says: 'cannot have the role "*"',
  },
  {
    name: 'two of a single one',
    code: 'desired/app-limits',
    text: appOf(
      'cmd: sleep 1\nlabels: { MARATHON_SINGLE_INSTANCE_APP: "true" }\ninstances: ❯2\nupgradeStrategy: { minimumHealthCapacity: 0, maximumOverCapacity: 0 }',
    ),
    says: 'runs one task, not 2',
  },
  {
    name: 'a single one with one beside it',
    code: 'desired/app-limits',
    text: appOf(
      'cmd: sleep 1\nlabels: { MARATHON_SINGLE_INSTANCE_APP: "true" }\nupgradeStrategy: ❯{ minimumHealthCapacity: 1, maximumOverCapacity: 0 }',
    ),
    says: 'needs upgradeStrategy',
  },
  {
    name: 'a single one with the default',
    code: 'desired/app-limits',
    text: appOf('cmd: sleep 1\nlabels: { MARATHON_SINGLE_INSTANCE_APP: ❯"true" }'),
    says: 'needs upgradeStrategy',
  },
  {
    name: 'a migration without its name',
    code: 'desired/app-labels',
    text: appOf('cmd: sleep 1\nlabels: { DCOS_MIGRATION_API_VERSION: ❯v1, DCOS_MIGRATION_API_PATH: /v1 }'),
    says: 'needs the label DCOS_PACKAGE_FRAMEWORK_NAME',
  },
  {
    name: 'a migration of another version',
    code: 'desired/app-labels',
    text: appOf('cmd: sleep 1\nlabels: { DCOS_MIGRATION_API_VERSION: ❯v2, DCOS_MIGRATION_API_PATH: /v1, DCOS_PACKAGE_FRAMEWORK_NAME: x }'),
    says: 'but v1',
  },
];
