/** What tests look at in answers, by the names of the APIs. Which fields a body has depends on the call that it answers. */

export interface TaskBody {
  readonly id: string;
  readonly host: string;
  readonly state: string;
}

export interface AppBody {
  readonly id: string;
  readonly cmd: string;
  readonly cpus: number;
  readonly instances: number;
  readonly env: object;
  readonly colour?: string;
  readonly residency?: object;
  readonly resourceLimits?: object;
  readonly executorResources?: object;
  readonly constraints?: unknown;
  readonly dependencies?: readonly string[];
  readonly acceptedResourceRoles?: readonly string[];
  readonly portDefinitions: readonly [{ readonly port: number }];
  readonly healthChecks: readonly object[];
  readonly fetch?: readonly object[];
  readonly version: string;
  readonly deployments: readonly { readonly id: string }[];
  readonly versionInfo: { readonly lastScalingAt: string; readonly lastConfigChangeAt: string };
  readonly tasks: readonly [TaskBody, ...TaskBody[]];
  readonly tasksStaged: number;
  readonly tasksRunning: number;
  readonly tasksHealthy: number;
  readonly lastTaskFailure: {
    readonly host: string;
    readonly state: string;
    readonly message: string;
    readonly timestamp: string;
  };
}

export interface Body {
  readonly message: string;
  readonly details: readonly { readonly path: string; readonly errors: readonly string[] }[];
  readonly app: AppBody;
  readonly apps: readonly AppBody[];
  readonly cmd: string;
  readonly groups: readonly [GroupBody];
  readonly deploymentId: string;
  readonly deployments: readonly { readonly id: string }[];
  readonly versions: readonly string[];
  readonly queue: readonly QueuedBody[];
  readonly frameworkId: string;
  readonly capacityInUseInKb: number;
  readonly maxCapacityInKb: number;
  readonly spareCapacityInKb: number;
  readonly now: string;
}

export interface GroupBody {
  readonly id: string;
  readonly apps: readonly AppBody[];
  readonly groups: readonly GroupBody[];
}

export interface QueuedBody {
  readonly app: AppBody;
  readonly count: number;
  readonly processedOffersSummary: {
    readonly rejectSummaryLastOffers: readonly { readonly reason: string; readonly declined: number; readonly processed: number }[];
  };
}

/** One of a body that is a list. */
export interface ListedBody {
  readonly id: string;
  readonly name: string;
  readonly mdmConnectionState: string;
  readonly mappedSdcInfo: readonly { readonly sdcIp: string }[] | null;
  readonly currentActions: readonly { readonly action: string; readonly app: string }[];
}
