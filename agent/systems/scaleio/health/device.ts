/** Declared disks of a node: a device of the declared pool, well, where its host has it. */
import type { Doc } from '../../../model/desired.ts';
import type { Live } from '../../../model/observed.ts';
import type { Ref } from '../../../model/ref.ts';
import type { Inputs } from '../../../model/system.ts';
import type { Device, ScaleioFacets } from '../types.ts';
import { devicesOf, sdsOf, whichDevice } from '../which-device.ts';
import type { DeclaredDevice, DeviceTarget } from '../which-device.ts';
import { whichPool } from '../which-object.ts';
import { judgeAstray, judgeGoing } from './astray.ts';
import { drainClause } from './drain.ts';
import { judge, judgeUnmet } from './judge.ts';
import type { Judgement, Remark } from './judge.ts';

/** None of a node that is to go: its devices go with it. */
export function judgeDevices(doc: Doc<'StorageNode'>, inputs: Inputs, live: Live<ScaleioFacets>): readonly (readonly [Ref, Judgement])[] {
  if (doc.state === 'absent') return [];
  const sds = sdsOf(doc, inputs, live);
  return devicesOf(doc).map((declared) => {
    const target: DeviceTarget = sds === null ? noSds(live) : whichDevice(declared, sds, inputs, live);
    return [declared.ref, judgeDevice(declared, target, inputs, live)] as const;
  });
}

function noSds({ nodes }: Live<ScaleioFacets>): DeviceTarget {
  return nodes.kind === 'unknown' ? nodes : { kind: 'none' };
}

function judgeDevice(declared: DeclaredDevice, target: DeviceTarget, inputs: Inputs, live: Live<ScaleioFacets>): Judgement {
  const { ref, name, spec } = declared;
  const what = `device ${name}`;
  if (target.kind === 'of-row') return judgeRows(declared, target.value);
  if (spec.state === 'absent') {
    const going = target.kind === 'lost' || target.kind === 'renamed' ? { kind: 'none' as const } : target;
    return judgeGoing(ref, going, what, (device) => goingClause(device, live));
  }
  switch (target.kind) {
    case 'one':
      return judgeFound(declared, target.value, inputs, live);
    case 'lost':
    case 'renamed':
      return judgeAstray(ref, target, { what, code: 'Device' });
    case 'none':
    case 'many':
    case 'taken':
    case 'unknown':
      return judgeUnmet(ref, target, what, null);
  }
}

function judgeRows({ ref, name, spec }: DeclaredDevice, device: Device): Judgement {
  const why = `${spec.path} is the cloud disk ${device.name}, which is the business of its pool's rows`;
  const remedy = `Take ${name} out of spec.devices, or correct its path.`;
  return judge(ref, { kind: 'degraded', why }, [{ code: 'DeviceOfRow', why, remedy }]);
}

function goingClause(device: Device, live: Live<ScaleioFacets>): string {
  return device.deviceState === 'RemovePending' ? drainClause([device], live) : 'it is still to be removed';
}

function judgeFound({ ref, name, spec }: DeclaredDevice, device: Device, inputs: Inputs, live: Live<ScaleioFacets>): Judgement {
  const { deviceState, errorState, path } = device;
  const declaredPool = inputs.desired.docs.StoragePool.get(spec.pool);
  const pool = declaredPool && whichPool(declaredPool, inputs, live);
  if (pool?.kind === 'one' && pool.value.id !== device.storagePoolId) {
    const why = `device ${name} is not in pool ${spec.pool}, but in the one with id ${device.storagePoolId}`;
    const remedy = 'Declare the pool it is in, or declare it absent first and then add it to the other one.';
    return judge(ref, { kind: 'degraded', why }, [{ code: 'DeviceInOtherPool', why, remedy }]);
  }
  const remarks = pathRemark(spec.path, path, name);
  if (deviceState === 'InitialTest') return judge(ref, { kind: 'progressing', why: 'ScaleIO tests it' }, remarks);
  if (deviceState === 'Normal' && errorState === 'None') return judge(ref, { kind: 'ready' }, remarks);
  const why = `device ${name} is ${deviceState}, with the error state ${errorState}`;
  return judge(ref, { kind: 'degraded', why }, [
    { code: 'DeviceNotNormal', why, remedy: 'See what ScaleIO says of it and of its SDS.' },
    ...remarks,
  ]);
}

function pathRemark(declared: string, found: string, name: string): readonly Remark[] {
  if (declared === found) return [];
  const why = `device ${name} is at ${found}; declared is ${declared}`;
  return [{ code: 'DevicePathDiffers', why, remedy: `Declare path: ${found} if the host calls it so now.` }];
}
