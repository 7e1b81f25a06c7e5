// TSP, NOx, Pb, BaP beside table 2, and what annex A gives reference values for: shown where files have any.
import { html, nothing, type TemplateResult } from 'lit';
import { download } from '../download';
import { openOtherItem } from '../explain';
import { verdict } from '../rows';
import { t, w } from '../state';
import type { EvaluationView, OtherItemRow, OtherItemsView, OtherValueView } from '../engine/types';
import type { Periods } from './evaluation';
import { editionAsked, editionPicker, noticeList, placeAsked, placePicker, scroller, working } from './parts';

export const hasOthers = (of: Periods) => (of.data.result?.other_items ?? 0) > 0;

export function others(of: Periods, view: EvaluationView): TemplateResult {
  const words = w();
  const place = placeAsked(view);
  const edition = editionAsked(view);
  if (!place || !edition) return html``;
  const found = of.answer('other_items', place.place, edition.key);
  const save = async () => {
    if (of.choices) download('other-items.csv', await of.client.ask(of.data.name, 'other_items_csv', of.choices, edition.key), 'text/csv');
  };
  return html`
    <div class="filters">
      ${placePicker(view, place)}
      ${editionPicker(view, edition)}
    </div>
    ${found === undefined
      ? working()
      : found === null || !found.rows.length
        ? html`<p class="note">${words.periods.noOthers}</p>`
        : table(found, (row) => () => openOtherItem(of.data.name, place.place, row.item, row.year, edition.key))}
    <p class="actions"><button @click=${() => void save()}>${words.periods.exportCsv}</button></p>
    ${found ? noticeList(found.notices) : nothing}
  `;
}

const value = (said: boolean) => (v: OtherValueView) => html`<span class="stat other-value ${v.multiple ? 'over' : ''}">
  <span class="dim">${t(v.label)}</span> <b>${v.value || '—'}</b>${v.limit ? html` <span class="dim">${v.verdict ? '≤' : '/'} ${v.limit}</span>` : nothing}
  ${v.multiple ? html`<span class="stat-over">${w().periods.timesOver(v.multiple)}</span>` : nothing}
  ${t(v.note) && !said ? html`<small class="block dim">${t(v.note)}</small>` : nothing}
</span>`;

/** What is said of all its values alike is said once. */
const noteOfAll = ({ values }: OtherItemRow) => {
  const notes = new Set(values.map((v) => t(v.note)));
  return notes.size === 1 && values.length > 1 ? [...notes][0] : '';
};

function table(view: OtherItemsView, open: (row: OtherItemRow) => () => void): TemplateResult {
  const words = w();
  const p = words.periods;
  const rows = [...view.rows].sort((a, b) => b.year - a.year);
  return html`
    <p class="finding">${t(view.finding)}</p>
    ${scroller(p.tabs.others, html`<table class="rows others-table">
      <caption class="visually-hidden">${t(view.name)} ${p.tabs.others}</caption>
      <thead>
        <tr>
          <th scope="col">${words.item}</th><th scope="col">${words.verdict}</th><th scope="col">${p.valuesAndLimits}</th>
          <th scope="col" class="n">${p.daysWithin}</th><th scope="col" class="n">${p.daysAndPoints}</th><th scope="col">${words.basis}</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map((row) => html`<tr>
          <th scope="row">${row.symbol} ${row.year}<span class="block dim">${t(row.label)} <small>${row.unit}</small></span></th>
          <td class="verdict-cell"><button class="link says" aria-label="${t(row.verdict_words) || p.information}, ${words.why}" @click=${open(row)}>${row.verdict ? verdict(row.verdict) : p.information}</button>${t(row.why) ? html`<span class="block dim">${t(row.why)}</span>` : nothing}</td>
          <td class="values">${row.values.map(value(noteOfAll(row) !== ''))}</td>
          <td class="n nowrap">${row.days_judged ? html`${row.days_within} / ${row.days_judged}<span class="block dim">${row.rate} %</span>` : '—'}</td>
          <td class="n">${row.days} / ${row.points}${noteOfAll(row) ? html`<small class="block dim">${noteOfAll(row)}</small>` : nothing}</td>
          <td class="dim">${t(row.edition)}<span class="block">${row.clause}</span></td>
        </tr>`)}
      </tbody>
    </table>`)}
  `;
}
