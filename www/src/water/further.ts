// What is chosen for lakes, cities, function zones, black and odorous water and acid rain; it lives in the fragment.
import { fragment } from '../state';
import type { WaterChoices } from '../engine/types';

/** Keys of the fragment, the choice that each makes, and what it may be; the first is as usual. */
const lists = {
  wlakes: ['lakes_by', ['points', 'names']],
  wtliw: ['tli_weights', ['exact', 'printed']],
  wtlic: ['tli_compared', ['unrounded', 'printed']],
  wcityw: ['city_weights', ['places', 'equal']],
  wsign: ['city_sign', ['fall', 'rise']],
  wcityi: ['city_items', ['all', 'common']],
  wrounds: ['zone_rounds', ['months', 'days']],
  wblack: ['black_odorous', ['with-potential', 'every-site']],
  wblackend: ['black_odorous_end', ['inside', 'outside']],
  wshallow: ['black_odorous_shallow', ['light', 'heavy']],
  wrainw: ['rain_weights', ['amount', 'equal']],
} as const;

/** The same for names that a person writes. */
const texts = { wnatural: 'natural_state', wrivertype: 'river_type' } as const;

export type FurtherKey = keyof typeof lists;

export const options = (key: FurtherKey): readonly string[] => lists[key][1];

export const chosenOf = (key: FurtherKey): string => {
  const [, values] = lists[key];
  const asked = fragment.get(key);
  return (values as readonly string[]).find((value) => value === asked) ?? values[0];
};

export const chooseFurther = (key: FurtherKey | keyof typeof texts, value: string): void => {
  const usual = key in lists ? lists[key as FurtherKey][1][0] : '';
  fragment.set({ [key]: value === usual ? null : value }, { replace: true });
};

export function chosenFurther(): Pick<WaterChoices, (typeof lists)[FurtherKey][0] | (typeof texts)[keyof typeof texts]> {
  const of = (key: FurtherKey) => chosenOf(key);
  return {
    lakes_by: of('wlakes'),
    tli_weights: of('wtliw'),
    tli_compared: of('wtlic'),
    city_weights: of('wcityw'),
    city_sign: of('wsign'),
    city_items: of('wcityi'),
    zone_rounds: of('wrounds'),
    black_odorous: of('wblack'),
    black_odorous_end: of('wblackend'),
    black_odorous_shallow: of('wshallow'),
    rain_weights: of('wrainw'),
    natural_state: fragment.get('wnatural') ?? '',
    river_type: fragment.get('wrivertype') ?? '',
  };
}
