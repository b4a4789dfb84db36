/**
 * The app definition (docs/docs/rest-api/public/api/v2/types/app.raml, up to 1.4 api/v2/json/Formats.scala): what requests
 * may set. `version` and the counts are added when an app is shown.
 */
import type { PodDefinition } from './pod-definition.ts';
import type { JsonObject } from './shape.ts';

export interface Volume {
  readonly containerPath: string;
  readonly hostPath?: string;
  readonly mode?: string;
  readonly secret?: string;
  readonly external?: {
    readonly name?: string;
    readonly provider?: string;
    readonly size?: number;
    readonly options?: { readonly [key: string]: string };
    readonly shared?: boolean;
  };
  readonly persistent?: {
    readonly type?: string;
    readonly size: number;
    readonly maxSize?: number;
    readonly profileName?: string;
    readonly constraints?: readonly (readonly string[])[];
  };
}

export interface PortMapping {
  readonly containerPort?: number;
  readonly hostPort?: number;
  readonly servicePort?: number;
  readonly protocol?: string;
  readonly name?: string;
  readonly labels?: { readonly [key: string]: string };
  readonly networkNames?: readonly string[];
}

export interface Container {
  readonly type?: string;
  readonly docker?: {
    readonly image: string;
    readonly forcePullImage?: boolean;
    readonly privileged?: boolean;
    readonly parameters?: readonly { readonly key: string; readonly value: string }[];
    readonly pullConfig?: { readonly secret: string };
    readonly credential?: JsonObject;
    /** Legacy forms of networks; 1.4 keeps them. */
    readonly network?: string;
    readonly portMappings?: readonly PortMapping[];
  };
  readonly appc?: JsonObject;
  readonly volumes?: readonly Volume[];
  readonly portMappings?: readonly PortMapping[];
  readonly linuxInfo?: JsonObject;
}

export interface PortDefinition {
  readonly port?: number;
  readonly name?: string;
  readonly protocol?: string;
  readonly labels?: { readonly [key: string]: string };
}

/** Until 1.4 the way to ask for an address of one's own; later versions turn it into `networks`. */
export interface IpAddress {
  readonly groups?: readonly string[];
  readonly labels?: { readonly [key: string]: string };
  readonly networkName?: string;
  readonly discovery?: {
    readonly ports?: readonly {
      readonly number?: number;
      readonly name: string;
      readonly protocol?: string;
      readonly labels?: { readonly [key: string]: string };
    }[];
  };
}

export interface ReadinessCheck {
  readonly portName?: string;
  readonly intervalSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly [name: string]: unknown;
}

export interface HealthCheck {
  readonly protocol?: string;
  readonly port?: number;
  readonly portIndex?: number;
  readonly intervalSeconds?: number;
  readonly [name: string]: unknown;
}

export interface Network {
  readonly mode?: string;
  readonly name?: string;
  readonly labels?: { readonly [key: string]: string };
}

export interface AppInput {
  readonly id?: string;
  readonly acceptedResourceRoles?: readonly string[];
  readonly args?: readonly string[];
  readonly backoffFactor?: number;
  readonly backoffSeconds?: number;
  readonly check?: JsonObject;
  readonly cmd?: string;
  readonly constraints?: readonly (readonly string[])[];
  readonly container?: Container;
  readonly cpus?: number;
  readonly dependencies?: readonly string[];
  readonly disk?: number;
  readonly env?: { readonly [name: string]: string | { readonly secret: string } };
  readonly executor?: string;
  readonly executorResources?: JsonObject;
  readonly fetch?: readonly JsonObject[];
  readonly gpus?: number;
  readonly healthChecks?: readonly HealthCheck[];
  readonly instances?: number;
  readonly killSelection?: string;
  readonly labels?: { readonly [name: string]: string };
  readonly maxLaunchDelaySeconds?: number;
  readonly mem?: number;
  readonly networks?: readonly Network[];
  readonly portDefinitions?: readonly PortDefinition[];
  readonly readinessChecks?: readonly ReadinessCheck[];
  readonly requirePorts?: boolean;
  readonly residency?: JsonObject;
  readonly resourceLimits?: { readonly cpus?: number | string; readonly mem?: number | string };
  readonly role?: string;
  readonly secrets?: { readonly [name: string]: { readonly source: string } };
  readonly taskKillGracePeriodSeconds?: number;
  readonly tty?: boolean;
  readonly unreachableStrategy?: 'disabled' | { readonly inactiveAfterSeconds?: number; readonly expungeAfterSeconds?: number };
  readonly upgradeStrategy?: { readonly minimumHealthCapacity?: number; readonly maximumOverCapacity?: number };
  readonly user?: string;
  /** Legacy forms: translated, or kept by 1.4. */
  readonly uris?: readonly string[];
  readonly ports?: readonly number[];
  readonly ipAddress?: IpAddress;
  readonly storeUrls?: readonly string[];
}

/** A definition with everything that Marathon fills in; `networks` since 1.5, `role` since 1.9. */
export type AppDefinition = Omit<AppInput, 'uris' | 'ports'> &
  Required<
    Pick<
      AppInput,
      | 'id'
      | 'backoffFactor'
      | 'backoffSeconds'
      | 'cpus'
      | 'disk'
      | 'executor'
      | 'gpus'
      | 'instances'
      | 'killSelection'
      | 'labels'
      | 'maxLaunchDelaySeconds'
      | 'mem'
      | 'requirePorts'
    >
  > & {
    /** Of a pod, the pod: the rest is then what its tasks need. */
    readonly pod?: PodDefinition;
    readonly upgradeStrategy: { readonly minimumHealthCapacity: number; readonly maximumOverCapacity: number };
    readonly unreachableStrategy: 'disabled' | { readonly inactiveAfterSeconds: number; readonly expungeAfterSeconds: number };
  };

/** Whether the containers share the network of their host. */
export function isOnHostNetwork(app: Pick<AppInput, 'networks'>): boolean {
  return (app.networks ?? []).every(({ mode }) => mode === 'host');
}

/** Fields whose order means nothing to Marathon: it keeps them as sets. */
export const SETS = ['acceptedResourceRoles', 'constraints', 'dependencies', 'healthChecks'] as const;
