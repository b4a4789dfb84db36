/** What an app runs, and what its container type allows (Marathon's AppValidation). */
import type { AppContainer } from '../../model/kinds.gen.ts';
import type { Fault } from '../../schema/fault.ts';
import { desiredErrors } from '../errors.ts';
import { at, atKey } from './rule.ts';
import type { Rule } from './rule.ts';

export const commandRule: Rule = ({ cmd, args, container }) => {
  if (cmd !== undefined && args !== undefined) return [atKey(desiredErrors.appCommand, ['args'], 'There are both cmd and args; keep one.')];
  const runsImage = container?.docker !== undefined || container?.type === 'MESOS';
  if (cmd !== undefined || args !== undefined || runsImage) return [];
  // A container without an image is one fault: the next rule's.
  return container === undefined
    ? [at(desiredErrors.appCommand, [], 'The app runs nothing: it needs cmd, args or container.docker.image.')]
    : [];
};

export const containerRule: Rule = ({ container, check }) => {
  if (container === undefined) return [];
  return container.type === 'MESOS' ? mesosFaults(container) : dockerFaults(container, check !== undefined);
};

function mesosFaults({ docker, appc }: AppContainer): readonly Fault[] {
  if (docker !== undefined && appc !== undefined) return [wrong(['container', 'appc'], 'There are both docker and appc; keep one.')];
  const given = (docker?.parameters ?? []).length > 0;
  return given ? [wrong(['container', 'docker', 'parameters'], 'Only containers of type DOCKER take docker.parameters.')] : [];
}

function dockerFaults({ docker, appc, linuxInfo }: AppContainer, hasCheck: boolean): readonly Fault[] {
  const faults: Fault[] = [];
  if (docker === undefined) {
    const message = 'A container of type DOCKER (the default) needs docker.image; else say type: MESOS.';
    faults.push(at(desiredErrors.appContainer, ['container'], message));
  }
  if (docker?.pullConfig !== undefined)
    faults.push(wrong(['container', 'docker', 'pullConfig'], 'Only containers of type MESOS take docker.pullConfig.'));
  if (appc !== undefined) faults.push(wrong(['container', 'appc'], 'Only containers of type MESOS take appc.'));
  if (linuxInfo !== undefined) faults.push(wrong(['container', 'linuxInfo'], 'Only containers of type MESOS take linuxInfo.'));
  if (hasCheck) faults.push(wrong(['check'], 'An app in a container of type DOCKER takes no check; use healthChecks.'));
  return faults;
}

function wrong(path: readonly string[], message: string): Fault {
  return atKey(desiredErrors.appContainer, path, message);
}
