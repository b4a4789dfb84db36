import { appOf, documentOf } from '../cluster-files.ts';
import type { MistakeRow } from './row.ts';

/** A Framework of the app /es, with further lines of its spec. */
function frameworkOf(lines: string, name = 'es', app = '/es', registration = name): string {
  return documentOf('Framework', name, `spec:\n  app: ${app}\n  registration: { name: ${registration} }\n${lines}`);
}

const SCHEDULER = appOf('cmd: sleep 1', '/es');
const VOLUME = (name: string): string => documentOf('Volume', name, 'spec: { pool: gold, sizeGiB: 16 }');
const FRAMEWORK = frameworkOf('');
const NODE = documentOf('StorageNode', 'n1', 'spec: { protectionDomain: pd }');
const POOL = documentOf(
  'StoragePool',
  'grown',
  'spec:\n  protectionDomain: pd\n  cloudDisks: { provider: aws-ebs, rows: {}, limits: { rows: 1, rawGiB: 1, monthlyUsd: 1 } }',
);
const GROWING = `${NODE}---\n${POOL}`;
const SCALEIO = appOf('cmd: ./scaleio-scheduler -rest.port=$PORT', '/sio');

const joined = (...texts: readonly string[]): string => texts.join('---\n');

export const FRAMEWORK_ROWS: readonly MistakeRow[] = [
  {
    name: 'a framework whose app is not declared',
    text: joined(SCHEDULER, frameworkOf('').replace('app: /es', 'app: ❯/ess')),
    code: 'desired/missing-reference',
    says: 'No App /ess is declared, so nothing runs the scheduler; did you mean /es?',
  },
  {
    name: 'a framework whose app is to be deleted',
    text: joined(`${SCHEDULER}state: absent\n`, frameworkOf('').replace('app: /es', 'app: ❯/es')),
    code: 'desired/absent-dependency',
    says: 'App//es is to be deleted',
  },
  {
    name: 'a framework on another Marathon than its app',
    text: joined(SCHEDULER, frameworkOf('').replace('name: es }', 'name: es, on: batch }').replace('app: /es', 'app: ❯/es')),
    code: 'desired/missing-reference',
    says: 'No App batch:/es is declared',
  },
  {
    name: 'two frameworks of one app',
    text: joined(SCHEDULER, FRAMEWORK, frameworkOf('', 'two').replace('app: /es', 'app: ❯/es')),
    code: 'desired/scheduler-twice',
    says: 'Framework/es has the same app',
  },
  {
    name: 'two frameworks of one name in Mesos',
    text: joined(SCHEDULER, appOf('cmd: sleep 1', '/two'), FRAMEWORK, frameworkOf('', 'two', '/two', '❯es')),
    code: 'desired/scheduler-twice',
    says: 'Framework/es has the same registration',
  },
  {
    name: 'a volume that a framework will ask for and that is not declared',
    text: joined(SCHEDULER, VOLUME('es0data'), VOLUME('es1data'), frameworkOf('  volumes: [❯"es{0..2}data"]')),
    code: 'desired/missing-reference',
    says: 'No Volume es2data is declared, so REX-Ray would create it or fail',
  },
  {
    name: 'a volume that a framework will ask for and that is to be destroyed',
    text: joined(SCHEDULER, `${VOLUME('es0data')}state: absent\n`, frameworkOf('  volumes: [❯es0data]')),
    code: 'desired/absent-volume',
    says: 'Volume/es0data is to be destroyed',
  },
  {
    name: 'a volume that two frameworks will ask for',
    text: joined(
      SCHEDULER,
      appOf('cmd: sleep 1', '/two'),
      VOLUME('es0data'),
      frameworkOf('  volumes: [es0data]'),
      frameworkOf('  volumes: [❯es0data]', 'two', '/two'),
    ),
    code: 'desired/volume-mounted-twice',
    says: 'Framework/es asks for es0data too',
  },
  {
    name: 'a volume that an app mounts and a framework will ask for',
    text: joined(
      SCHEDULER,
      VOLUME('es0data'),
      appOf('cmd: sleep 1\nenv: { DVDI_VOLUME_NAME: es0data }', '/m'),
      frameworkOf('  volumes: [❯es0data]'),
    ),
    code: 'desired/volume-mounted-twice',
    says: 'App//m asks for es0data too',
  },
  {
    name: 'two instances of a scheduler that keeps no id',
    text: joined(appOf('cmd: sleep 1\ninstances: ❯2', '/es'), FRAMEWORK),
    code: 'desired/scheduler-instances',
    says: '2 instances would be 2 schedulers, of which none keeps its id',
  },
  {
    name: 'a range of volumes that runs backwards',
    text: joined(SCHEDULER, frameworkOf('  volumes: [❯"es{2..0}data"]')),
    code: 'desired/volume-pattern',
    says: 'es{2..0}data stands for no name',
  },
  {
    name: 'a pattern of volumes with two ranges',
    text: joined(SCHEDULER, frameworkOf('  volumes: [❯"es{0..2}{0..2}"]')),
    code: 'schema/wrong-value',
    says: 'with at most one range',
  },
  {
    name: 'a scaleio-framework beside cloud disks',
    text: joined(SCALEIO, GROWING, frameworkOf('  imperative: false', 'sio', '/sio', '❯ScaleIO Framework')),
    code: 'desired/takes-cloud-disks',
    says: 'unless its Framework says imperative: true',
  },
  {
    name: 'the scheduler of a scaleio-framework beside cloud disks, without a Framework',
    text: joined(SCALEIO.replace('./scaleio', '❯./scaleio'), GROWING),
    code: 'desired/takes-cloud-disks',
    says: 'unless its Framework says imperative: true',
  },
];
