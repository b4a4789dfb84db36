/** What an app runs, and what its container type allows (Marathon's AppValidation). */
import type { AppContainer } from '../../model/kinds.gen.ts';
import type { Fault } from '../../schema/fault.ts';
import { desiredErrors } from '../errors.ts';
import { linuxFaults } from './linux.ts';
import { at, atKey } from './rule.ts';
import type { Rule } from './rule.ts';

export const commandRule: Rule = ({ cmd, args, container }) => {
  const hasArgs = args !== undefined && args.length > 0;
  if (cmd !== undefined && hasArgs) return [atKey(desiredErrors.appCommand, ['args'], 'There are both cmd and args; keep one.')];
  const runsImage = container?.docker !== undefined || container?.appc !== undefined;
  if (cmd !== undefined || hasArgs || runsImage) return [];
  // A container of type DOCKER without an image is one fault: the next rule's.
  return container === undefined || container.type === 'MESOS'
    ? [at(desiredErrors.appCommand, [], 'The app runs nothing: it needs cmd, args or container.docker.image.')]
    : [];
};

export const containerRule: Rule = ({ container, check, gpus = 0 }) => {
  if (container === undefined) return [];
  if (container.type === 'MESOS') return mesosFaults(container);
  return [
    ...dockerFaults(container),
    ...(check === undefined ? [] : [wrong(['check'], 'An app in a container of type DOCKER takes no check; use healthChecks.')]),
    ...(gpus === 0
      ? []
      : [at(desiredErrors.appContainer, ['gpus'], 'An app in a container of type DOCKER takes no gpus; use type: MESOS.')]),
  ];
};

export const linuxRule: Rule = ({ container }) => linuxFaults(desiredErrors.appContainer, ['container', 'linuxInfo'], container?.linuxInfo);

function mesosFaults({ docker, appc }: AppContainer): readonly Fault[] {
  if (docker !== undefined && appc !== undefined) return [wrong(['container', 'appc'], 'There are both docker and appc; keep one.')];
  const given = (['parameters', 'network', 'portMappings'] as const).filter((field) => (docker?.[field] ?? []).length > 0);
  return given.map((field) => wrong(['container', 'docker', field], `Only containers of type DOCKER take docker.${field}.`));
}

function dockerFaults({ docker, appc, linuxInfo }: AppContainer): readonly Fault[] {
  const faults: Fault[] = [];
  if (docker === undefined) {
    const message = 'A container of type DOCKER (the default) needs docker.image; else say type: MESOS.';
    faults.push(at(desiredErrors.appContainer, ['container'], message));
  }
  if (docker?.pullConfig !== undefined)
    faults.push(wrong(['container', 'docker', 'pullConfig'], 'Only containers of type MESOS take docker.pullConfig.'));
  if (appc !== undefined) faults.push(wrong(['container', 'appc'], 'Only containers of type MESOS take appc.'));
  if (linuxInfo !== undefined) faults.push(wrong(['container', 'linuxInfo'], 'Only containers of type MESOS take linuxInfo.'));
  return faults;
}

function wrong(path: readonly string[], message: string): Fault {
  return atKey(desiredErrors.appContainer, path, message);
}
