// A year of a place by several rules: the Chinese editions, WHO, the EU, the US.
import { html, nothing, type TemplateResult } from 'lit';
import { openComparison } from '../explain';
import { verdict } from '../rows';
import { fragment, lang, number, t, w } from '../state';
import type { ComparisonGroup, ComparisonRow, ComparisonView, EvaluationView } from '../engine/types';
import type { Periods } from './evaluation';
import { noticeList, picker, placeAsked, placePicker, saveCsv, scroller, symbol, working } from './parts';

export function comparison(of: Periods, view: EvaluationView): TemplateResult {
  const words = w();
  const place = placeAsked(view);
  const years = [...new Set(of.data.result?.air?.sites.flatMap((s) => s.years))].sort((a, b) => a - b);
  const year = years.find((y) => String(y) === fragment.get('year')) ?? of.data.result?.air?.sites[0]?.first_shown ?? years[years.length - 1];
  if (!place || year === undefined) return html``;
  const found = of.answer('comparison', place.place, year);
  return html`
    <div class="filters">
      ${placePicker(view, place)}
      ${years.length > 1 ? picker(words.year, 'year', String(year), years.map((y) => [String(y), String(y)])) : nothing}
    </div>
    ${found === undefined
      ? working()
      : found === null
        ? html`<p class="note">${words.periods.noAnswer}</p>`
        : body(found, () => openComparison(of.data.name, place.place, year))}
  `;
}

function body(view: ComparisonView, open: () => void): TemplateResult {
  const words = w();
  return html`
    <p class="finding">${t(view.finding)}</p>
    <p><button class="link" @click=${open}>${words.explanation}</button></p>
    <div class="rules">${view.groups.map(group)}</div>
    <p class="actions"><button @click=${() => save(view)}>${words.periods.exportCsv}</button></p>
    ${noticeList(view.notices)}
  `;
}

const item = (row: ComparisonRow) => t(row.item).replace(/^\S+/, symbol);

function group(g: ComparisonGroup): TemplateResult {
  const words = w();
  const most = Math.max(...g.counts.map((c) => c.count), 1);
  return html`<article class="period-card" data-rule=${g.key}>
    <h3>${t(g.title)} ${g.verdict ? verdict(g.verdict) : nothing}</h3>
    <p class="note">${g.clause}</p>
    ${g.rows.length
      ? scroller(t(g.title), html`<table class="rows rule">
          <caption class="visually-hidden">${t(g.title)}</caption>
          <thead><tr><th scope="col">${words.item}</th><th scope="col" class="n">${words.value}</th><th scope="col" class="n">${words.periods.limit}</th><th scope="col">${words.verdict}</th></tr></thead>
          <tbody>
            ${g.rows.map(
              (row) => html`<tr>
                <th scope="row">${item(row)} <span class="dim">${t(row.averaging)}</span></th>
                <td class="n nowrap">${row.value ? html`<b>${row.value}</b> <small class="dim">${unit(row.unit)}</small>` : '—'}</td>
                <td class="n">${row.limit || '—'}</td>
                <td><span class="verdict ${row.verdict}">${t(row.verdict_words)}</span>${t(row.note) ? html` <span class="${t(row.note).length > 8 ? 'block ' : ''}dim">${t(row.note)}</span>` : nothing}</td>
              </tr>`,
            )}
          </tbody>
        </table>`)
      : nothing}
    ${g.counts.length
      ? html`<ul class="counts">
          ${g.counts.map((c) => html`<li><span>${t(c.label)}</span><b>${number(c.count)}</b><span class="index-bar" aria-hidden="true"><i style="width:${((c.count / most) * 100).toFixed(1)}%"></i></span></li>`)}
        </ul>`
      : nothing}
  </article>`;
}

const unit = (text: string) => (text === '×' ? w().periods.timesUnit : text === 'd' ? w().days : text);

function save(view: ComparisonView): void {
  const words = w();
  saveCsv(`rules-${view.name[lang()]}-${view.year}.csv`, [
    [words.editionHead, words.item, words.periods.averaging, words.value, words.unit, words.periods.limit, words.verdict, words.note],
    ...view.groups.flatMap((g) => [
      ...g.rows.map((r) => [t(g.title), t(r.item), t(r.averaging), r.value, unit(r.unit), r.limit, t(r.verdict_words), t(r.note)]),
      ...g.counts.map((c) => [t(g.title), t(c.label), '', c.count, '', '', '', '']),
    ]),
  ]);
}
