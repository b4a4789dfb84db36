/** What an app runs, and what its container type allows (Marathon's AppValidation). */
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
  const { docker, appc, linuxInfo } = container;
  const wrong = (path: readonly string[], message: string) => [atKey(desiredErrors.appContainer, path, message)];
  if (container.type === 'MESOS') {
    if (docker !== undefined && appc !== undefined) return wrong(['container', 'appc'], 'There are both docker and appc; keep one.');
    const given = (docker?.parameters ?? []).length > 0;
    return given ? wrong(['container', 'docker', 'parameters'], 'Only containers of type DOCKER take docker.parameters.') : [];
  }
  return [
    ...(docker === undefined
      ? [
          at(
            desiredErrors.appContainer,
            ['container'],
            'A container of type DOCKER (the default) needs docker.image; else say type: MESOS.',
          ),
        ]
      : []),
    ...(docker?.pullConfig === undefined
      ? []
      : wrong(['container', 'docker', 'pullConfig'], 'Only containers of type MESOS take docker.pullConfig.')),
    ...(appc === undefined ? [] : wrong(['container', 'appc'], 'Only containers of type MESOS take appc.')),
    ...(linuxInfo === undefined ? [] : wrong(['container', 'linuxInfo'], 'Only containers of type MESOS take linuxInfo.')),
    ...(check === undefined ? [] : wrong(['check'], 'An app in a container of type DOCKER takes no check; use healthChecks.')),
  ];
};
