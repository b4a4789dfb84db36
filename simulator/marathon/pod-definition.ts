/** The pod definition (types/pod.raml, types/podContainer.raml): what requests may set. `version` is added when a pod is shown. */
import type { JsonObject } from './shape.ts';

export interface PodEndpoint {
  readonly name: string;
  readonly containerPort?: number;
  readonly hostPort?: number;
  readonly protocol?: readonly string[];
  readonly networkNames?: readonly string[];
  readonly labels?: { readonly [key: string]: string };
}

export interface PodHealthCheck {
  readonly http?: { readonly endpoint: string; readonly path?: string; readonly scheme?: string };
  readonly tcp?: { readonly endpoint: string };
  readonly exec?: JsonObject;
  readonly gracePeriodSeconds?: number;
  readonly intervalSeconds?: number;
  readonly maxConsecutiveFailures?: number;
  readonly timeoutSeconds?: number;
  readonly delaySeconds?: number;
}

export interface PodContainer {
  readonly name: string;
  readonly exec?: JsonObject;
  readonly resources: { readonly cpus?: number; readonly mem?: number; readonly disk?: number; readonly gpus?: number };
  readonly resourceLimits?: { readonly cpus?: number | string; readonly mem?: number | string };
  readonly endpoints?: readonly PodEndpoint[];
  readonly image?: { readonly kind: string; readonly id: string; readonly pullConfig?: { readonly secret: string } };
  readonly environment?: { readonly [name: string]: string | { readonly secret: string } };
  readonly healthCheck?: PodHealthCheck;
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string; readonly readOnly?: boolean }[];
  readonly artifacts?: readonly JsonObject[];
  readonly labels?: { readonly [key: string]: string };
}

export interface PodVolume {
  readonly name: string;
  readonly host?: string;
  readonly secret?: string;
  readonly persistent?: {
    readonly type?: string;
    readonly size: number;
    readonly profileName?: string;
    readonly constraints?: readonly (readonly string[])[];
  };
}

export interface PodScheduling {
  readonly backoff?: { readonly backoff?: number; readonly backoffFactor?: number; readonly maxLaunchDelay?: number };
  readonly upgrade?: { readonly minimumHealthCapacity?: number; readonly maximumOverCapacity?: number };
  readonly placement?: {
    readonly constraints?: readonly { readonly fieldName: string; readonly operator: string; readonly value?: string }[];
    readonly acceptedResourceRoles?: readonly string[];
  };
  readonly killSelection?: string;
  readonly unreachableStrategy?: 'disabled' | { readonly inactiveAfterSeconds?: number; readonly expungeAfterSeconds?: number };
}

export interface PodInput {
  readonly id: string;
  readonly containers: readonly PodContainer[];
  readonly user?: string;
  readonly environment?: PodContainer['environment'];
  readonly labels?: { readonly [key: string]: string };
  readonly secrets?: { readonly [name: string]: { readonly source: string } };
  readonly volumes?: readonly PodVolume[];
  readonly networks?: readonly { readonly name?: string; readonly mode?: string; readonly labels?: JsonObject }[];
  readonly scaling?: { readonly kind: string; readonly instances?: number };
  readonly scheduling?: PodScheduling;
  readonly executorResources?: { readonly cpus?: number; readonly mem?: number; readonly disk?: number };
  readonly role?: string;
  readonly linuxInfo?: JsonObject;
  readonly legacySharedCgroups?: boolean;
}

type Filled<T> = { readonly [K in keyof T]-?: NonNullable<T[K]> };

/** A definition with everything that Marathon fills in. */
export interface PodDefinition extends PodInput {
  readonly networks: NonNullable<PodInput['networks']>;
  readonly scaling: { readonly kind: string; readonly instances: number };
  readonly scheduling: {
    readonly backoff: Filled<NonNullable<PodScheduling['backoff']>>;
    readonly upgrade: Filled<NonNullable<PodScheduling['upgrade']>>;
    readonly placement: Filled<NonNullable<PodScheduling['placement']>>;
    readonly killSelection: string;
    readonly unreachableStrategy: 'disabled' | { readonly inactiveAfterSeconds: number; readonly expungeAfterSeconds: number };
  };
  readonly executorResources: { readonly cpus: number; readonly mem: number; readonly disk: number };
}

/** Local persistent volumes tie a pod to its host. */
export function isResidentPod({ volumes = [] }: PodInput): boolean {
  return volumes.some((volume) => volume.persistent !== undefined);
}
