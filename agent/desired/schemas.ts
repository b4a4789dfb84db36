/** Kind -> the schema of its documents. */
import app from '../../schemas/App.json' with { type: 'json' };
import approval from '../../schemas/Approval.json' with { type: 'json' };
import cluster from '../../schemas/Cluster.json' with { type: 'json' };
import faultSet from '../../schemas/FaultSet.json' with { type: 'json' };
import framework from '../../schemas/Framework.json' with { type: 'json' };
import group from '../../schemas/Group.json' with { type: 'json' };
import job from '../../schemas/Job.json' with { type: 'json' };
import pod from '../../schemas/Pod.json' with { type: 'json' };
import protectionDomain from '../../schemas/ProtectionDomain.json' with { type: 'json' };
import storageNode from '../../schemas/StorageNode.json' with { type: 'json' };
import storagePool from '../../schemas/StoragePool.json' with { type: 'json' };
import volume from '../../schemas/Volume.json' with { type: 'json' };
import type { Kind } from '../model/kinds.gen.ts';

export const SCHEMAS: { readonly [K in Kind]: object } = {
  App: app,
  Approval: approval,
  Cluster: cluster,
  FaultSet: faultSet,
  Framework: framework,
  Group: group,
  Job: job,
  Pod: pod,
  ProtectionDomain: protectionDomain,
  StorageNode: storageNode,
  StoragePool: storagePool,
  Volume: volume,
};

export const KINDS = Object.keys(SCHEMAS) as readonly Kind[];
