// What is chosen for the evaluation of periods. All of it lives in the fragment, so that a link reproduces it.
import { fragment } from '../state';
import type { DustChoice, EvaluationChoices } from '../engine/types';

export const levels = ['point', 'county', 'city', 'region'] as const;
export const kinds = ['year', 'half-year', 'quarter', 'season', 'month'] as const;
export const editions = ['by-date', '2012', '2026-transition', '2026-final'] as const;
export const regionMethods = ['mean-of-cities', 'pooled'] as const;
export const decimalsKinds = ['judgement', 'statistics'] as const;
export const carries = ['reported', 'exact'] as const;

/** As they were, what the new standard changes at once, and what holds from 2031. */
const usualEditions = ['by-date', '2026-transition', '2026-final'];

const one = <T extends string>(of: readonly T[], key: string, otherwise: T): T => {
  const value = fragment.get(key);
  return of.find((v) => v === value) ?? otherwise;
};

const day = /^\d{4}-\d{2}-\d{2}$/;

/** First and last day of a stretch of one's own; nothing where a kind of period is chosen. */
export function ownDays(): [string, string] | undefined {
  const [first = '', last = ''] = (fragment.get('period') ?? '').split('..');
  return day.test(first) && day.test(last) ? [first, last] : undefined;
}

const dusty = (text: string): DustChoice[] =>
  text.split(';').flatMap((entry) => {
    const [place = '', first = '', last = first] = entry.split(',');
    return day.test(first) && day.test(last) ? [{ place: unescaped(place), first, last }] : [];
  });

/** A name may hold what separates the entries. */
const escaped = (name: string) => name.replace(/[%,;]/g, encodeURIComponent);
const unescaped = (name: string) => {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
};

export function chosen(): EvaluationChoices {
  const asked = fragment.get('editions')?.split(',') ?? usualEditions;
  const shown = editions.filter((e) => asked.includes(e));
  return {
    level: one(levels, 'level', 'city'),
    spans: ownDays()?.join('..') ?? one(kinds, 'period', 'year'),
    editions: shown.length ? shown : ['by-date'],
    grade: fragment.get('grade') === '1' ? 1 : 2,
    dust: dusty(fragment.get('dust') ?? ''),
    ignore_dust_tables: fragment.get('dust-files') === '0',
    exceptional: [],
    three_years: false,
    region: one(regionMethods, 'region', 'mean-of-cities'),
    carry: one(carries, 'carry', 'reported'),
    decimals: one(decimalsKinds, 'decimals', 'judgement'),
  };
}

/** Keys that say how; those that only say what of it is looked at are not among them. */
const defaults: Record<string, string> = {
  level: 'city', period: 'year', editions: usualEditions.join(','), grade: '2', dust: '', 'dust-files': '1', region: 'mean-of-cities', carry: 'reported', decimals: 'judgement',
};

/** Changes choices; what is as usual needs no word in the link. */
export function choose(values: Record<string, string>): void {
  const entries = Object.entries(values).map(([key, value]) => [key, value === defaults[key] ? null : value] as const);
  fragment.set(Object.fromEntries(entries), { replace: true });
}

/** Forgets what belongs to the data that were there before. */
export const forgotten: Record<string, null> = { dust: null, of: null, at: null, now: null, was: null, by: null };

export function declare(periods: DustChoice[]): void {
  choose({ dust: periods.map((p) => [escaped(p.place), p.first, ...(p.last === p.first ? [] : [p.last])].join(',')).join(';') });
}

const same = (a: DustChoice, b: DustChoice) => a.place === b.place && a.first === b.first && a.last === b.last;

export function addDust(period: DustChoice): void {
  const { dust } = chosen();
  if (!dust.some((d) => same(d, period))) declare([...dust, period]);
}

export function removeDust(period: DustChoice): void {
  declare(chosen().dust.filter((d) => !same(d, period)));
}

/** Whether a declared period of one's own holds exactly this day of this place. */
export const declared = (place: string, date: string): DustChoice | undefined =>
  chosen().dust.find((d) => d.place === place && d.first <= date && date <= d.last);
