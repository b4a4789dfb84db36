/** External volumes: what Marathon demands of them (core/externalvolume/impl/providers/DVDIProvider.scala). */
import type { AppDefinition, Volume } from './definition.ts';
import type { Detail } from './shape.ts';

type External = NonNullable<Volume['external']>;

export function checkExternalVolumes(app: AppDefinition): readonly Detail[] {
  const found = (app.container?.volumes ?? []).flatMap((volume, index) => {
    return volume.external === undefined ? [] : [{ volume, external: volume.external, path: `/container/volumes(${index})` }];
  });
  if (found.length === 0) return [];
  const isDocker = app.container?.type === 'DOCKER';
  const names = found.map(({ external }) => external.name);
  const mistakes: (readonly [boolean, string, string])[] = [
    [app.instances <= 1, '/instances', `Number of instances is limited to 1 when declaring DVDI volumes in app [${app.id}]`],
    [app.upgradeStrategy.maximumOverCapacity === 0, '/upgradeStrategy/maximumOverCapacity', 'must be 0'],
    [new Set(names).size === names.length, '/container/volumes', 'Volume names must be unique'],
    ...found.flatMap(({ volume, external, path }) => [
      [isDocker || volume.mode === 'RW', `${path}/mode`, 'must be RW'] as const,
      ...externalRules(external, `${path}/external`, isDocker),
    ]),
  ];
  return mistakes.filter(([isRight]) => !isRight).map(([, path, error]) => ({ path, errors: [error] }));
}

function externalRules(external: External, path: string, isDocker: boolean): readonly (readonly [boolean, string, string])[] {
  if (external.provider !== 'dvdi') return [[false, `${path}/provider`, 'is unknown provider']];
  const options = external.options ?? {};
  return [
    [external.name !== undefined && external.name !== '', `${path}/name`, 'not defined'],
    [options['dvdi/driver'] !== undefined, `${path}/options`, 'not defined'],
    [!isDocker || external.size === undefined, `${path}/size`, 'must be undefined for Docker containers'],
    [!isDocker || Object.keys(options).every((key) => key === 'dvdi/driver'), `${path}/options`, 'must only contain dvdi/driver'],
    [Object.keys(options).every((key) => /^[^/]+\/[^/]+$/.test(key)), `${path}/options`, 'keys must be prefix/name'],
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
