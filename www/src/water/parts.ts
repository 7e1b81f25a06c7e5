// Pieces that the tables of water share.
import { html, nothing, type TemplateResult } from 'lit';
import { download } from '../download';
import { openWater } from '../explain';
import { waterChip } from '../figure';
import { fragment, t, w } from '../state';
import type { WaterArgs, WaterEvaluationView, WaterMethod } from '../engine/types';
import type { Waters } from './evaluation';
import { words } from './words';
export { narrow, noticeList, picker, scroller, working } from '../periods/parts';

/** Anything that opens how it came about. */
export const opens = <M extends WaterMethod>(of: Waters, body: unknown, name: string, method: M, ...args: WaterArgs<M>): TemplateResult =>
  html`<button class="link says" aria-label="${name}, ${w().why}" @click=${() => openWater(of.data.name, method, args)}>${body}</button>`;

export const classChip = (grade: number | undefined | null) => (grade ? waterChip(grade) : html`<span class="dim">—</span>`);

/** The period that the link names, or the last. */
export const spanAsked = (view: WaterEvaluationView, key = 'wat') =>
  view.spans.find((s) => s.key === fragment.get(key)) ?? view.spans[view.spans.length - 1];

export const spanPicker = (view: WaterEvaluationView, key = 'wat', label = w().period) => {
  const span = spanAsked(view, key);
  return span && view.spans.length > 1
    ? html`<label>${label}
        <select .value=${span.key} @change=${(e: Event) => fragment.set({ [key]: (e.target as HTMLSelectElement).value }, { replace: true })}>
          ${[...view.spans].reverse().map((s) => html`<option value=${s.key} ?selected=${s.key === span.key}>${t(s.words)}</option>`)}
        </select>
      </label>`
    : nothing;
};

/** A table of the core as a file. */
export const csvButton = (name: string, ask: () => Promise<string> | undefined) => {
  const save = async () => {
    const text = await ask();
    if (text !== undefined) download(name, text, 'text/csv');
  };
  return html`<p class="actions"><button @click=${() => void save()}>${words().exportCsv}</button></p>`;
};
