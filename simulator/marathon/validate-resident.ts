/** Apps with local persistent volumes: what they must say, and what may never change once they exist. */
import type { AppDefinition } from './definition.ts';
import type { Detail } from './shape.ts';
import { isResident } from './volumes.ts';

export function checkResident(app: AppDefinition): readonly Detail[] {
  if (!isResident(app)) return [];
  const mistakes: Detail[] = [];
  if (app.unreachableStrategy !== 'disabled')
    mistakes.push({ path: '/unreachableStrategy', errors: ['unreachableStrategy must be disabled for resident tasks'] });
  if (app.upgradeStrategy.maximumOverCapacity !== 0) mistakes.push({ path: '/upgradeStrategy/maximumOverCapacity', errors: ['must be 0'] });
  for (const [index, volume] of (app.container?.volumes ?? []).entries()) {
    const single = volume.persistent === undefined || /^[^/]+$/.test(volume.containerPath);
    if (!single) mistakes.push({ path: `/container/volumes(${index})/containerPath`, errors: ["value must not contain '/'"] });
  }
  return mistakes;
}

const RESOURCES = ['cpus', 'mem', 'disk', 'gpus'] as const;

export function checkResidentUpdate(before: AppDefinition, after: AppDefinition): readonly Detail[] {
  if (!isResident(before)) return [];
  const errors: string[] = [];
  if (persistentOf(before) !== persistentOf(after)) errors.push('Persistent volumes can not be changed!');
  if (RESOURCES.some((name) => before[name] !== after[name]) || before.requirePorts !== after.requirePorts) {
    errors.push(
      'Services with persistent volumes configured may not change resource requirements. If you need to make this change, please create a new service.',
    );
  }
  return errors.length === 0 ? [] : [{ path: '/', errors }];
}

function persistentOf(app: AppDefinition): string {
  return JSON.stringify((app.container?.volumes ?? []).filter((volume) => volume.persistent !== undefined));
}
