/**
 * npm run test:property -- [--system marathon|scaleio] [...]: plays generated objects against a simulated system; without --system
 * against Marathon. The main.ts of each says what else it takes.
 */
const SYSTEMS: readonly string[] = ['marathon', 'scaleio'];

const given = process.argv.indexOf('--system');
const system = given === -1 ? 'marathon' : process.argv[given + 1];
if (system === undefined || !SYSTEMS.includes(system)) throw new RangeError(`--system is one of ${SYSTEMS.join(', ')}.`);
await import(`./${system}/main.ts`);
