/** External volumes: what Marathon demands of them (core/externalvolume/impl/providers/DVDIProvider.scala). */
import type { AppDefinition, Volume } from './definition.ts';
import { isSince } from './profiles/profile.ts';
import { broken, featureDemand } from './rule.ts';
import type { Demand, RuleContext } from './rule.ts';
import type { Detail } from './shape.ts';

type External = NonNullable<Volume['external']>;

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const OPTION_KEY = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?\/[A-Za-z0-9]([-\w.:]*[A-Za-z0-9])?$/;
const DRIVER = 'dvdi/driver';

export function checkExternalVolumes(app: AppDefinition, context: RuleContext): readonly Detail[] {
  const found = (app.container?.volumes ?? []).flatMap((volume, index) => {
    return volume.external === undefined ? [] : [{ volume, external: volume.external, path: `/container/volumes(${index})` }];
  });
  if (found.length === 0) return [];
  const { maximumOverCapacity } = app.upgradeStrategy;
  return broken([
    // The `$` before app.id is missing in Marathon, too.
    [app.instances <= 1, '/', `Number of instances is limited to 1 when declaring DVDI volumes in app [${app.id}]`],
    [maximumOverCapacity === 0, '/upgradeStrategy/maximumOverCapacity', `got ${maximumOverCapacity}, expected 0.0`],
    ...found.flatMap(({ volume, external, path }) => volumeDemands(volume, external, path, { app, context })),
  ]);
}

interface Where {
  readonly app: AppDefinition;
  readonly context: RuleContext;
}

function volumeDemands(volume: Volume, external: External, path: string, { app, context }: Where): readonly Demand[] {
  const isDocker = app.container?.type === 'DOCKER';
  const isDot = volume.containerPath === '.' || volume.containerPath === '..';
  const feature = featureDemand(context, 'external_volumes', path);
  if (external.provider !== 'dvdi') return [feature, [false, `${path}/external/provider`, 'is unknown provider']];
  return [
    feature,
    [isDocker || volume.mode === 'RW', `${path}/mode`, 'does not equal RW'],
    [!isDot, `${path}/containerPath`, 'can not be one of (.,..)'],
    ...nameDemands(external, `${path}/external/name`, context),
    ...optionDemands(external.options ?? {}, `${path}/external`, isDocker),
    [!isDocker || external.size === undefined, `${path}/external/size`, 'must be undefined for Docker containers'],
  ];
}

/** Only since 1.8 a name may be other than a label. */
function nameDemands({ name = '' }: External, path: string, { profile }: RuleContext): readonly Demand[] {
  if (isSince(profile.name, '1.8')) return [[name !== '', path, 'must not be empty']];
  return [[LABEL.test(name), path, `must match regular expression '${LABEL.source}'`]];
}

function optionDemands(options: { readonly [key: string]: string }, path: string, isDocker: boolean): readonly Demand[] {
  const driver = options[DRIVER];
  const keys = Object.keys(options);
  const isLabel = (name: string): boolean => options[name] === undefined || LABEL.test(options[name]);
  const iops = options['dvdi/iops'];
  const overwrite = options['dvdi/overwritefs'];
  const isRexray = driver === 'rexray';
  return [
    [driver !== undefined && LABEL.test(driver), `${path}/options("${DRIVER}")`, driver === undefined ? 'not defined' : 'must be a label'],
    [keys.every((key) => OPTION_KEY.test(key)), `${path}/options`, `must match regular expression '${OPTION_KEY.source}'`],
    [!isDocker || keys.every((key) => key === DRIVER), `${path}/options`, `must only contain ${DRIVER}`],
    [!isRexray || isLabel('dvdi/volumetype'), `${path}/options/"dvdi/volumetype"`, 'must be a label'],
    [!isRexray || isLabel('dvdi/newfstype'), `${path}/options/"dvdi/newfstype"`, 'must be a label'],
    [
      !isRexray || iops === undefined || /^\+?0*[1-9]\d*$/.test(iops),
      `${path}/options/"dvdi/iops"`,
      `Expected a valid, positive integer instead of ${iops}`,
    ],
    // Marathon reads it as a boolean and then demands that it is true.
    [!isRexray || overwrite === undefined || /^true$/i.test(overwrite), `${path}/options/"dvdi/overwritefs"`, 'Expected a valid boolean'],
  ];
}

/** Names are unique over all apps, unless every use says `shared`. */
export function checkVolumeOwners(app: AppDefinition, others: Iterable<AppDefinition>): readonly Detail[] {
  const mine = externalsOf(app);
  if (mine.length === 0) return [];
  const theirs = [...others].filter((other) => other.id !== app.id).map((other) => ({ id: other.id, externals: externalsOf(other) }));
  return mine.flatMap((external) => {
    const conflicts = theirs.filter(({ externals }) =>
      externals.some((one) => one.name === external.name && !(one.shared === true && external.shared === true)),
    );
    if (conflicts.length === 0) return [];
    const ids = conflicts.map(({ id }) => id).join(', ');
    return [{ path: '/', errors: [`Volume name '${external.name}' in ${app.id} conflicts with volume(s) of same name in app(s): ${ids}`] }];
  });
}

function externalsOf(app: AppDefinition): readonly External[] {
  return (app.container?.volumes ?? []).flatMap((volume) => volume.external ?? []);
}
