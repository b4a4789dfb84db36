/** Another ScaleIO behind the address, as after a mistake in a proxy or in a name server. */
import type { World } from './world.ts';

export async function pointElsewhere({ scaleio, elsewhere }: World): Promise<void> {
  const { scaleio: other } = await elsewhere();
  scaleio.target = other.url;
  scaleio.login = other;
}

export function pointBack({ scaleio, sim }: World): void {
  scaleio.target = sim.scaleio.url;
  scaleio.login = null;
}
