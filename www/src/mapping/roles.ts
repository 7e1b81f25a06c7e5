// What a column can be used as, in groups for a list to choose from.
import { core } from '../engine/client';
import { t } from '../state';
import type { RegisterItem } from '../engine/types';
import { mappingWords } from './words';

let items: RegisterItem[] | undefined;
const register = (): RegisterItem[] => (items ??= core.register() as RegisterItem[]);

export interface Group {
  name: string;
  roles: [key: string, name: string][];
}

const simple: [group: string, roles: string[]][] = [
  ['when', ['date', 'time', 'hour', 'year', 'month', 'day', 'start', 'end']],
  ['where', ['site', 'code', 'city', 'county', 'province', 'basin', 'river', 'lake', 'order', 'function-zone', 'vertical', 'position']],
  ['said', ['body', 'target', 'class', 'aqi', 'category', 'status', 'standard', 'point-role', 'background']],
  ['rows', ['item', 'result', 'unit']],
];

const named = (item: RegisterItem) => {
  const name = t(item.name);
  return name === item.symbol ? name : `${name} ${item.symbol}`;
};

/** Spans that a pollutant of the air can be given for beside what the kind of file says. */
const spans: Record<string, string[]> = { 'reading:o3': ['1h', '8h', '8h-24h'] };

const withSpans = (item: RegisterItem): [string, string][] => [
  [item.role, named(item)],
  ...(spans[item.role] ?? (item.medium === 'air' ? ['1h', '24h'] : [])).map((span): [string, string] => [`${item.role}/${span}`, `${named(item)} · ${mappingWords().spans[span] ?? span}`]),
];

export function groups(): Group[] {
  const words = mappingWords();
  const group = (key: string, roles: string[]): Group => ({ name: words.groups[key] ?? key, roles: roles.map((role) => [role, words.roles[role] ?? role]) });
  const of = (medium: string): Group => ({ name: words.groups[medium] ?? medium, roles: register().filter((item) => item.medium === medium).flatMap(withSpans) });
  const [when, where, ...rest] = simple.map(([key, roles]) => group(key, roles));
  return [when, where, of('air'), of('water'), ...rest].filter((group): group is Group => group !== undefined);
}

/** The words of a role by its key. */
export function roleName(key: string): string {
  if (key === 'aside') return mappingWords().aside;
  for (const group of groups()) {
    const found = group.roles.find(([role]) => role === key);
    if (found) return found[1];
  }
  return key;
}

export const itemOf = (key: string) => register().find((item) => item.role === key.replace(/\/.*/, ''));

/** Units that people write of what is measured in this one. */
export function unitsFor(key: string): string[] {
  const item = itemOf(key);
  if (!item) return [];
  if (item.medium === 'air') return ['μg/m³', 'mg/m³', 'ng/m³', 'ppb', 'ppm'];
  return item.unit === 'mg/L' ? ['mg/L', 'μg/L', 'ng/L', 'g/L', 'mmol/L'].slice(0, 4) : item.unit ? [item.unit] : [];
}
