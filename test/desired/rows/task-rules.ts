/** App definitions Marathon would refuse for their checks, limits and neighbours. */
import { appOf, mountOf } from '../cluster-files.ts';
import type { MistakeRow } from './row.ts';

export const TASK_RULE_ROWS: readonly MistakeRow[] = [
  {
    name: 'a command check without command',
    code: 'desired/app-check',
    text: appOf('cmd: sleep 1\nhealthChecks: [❯{ protocol: COMMAND }]'),
    says: 'needs command',
  },
  {
    name: 'a command in an HTTP check',
    code: 'desired/app-check',
    text: appOf('cmd: sleep 1\nhealthChecks: [{ ❯command: { value: x } }]'),
    says: 'protocol: COMMAND',
  },
  {
    name: 'a check of two ports',
    code: 'desired/app-check',
    text: appOf('cmd: sleep 1\nhealthChecks: [{ port: 1, ❯portIndex: 0 }]'),
    says: 'both port and portIndex',
  },
  {
    name: 'a check of a port beyond the last',
    code: 'desired/app-check',
    text: appOf('cmd: sleep 1\nportDefinitions: [{}, {}]\nhealthChecks: [{ portIndex: ❯2 }]'),
    says: 'no port 2',
  },
  {
    name: 'a check of no port at all',
    code: 'desired/app-check',
    text: appOf('cmd: sleep 1\nportDefinitions: []\nhealthChecks: [❯{}]'),
    says: 'The app has no port',
  },
  {
    name: 'two checks by the agent',
    code: 'desired/app-check',
    text: appOf('cmd: sleep 1\nhealthChecks: [{ protocol: MESOS_TCP }, ❯{ protocol: MESOS_HTTP }]'),
    says: 'at most one',
  },
  {
    name: 'readiness of a port that is not there',
    code: 'desired/app-check',
    text: appOf('cmd: sleep 1\nportDefinitions: [{ name: http }]\nreadinessChecks: [{ portName: ❯htp }]'),
    says: 'did you mean http?',
  },
  {
    name: 'a readiness check that overtakes itself',
    code: 'desired/app-check',
    text: appOf('cmd: sleep 1\nportDefinitions: [{ name: http-api }]\nreadinessChecks: [{ intervalSeconds: 5, timeoutSeconds: ❯5 }]'),
    says: 'less than intervalSeconds (5)',
  },
  {
    name: "the agent's own label",
    code: 'desired/app-mark',
    text: appOf('cmd: sleep 1\nlabels: { a: b, ❯plumbline: prod/7 }'),
    says: 'writes the label plumbline itself',
  },
  {
    name: 'a limit below the request',
    code: 'desired/app-limits',
    text: appOf('cmd: sleep 1\nresourceLimits: { cpus: ❯0.5 }'),
    says: 'below cpus (1)',
  },
  {
    name: 'a memory limit below the request',
    code: 'desired/app-limits',
    text: appOf('cmd: sleep 1\nmem: 64\nresourceLimits: { mem: ❯32 }'),
    says: 'below mem (64)',
  },
  {
    name: 'given up before inactive',
    code: 'desired/app-limits',
    text: appOf('cmd: sleep 1\nunreachableStrategy: { inactiveAfterSeconds: ❯5, expungeAfterSeconds: 4 }'),
    says: 'not be more than expungeAfterSeconds (4)',
  },
  {
    name: 'a secret nobody declares',
    code: 'desired/app-secret',
    text: appOf('cmd: sleep 1\nsecrets: { password: { source: /s } }\nenv: { A: { secret: ❯pasword } }'),
    says: 'did you mean password?',
  },
  {
    name: 'a secret file nobody declares',
    code: 'desired/app-secret',
    text: mountOf('{ containerPath: /d, secret: ❯s }'),
    says: 'no secret s',
  },
  {
    name: 'an operator Marathon does not know',
    code: 'desired/app-placement',
    text: appOf('cmd: sleep 1\nconstraints: [[hostname, ❯NEAR]]'),
    says: 'there are UNIQUE, CLUSTER',
  },
  {
    name: 'a value for UNIQUE',
    code: 'desired/app-placement',
    text: appOf("cmd: sleep 1\nconstraints: [[hostname, UNIQUE, ❯'']]"),
    says: 'takes no value',
  },
  {
    name: 'LIKE without a value',
    code: 'desired/app-placement',
    text: appOf('cmd: sleep 1\nconstraints: [❯[hostname, LIKE]]'),
    says: 'needs a value',
  },
  {
    name: 'apps that wait for each other',
    code: 'desired/dependency-cycle',
    text: `${appOf('cmd: sleep 1\ndependencies: [/web, ❯b]', '/a')}---\n${appOf('cmd: sleep 1\ndependencies: [/a]', '/b')}`,
    says: '/a -> /b -> /a. The other one is at prod/x.yaml:13:18.',
  },
  {
    name: 'an app that waits for itself',
    code: 'desired/dependency-cycle',
    text: appOf('cmd: sleep 1\ndependencies: [/web, ❯/x]'),
    says: '/x -> /x',
  },
  {
    name: 'an app that waits for one to be deleted',
    code: 'desired/absent-dependency',
    text: `${appOf('cmd: sleep 1', '/a')}state: absent\n---\n${appOf('cmd: sleep 1\ndependencies: [❯/a]', '/b')}`,
    says: 'to be deleted (state: absent). The other one is at prod/x.yaml:6:8.',
  },
  {
    name: 'a longer circle of apps',
    code: 'desired/dependency-cycle',
    text: [
      appOf('cmd: sleep 1\ndependencies:\n  - /web\n  - ❯/g', '/a'),
      appOf('cmd: sleep 1\ndependencies: [/web, x]', '/g/b'),
      appOf('cmd: sleep 1\ndependencies: [y]', '/g/x'),
      appOf('cmd: sleep 1\ndependencies: [z]', '/g/y'),
      appOf('cmd: sleep 1\ndependencies: [/a]', '/g/z'),
    ].join('---\n'),
    says: 'The others are at prod/x.yaml:15:24, prod/x.yaml:22:18, prod/x.yaml:29:18 and 1 more.',
  },
  {
    name: 'an app called as a group',
    code: 'desired/app-is-group',
    text: `${appOf('cmd: sleep 1', '/a/b/c')}---\n${appOf('cmd: sleep 1', '❯/a')}---\n${appOf('cmd: sleep 1', '/a/d')}`,
    says: '/a is a group too, for /a/b/c is below it; Marathon takes a path for an app or for a group. The other one is at prod/x.yaml:3:19.',
  },
];
