/** /v2/deployments (api/v2/DeploymentsResource.scala). */
import type { Answer, Call } from '../service.ts';
import { read } from './app-reads.ts';
import { deploymentHeader, isTrue } from './app-routes.ts';
import type { Core } from './core.ts';
import { appsOf, deploymentInfo } from './deployments.ts';
import { noDeployment, notSimulated } from './refusal.ts';

export function deploymentsRoute(path: string, call: Call, core: Core): Answer {
  if (call.method === 'GET' && path === '/') return listDeployments(core);
  if (call.method === 'DELETE' && path !== '/') return deleteDeployment(path.slice(1), call, core);
  throw notSimulated(`${call.method} ${call.path}`);
}

/** Those of which the caller may see an app. */
function listDeployments(core: Core): Answer {
  const seen = core.deployments.list().filter((deployment) => appsOf(deployment).some(({ id }) => !core.hidden.has(id)));
  return read(seen.map(deploymentInfo));
}

/** force=true only ends it; otherwise what it changed is changed back by a new deployment. */
function deleteDeployment(id: string, call: Call, core: Core): Answer {
  const deployment = core.deployments.find(id);
  if (deployment === undefined) throw noDeployment(id);
  if (isTrue(call.query['force'])) {
    core.updates.cancel(deployment);
    return { status: 202, body: '', effect: 'none', id };
  }
  const accepted = core.updates.rollBack(deployment);
  const { version, deploymentId } = accepted;
  return { status: 200, headers: deploymentHeader(accepted), body: { version, deploymentId }, effect: 'changed', id };
}
