/** What the rules of app definitions have in common. */
import type { AppDefinition } from './definition.ts';
import type { AppProfile } from './profiles/app.ts';
import type { RoleSettings } from './roles.ts';
import type { Detail } from './shape.ts';

export interface RuleContext {
  readonly profile: AppProfile;
  /** --enable_features */
  readonly features: ReadonlySet<string>;
  readonly roles: RoleSettings;
  /** The role the app has now. */
  readonly previousRole?: string | undefined;
  /** With force=true also an app with local volumes may change its role. */
  readonly isForced: boolean;
}

export type Rule = (app: AppDefinition, context: RuleContext) => readonly Detail[];

/** Whether it is so, and where and how it is complained about when not. */
export type Demand = readonly [isRight: boolean, path: string, error: string];

export function broken(demands: readonly Demand[]): readonly Detail[] {
  return demands.filter(([isRight]) => !isRight).map(([, path, error]) => ({ path, errors: [error] }));
}

/** The missing bracket is Marathon's. */
export function featureDemand(context: RuleContext, feature: string, path: string): Demand {
  return [context.features.has(feature), path, `Feature ${feature} is not enabled. Enable with --enable_features ${feature})`];
}

export function areUnique(values: readonly unknown[]): boolean {
  return new Set(values).size === values.length;
}

export function isPattern(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return false;
    throw thrown;
  }
}
