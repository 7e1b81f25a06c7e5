// One period of a place against another.
import { html, nothing, type TemplateResult } from 'lit';
import { openPeriod } from '../explain';
import { fragment, lang, t, w } from '../state';
import type { ChangeRow, ChangeView, EvaluationView } from '../engine/types';
import type { Periods } from './evaluation';
import { editionAsked, editionPicker, picker, placeAsked, placePicker, saveCsv, scroller, symbol, working } from './parts';

export function changes(of: Periods, view: EvaluationView): TemplateResult {
  const words = w();
  const place = placeAsked(view);
  const own = view.spans.filter((s) => view.rows.some((r) => r.place === place?.place && r.span === s.key));
  const now = own.find((s) => s.key === fragment.get('now')) ?? own[own.length - 1];
  const edition = editionAsked(view);
  if (!place || !now || !edition) return html``;
  const at = own.indexOf(now);
  // The same stretch a year before, where there is one; otherwise the one before. Days of one's own are no stretch among
  // others: always those of a year before.
  const yearBefore = now.key.replace(/\b\d{4}/g, (year) => String(Number(year) - 1)).replace(/-02-29/g, '-02-28');
  const before = now.key.includes('..')
    ? { key: yearBefore }
    : own.find((s) => s.key === fragment.get('was') && s !== now) ?? own.find((s) => s.key === yearBefore) ?? own[at - 1] ?? own[at + 1];
  const names = own.map((s): [string, string] => [s.key, t(s.words)]);
  const found = before && of.answer('changes', place.place, before.key, now.key, edition.key);
  return html`
    <div class="filters">
      ${placePicker(view, place)}
      ${picker(words.periods.now, 'now', now.key, names)}
      ${before && own.length > 1 ? picker(words.periods.before, 'was', before.key, names.filter(([key]) => key !== now.key)) : nothing}
      ${editionPicker(view, edition)}
    </div>
    ${!before
      ? html`<p class="note">${words.periods.onePeriod}</p>`
      : found === undefined
        ? working()
        : found === null
          ? html`<p class="note">${words.periods.noAnswer}</p>`
          : table(found, [before.key, now.key], (span) => () => openPeriod(of.data.name, place.place, span, edition.key, lastPart(view, place.place, span, edition.key)))}
  `;
}

/** Of a period in two parts, the later one is compared. */
const lastPart = (view: EvaluationView, place: number, span: string, edition: string) =>
  Math.max(0, view.rows.filter((r) => r.place === place && r.span === span && r.choice === edition).length - 1);

function table(view: ChangeView, [before, now]: [string, string], open: (span: string) => () => void): TemplateResult {
  const words = w();
  const number = (text: string, span: string) =>
    text ? html`<button class="num" aria-label="${text}, ${words.why}" @click=${open(span)}>${text}</button>` : html`—`;
  return html`
    <p class="finding">${t(view.finding)}</p>
    ${scroller(words.periods.tabs.changes, html`<table class="rows changes">
      <caption class="visually-hidden">${t(view.now)} ${words.periods.tabs.changes}</caption>
      <thead>
        <tr>
          <th scope="col">${words.item}</th><th scope="col" class="n">${t(view.before)}</th><th scope="col" class="n">${t(view.now)}</th>
          <th scope="col" class="n">${words.periods.difference}</th><th scope="col" class="n">%</th><th scope="col">${words.periods.direction}</th>
        </tr>
      </thead>
      <tbody>
        ${view.rows.map(
          (row) => html`<tr>
            <th scope="row">${label(row)}${row.unit ? html` <small class="dim">${row.unit}</small>` : nothing}</th>
            <td class="n">${number(row.before, before)}</td>
            <td class="n">${number(row.now, now)}</td>
            <td class="n">${signed(row.difference)}</td>
            <td class="n">${signed(row.percent)}</td>
            <td>${direction(row)}</td>
          </tr>`,
        )}
      </tbody>
    </table>`)}
    ${view.deducted ? html`<p class="note">${words.periods.changesDeducted}</p>` : nothing}
    <p class="actions"><button @click=${() => save(view, before, now)}>${words.periods.exportCsv}</button></p>
  `;
}

const label = (row: ChangeRow) => t(row.label).replace(/^\S+/, symbol);
const signed = (text: string) => (text === '' ? '—' : /^[-0]/.test(text) && !/[1-9]/.test(text) ? text : text.startsWith('-') ? `−${text.slice(1)}` : `+${text}`);

function direction(row: ChangeRow): TemplateResult {
  const words = w().periods;
  const sign = { better: '✓', worse: '✗', same: '=' }[row.direction];
  if (!sign) return html`—`;
  return html`<span class="verdict ${row.direction === 'better' ? 'attained' : row.direction === 'worse' ? 'exceeded' : ''}"><span aria-hidden="true">${sign}</span> ${words.directions[row.direction]}</span>`;
}

function save(view: ChangeView, before: string, now: string): void {
  const words = w();
  saveCsv(`change-${now}-${before}.csv`, [
    [words.item, words.unit, t(view.before), t(view.now), words.periods.difference, '%', words.periods.direction],
    ...view.rows.map((r) => [r.label[lang()], r.unit, r.before, r.now, r.difference, r.percent, words.periods.directions[r.direction] ?? '']),
  ]);
}
