// What is chosen for the evaluation of water. Limits and bodies are those of the run; the rest lives in the fragment.
import type { Dataset } from '../dataset';
import type { BackgroundChoice, WaterChoices } from '../engine/types';
import { fragment } from '../state';
import { chosenFurther } from './further';
import { chosenStandards } from './standards-choices';

export const kinds = ['year', 'half-year', 'quarter', 'month'] as const;
export const itemSets = ['present', 'five'] as const;
export const saturations = ['ignored', 'measured', 'temperature'] as const;
export const means = ['months', 'samples'] as const;
export const thins = ['marked', 'not-evaluated'] as const;

const denominators = ['all-sections', 'sections-with-item'] as const;
const lakePoints = ['left-out', 'counted'] as const;
const documentedTargets = ['none', 'qinghai-outbound'] as const;
const matches = ['all', 'common'] as const;
const levels = ['0.05', '0.01'] as const;

const one = <T extends string>(of: readonly T[], key: string, otherwise: T): T => of.find((v) => v === fragment.get(key)) ?? otherwise;

const defaults: Record<string, string> = { wperiod: 'year', witems: 'present', wdo: 'ignored', wmean: 'months', wthin: 'marked', wrate: 'all-sections', wpoints: 'left-out', wnature: '', wdoc: 'none', wmatch: 'all', wlevel: '0.05' };

/** The kind of period, or days of one's own. */
export const periodKind = () => one(kinds, 'wperiod', 'year');

export function ownDays(): [string, string] | undefined {
  const day = /^\d{4}-\d{2}-\d{2}$/;
  const [first = '', last = ''] = (fragment.get('wperiod') ?? '').split('..');
  return day.test(first) && day.test(last) ? [first, last] : undefined;
}

/** The five and the items X behind them, as a person writes them. */
export const ownItems = (): string | undefined => /^five\+(.*)$/.exec(fragment.get('witems') ?? '')?.[1];

/** Natural background as a person writes it: `小桥=氟化物，塔尔桥=pH`. */
const background = (): BackgroundChoice[] =>
  (fragment.get('wnature') ?? '').split(/[,，;；]/).flatMap((pair) => {
    const [section = '', item = ''] = pair.split('=').map((part) => part.trim());
    return section && item ? [{ section, item }] : [];
  });

/** The altitude of the stations in m, where saturation is reckoned from it. */
export const altitude = (): string | undefined => /^altitude:(-?\d{1,4})$/.exec(fragment.get('wdo') ?? '')?.[1];

export function chosenWater(data: Dataset): WaterChoices {
  const { rounding, body, lakes, rivers } = data.choices;
  const more = ownItems();
  return {
    spans: ownDays()?.join('..') ?? periodKind(),
    rounding,
    body,
    lakes,
    rivers,
    items: more ? `five+${more}` : one(itemSets, 'witems', 'present'),
    saturation: altitude() === undefined ? one(saturations, 'wdo', 'ignored') : `altitude:${altitude()}`,
    mean_of: one(means, 'wmean', 'months'),
    least_quarter: '',
    least_year: '',
    thin: one(thins, 'wthin', 'marked'),
    targets: [],
    ...chosenFurther(),
    standards: chosenStandards(),
    basins: {
      denominator: one(denominators, 'wrate', 'all-sections'),
      lake_points: one(lakePoints, 'wpoints', 'left-out'),
      background: background(),
      documented_targets: one(documentedTargets, 'wdoc', 'none'),
      matched: one(matches, 'wmatch', 'all'),
      some_points: '',
      marked_points: '',
      level: one(levels, 'wlevel', '0.05'),
      critical_values: '',
    },
  };
}

/** Changes choices; what is as usual needs no word in the link. */
export function chooseWater(values: Record<string, string>): void {
  const entries = Object.entries(values).map(([key, value]) => [key, value === defaults[key] ? null : value] as const);
  fragment.set(Object.fromEntries(entries), { replace: true });
}

/** Forgets what belongs to the data that were there before. */
export const forgottenWater: Record<string, null> = { wof: null, wby: null, wbefore: null, wriver: null, wsite: null, wat: null, was: null };
