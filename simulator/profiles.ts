/** Which versions of each system the simulator plays. */
import { BadInput } from './errors.ts';

/** The systems of which more than one version is played; EC2 has one API version, 2016-11-15. */
type Versioned = 'marathon' | 'scaleio';

export type Profiles = { readonly [S in Versioned]?: string };

interface Range {
  /** The minor version that is played when none is asked for. */
  readonly usual: string;
  /** The minor versions that are played, with the version shown for each: its last release. */
  readonly shown: { readonly [minor: string]: string };
}

const RANGES: { readonly [S in Versioned]: Range } = {
  marathon: {
    usual: '1.10',
    shown: {
      '1.4': '1.4.13',
      '1.5': '1.5.15',
      '1.6': '1.6.590',
      '1.7': '1.7.236',
      '1.8': '1.8.244',
      '1.9': '1.9.109',
      '1.10': '1.10.26',
      '1.11': '1.11.24',
    },
  },
  scaleio: {
    usual: '2.6',
    shown: Object.fromEntries(['2.0', '2.5', '2.6', '3.0', '3.5', '3.6', '4.0', '4.5', '5.0'].map((version) => [version, version])),
  },
};

/** The full version to play; throws BadInput naming the versions that exist. `1.10` and `1.10.17` are both a 1.10. */
export function versionOf(system: Versioned, asked: string | undefined): string {
  const { usual, shown } = RANGES[system];
  const minors = Object.keys(shown);
  const wanted = asked ?? usual;
  const minor = minors.find((one) => wanted === one || wanted.startsWith(`${one}.`));
  if (minor === undefined || !/^\d+(\.\d+)+$/.test(wanted)) {
    throw new BadInput(`There is no ${system} ${wanted} here; there is ${minors.join(', ')}.`);
  }
  return wanted === minor ? (shown[minor] ?? minor) : wanted;
}

/** Reads `marathon=1.10,scaleio=2.6`. */
export function parseProfiles(text: string): Profiles {
  const entries = text.split(',').map((part) => {
    const [system = '', version = ''] = part.split('=');
    const known = Object.keys(RANGES);
    if (!known.includes(system)) throw new BadInput(`There is no system "${system}" here; --profile names ${known.join(' and ')}.`);
    versionOf(system as Versioned, version);
    return [system, version];
  });
  return Object.fromEntries(entries) as Profiles;
}
