// Pieces that the tables of periods share.
import { html, nothing, type TemplateResult } from 'lit';
import { download } from '../download';
import { openPeriod } from '../explain';
import { verdict } from '../rows';
import { changed, fragment, t, w } from '../state';
import type { EvaluationRow, EvaluationView, NumbersView, Text } from '../engine/types';
import type { Periods } from './evaluation';

/** The results of a place over a period, by edition; a period in two parts makes two of these. */
export interface Group {
  place: number;
  name: Text;
  span: string;
  title: string;
  rows: Shown[];
}

export interface Shown {
  row: EvaluationRow;
  /** Which part of its period and edition it is, as an explanation asks. */
  part: number;
}

export function groups(view: EvaluationView): Group[] {
  const found = new Map<string, Group>();
  const parts = new Map<string, number>();
  for (const row of view.rows) {
    const asked = `${row.place} ${row.span} ${row.choice}`;
    const part = parts.get(asked) ?? 0;
    parts.set(asked, part + 1);
    const key = `${row.place} ${row.span} ${row.part}`;
    let group = found.get(key);
    if (!group) {
      const title = row.part ? w().periods.partOf(t(row.span_words), row.part.split('..')) : t(row.span_words);
      found.set(key, (group = { place: row.place, name: row.name, span: row.span, title, rows: [] }));
    }
    group.rows.push({ row, part });
  }
  return [...found.values()];
}

/** Short, for the head of a row; what exactly judges is in the row's `edition`. */
export const editionName = (key: string) => w().periods.editions[key] ?? key;

export const explain = (of: Periods, { row, part }: Shown) => () =>
  openPeriod(of.data.name, row.place, row.span, row.choice, part);

/** A verdict that opens how it came about. */
export function verdictButton(of: Periods, shown: Shown, key: string): TemplateResult {
  const words = w();
  return html`<button class="link says verdict-button" aria-label="${words.periods.verdicts[key] ?? key}, ${words.why}" @click=${explain(of, shown)}>
    ${key === 'not-assessable' || !key ? html`<span class="verdict">${words.periods.verdicts['not-assessable']}</span>` : verdict(key)}
  </button>`;
}

/** The number itself, opening how it came about. */
export const numberButton = (of: Periods, shown: Shown, text: string) =>
  text ? html`<button class="num" aria-label="${text}, ${w().why}" @click=${explain(of, shown)}>${text}</button>` : html`—`;

/** All days, and without those of dust where some were declared: always one beside the other. */
export const series = (row: EvaluationRow): { key: 'plain' | 'deducted'; numbers: NumbersView }[] => [
  { key: 'plain', numbers: row.plain },
  ...(row.deducted ? [{ key: 'deducted' as const, numbers: row.deducted }] : []),
];

export const seriesName = (key: 'plain' | 'deducted') => w().periods.series[key];

export const pollutants = ['SO₂', 'NO₂', 'CO', 'O₃', 'PM10', 'PM2.5'];
const spelt: Record<string, string> = { SO2: 'SO₂', NO2: 'NO₂', O3: 'O₃' };
export const symbol = (plain: string) => spelt[plain] ?? plain;
export const symbols = (plain: string[]) => plain.map(symbol).join(w().listSeparator);

const phone = matchMedia('(max-width: 860px)');
phone.addListener(() => changed());
/** Wide tables become cards. */
export const narrow = () => phone.matches;

export const picker = (label: string, key: string, value: string, options: [string, string][]) =>
  html`<label>${label}
    <select .value=${value} @change=${(e: Event) => fragment.set({ [key]: (e.target as HTMLSelectElement).value || null }, { replace: true })}>
      ${options.map(([option, text]) => html`<option value=${option} ?selected=${option === value}>${text}</option>`)}
    </select>
  </label>`;

type Place = EvaluationView['places'][number];
type Edition = EvaluationView['editions'][number];

/** The place that the link names, or the first. */
export const placeAsked = (view: EvaluationView): Place | undefined =>
  view.places.find((p) => String(p.place) === fragment.get('of')) ?? view.places[0];

/** The edition that the link names, or the first. */
export const editionAsked = (view: EvaluationView): Edition | undefined =>
  view.editions.find((e) => e.key === fragment.get('by')) ?? view.editions[0];

export const placePicker = (view: EvaluationView, place: Place) =>
  view.places.length > 1 ? picker(w().periods.place, 'of', String(place.place), view.places.map((p) => [String(p.place), t(p.name)])) : nothing;

export const editionPicker = (view: EvaluationView, edition: Edition) =>
  view.editions.length > 1 ? picker(w().editionHead, 'by', edition.key, view.editions.map((e) => [e.key, editionName(e.key)])) : nothing;

export const scroller = (name: string, body: TemplateResult) =>
  html`<div class="table-scroll" tabindex="0" role="region" aria-label=${w().scrollable(name)}>${body}</div>`;

export const noticeList = (texts: Text[]) =>
  texts.length
    ? html`<ul class="notices" aria-label=${w().notices}>${texts.map((n) => html`<li>${t(n)}</li>`)}</ul>`
    : nothing;

/** Rows of cells as CSV that spreadsheets read; a text that they would take for a formula gets an apostrophe in front. */
export function saveCsv(name: string, rows: (string | number)[][]): void {
  const cell = (c: string | number) => {
    const text = /^[=+\-@\t\r]/.test(String(c)) && Number.isNaN(Number(c)) && String(c).length > 2 ? `'${c}` : String(c);
    return /[",\n\r]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
  };
  download(name, `\ufeff${rows.map((r) => r.map(cell).join(',')).join('\r\n')}\r\n`, 'text/csv');
}

export const working = () => html`<p class="note" aria-busy="true">${w().computing}</p>`;
