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

const place = 'envgrade.limits';

interface Own {
  name: string;
  text: string;
}

let own: Own | undefined;

/** The own limits; what cannot be remembered lasts until the page is left. */
export function ownLimits(): Own {
  if (!own) {
    own = { name: '', text: '' };
    try {
      const kept = JSON.parse(sessionStorage.getItem(place) ?? 'null') as Partial<Own> | null;
      if (typeof kept?.text === 'string') own = { name: typeof kept.name === 'string' ? kept.name : '', text: kept.text };
    } catch {
      // No storage here.
    }
  }
  return own;
}

export function setOwnLimits(limits: Own): void {
  own = limits;
  try {
    sessionStorage.setItem(place, JSON.stringify(limits));
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
  const limits = ownLimits();
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
    withdrawn: [],
    limits_name: limits.name,
    limits: limits.text,
    objectives: objectives(),
    ccme_equal: '',
    ccme_below: '',
    nsf_form: '',
    nsf_quality: '',
  };
}
