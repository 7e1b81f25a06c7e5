// How concentrations of air are to be read. It lives in the fragment, so that a link reproduces it for the same files.
import { fragment } from './state';
import type { Choices } from './engine/types';

export type ReadingChoices = Pick<Choices, 'data_state' | 'site_air' | 'ozone_exception'>;

const number = /^\d{1,5}(\.\d{1,4})?$/;
const positive = (text: string) => number.test(text) && Number(text) > 0;
const isAir = (text: string) => {
  const [kelvin = '', hectopascals = '', ...rest] = text.split(',');
  return positive(kelvin) && positive(hectopascals) && !rest.length;
};

export const standardStates = ['273', '273.15'];
/** Chosen, but its temperature and pressure are not yet there. */
export const unknownState = 'monitored';

/** Which of the states is chosen: `reference`, `273`, `273.15` or `monitored`. */
export function stateKind(): string {
  const asked = fragment.get('state') ?? '';
  if (standardStates.includes(asked)) return asked;
  return asked === unknownState || isAir(asked) ? unknownState : 'reference';
}

export function readingChoices(): ReadingChoices {
  const state = fragment.get('state') ?? '';
  const air = fragment.get('air') ?? '';
  const ozone = fragment.get('ozone') ?? '';
  return {
    data_state: standardStates.includes(state) || isAir(state) ? state : 'reference',
    site_air: standardStates.includes(state) && isAir(air) ? air : '',
    ozone_exception: positive(ozone) ? ozone : '',
  };
}

/** Temperature and pressure as far as they are there. */
export const airOf = (key: 'state' | 'air'): [string, string] => {
  const [kelvin = '', hectopascals = ''] = (fragment.get(key) ?? '').split(',');
  return isAir(`${kelvin},${hectopascals}`) ? [kelvin, hectopascals] : ['', ''];
};

export const chooseReading = (values: Partial<Record<'state' | 'air' | 'ozone', string>>) =>
  fragment.set(Object.fromEntries(Object.entries(values).map(([key, value]) => [key, value && value !== 'reference' ? value : null])), { replace: true });

export const same = (a: ReadingChoices, b: ReadingChoices) =>
  a.data_state === b.data_state && a.site_air === b.site_air && a.ozone_exception === b.ozone_exception;
