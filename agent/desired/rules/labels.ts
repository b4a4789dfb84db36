/** Labels that mean something to Marathon (raml/Apps.scala, SchedulingValidation and AppValidation). */
import { desiredErrors } from '../errors.ts';
import { at } from './rule.ts';
import type { Rule } from './rule.ts';

const SINGLE = 'MARATHON_SINGLE_INSTANCE_APP';

/** An app of which there is never more than one task, not even while it is replaced. */
export const singleInstanceRule: Rule = ({ labels = {}, instances = 1, upgradeStrategy }) => {
  if (labels[SINGLE] !== 'true') return [];
  const isCareful = upgradeStrategy?.minimumHealthCapacity === 0 && upgradeStrategy.maximumOverCapacity === 0;
  const remedy = 'needs upgradeStrategy: { minimumHealthCapacity: 0, maximumOverCapacity: 0 }.';
  return [
    ...(instances > 1
      ? [at(desiredErrors.appLimits, ['instances'], `An app with the label ${SINGLE} runs one task, not ${instances}.`)]
      : []),
    ...(isCareful
      ? []
      : [
          at(
            desiredErrors.appLimits,
            upgradeStrategy === undefined ? ['labels', SINGLE] : ['upgradeStrategy'],
            `An app with the label ${SINGLE} ${remedy}`,
          ),
        ]),
  ];
};

const MIGRATION = 'DCOS_MIGRATION_API_VERSION';
const WITH_MIGRATION = ['DCOS_PACKAGE_FRAMEWORK_NAME', 'DCOS_MIGRATION_API_PATH'];

export const migrationRule: Rule = ({ labels = {} }) => {
  const version = labels[MIGRATION] ?? '';
  if (version === '') return [];
  const missing = WITH_MIGRATION.filter((label) => (labels[label] ?? '') === '');
  const path = ['labels', MIGRATION];
  return [
    ...(version === 'v1' ? [] : [at(desiredErrors.appLabels, path, `There is no ${MIGRATION} but v1.`)]),
    ...missing.map((label) => at(desiredErrors.appLabels, path, `With ${MIGRATION} an app needs the label ${label}, too.`)),
  ];
};
