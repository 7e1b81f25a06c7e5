// Pieces of the tabs of lakes, cities, function zones, black and odorous water and acid rain.
import { html, nothing, type TemplateResult } from 'lit';
import { fragment, t, w } from '../state';
import type { Text, WaterEvaluationView } from '../engine/types';
import { chooseFurther, chosenOf, options, type FurtherKey } from './further';
import { further } from './furtherwords';
import { csvButton, noticeList, picker, working } from './parts';

export interface Key {
  key: string;
  words: Text;
}

/** The stretch that the link names, or the last. */
export const asked = (spans: Key[], key = 'wat') => spans.find((s) => s.key === fragment.get(key)) ?? spans[spans.length - 1];

/** Which stretch, and where it matters which one it is compared with. */
export function stretches(spans: Key[], span: string, base?: string): TemplateResult {
  const own: [string, string][] = [...spans].reverse().map((s) => [s.key, t(s.words)]);
  const bases = own.filter(([key]) => key !== span);
  return html`${spans.length > 1 ? picker(w().period, 'wat', span, own) : nothing}
    ${base !== undefined && bases.length
      ? picker(further().comparedWith, 'wagainst', base, [['', further().yearBefore], ...bases])
      : nothing}`;
}

export const base = (view: WaterEvaluationView) => {
  const wanted = fragment.get('wagainst') ?? '';
  return view.spans.some((s) => s.key === wanted) ? wanted : '';
};

export const choice = (label: string, key: FurtherKey, names: Record<string, string>): TemplateResult =>
  html`<label>${label}
    <select @change=${(e: Event) => chooseFurther(key, (e.target as HTMLSelectElement).value)}>
      ${options(key).map((o) => html`<option value=${o} ?selected=${o === chosenOf(key)}>${names[o] ?? o}</option>`)}
    </select>
  </label>`;

export const written = (label: string, key: 'wnatural' | 'wrivertype', sample: string): TemplateResult =>
  html`<label>${label}
    <input type="text" .value=${fragment.get(key) ?? ''} placeholder=${sample} @change=${(e: Event) => chooseFurther(key, (e.target as HTMLInputElement).value.trim())} />
  </label>`;

interface Found {
  finding: Text;
  notices: Text[];
}

/** An answer of these tabs: which stretch, its finding, its table, notices and file, and what can be chosen of it. */
export function answered<F extends Found>(
  found: F | null | undefined,
  show: {
    stretches: (found: F) => TemplateResult;
    rows: (found: F) => number;
    table: (found: F) => unknown;
    /** What is said below the table, or in its place. */
    below?: (found: F) => unknown;
    file: string;
    csv: (found: F) => Promise<string> | undefined;
    choices: TemplateResult;
  },
): TemplateResult {
  return html`
    ${found ? html`<div class="filters">${show.stretches(found)}</div>` : nothing}
    ${found === undefined
      ? working()
      : found === null
        ? html`<p class="note">${further().failed}</p>`
        : html`<p class="finding">${t(found.finding)}</p>
            ${show.rows(found) ? show.table(found) : html`<p class="note">${further().none}</p>`}
            ${show.below?.(found) ?? nothing}
            ${noticeList(found.notices)}
            ${csvButton(show.file, () => show.csv(found))}`}
    <details class="more">
      <summary>${further().choices}</summary>
      <div class="fields">${show.choices}</div>
    </details>
  `;
}
