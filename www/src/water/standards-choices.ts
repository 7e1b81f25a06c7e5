// What is chosen for wells, sources, own limits and comparison. The own limits are remembered for the session; the rest lives
// in the fragment.
import type { StandardsChoices } from '../engine/types';
import { changed, fragment } from '../state';

export const waterUses = ['', 'groundwater', 'surface-source', 'groundwater-source'] as const;
export const wellClasses = ['worst', 'latest', 'mean'] as const;
export const detections = ['half', 'limit'] as const;
export const sourceOvers = ['months', 'samples', 'means'] as const;
export const objectiveKinds = ['target', 'three', 'own'] as const;

const one = <T extends string>(of: readonly T[], key: string): T => of.find((v) => v === fragment.get(key)) ?? (of[0] as T);

const place = 'envgrade.standards';

/** What a person has typed in: own limits, Q of NSF, water withdrawn by the name of the source. */
interface Typed {
  name: string;
  text: string;
  quality: string;
  withdrawn: Record<string, string>;
}

let kept: Typed | undefined;

/** What was typed in; what cannot be remembered lasts until the page is left. */
export function typed(): Typed {
  if (!kept) {
    kept = { name: '', text: '', quality: '', withdrawn: {} };
    try {
      kept = { ...kept, ...(JSON.parse(sessionStorage.getItem(place) ?? '{}') as Partial<Typed>) };
    } catch {
      // No storage here.
    }
  }
  return kept;
}

export function setTyped(change: Partial<Typed>): void {
  kept = { ...typed(), ...change };
  try {
    sessionStorage.setItem(place, JSON.stringify(kept));
  } catch {
    // No storage here.
  }
  changed();
}

export const waterAs = () => one(waterUses, 'was');
export const wellClass = () => one(wellClasses, 'wwell');
export const detection = () => one(detections, 'wdl');
export const sourceOver = () => one(sourceOvers, 'wsource');
export const objectives = () => one(objectiveKinds, 'wgoal');

export function chosenStandards(): StandardsChoices {
  const { name, text, quality, withdrawn } = typed();
  return {
    water_as: waterAs(),
    waters: [],
    unsaid_unit: '',
    well_class: wellClass(),
    well_target: 0,
    below_detection: detection(),
    inseparable: '',
    source_over: sourceOver(),
    source_items: '',
    withdrawn: Object.entries(withdrawn).map(([source, volume]) => ({ source, volume })),
    limits_name: name,
    limits: text,
    objectives: objectives(),
    ccme_equal: '',
    ccme_below: '',
    nsf_form: '',
    nsf_quality: quality,
  };
}
