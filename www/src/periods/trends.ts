// Annual numbers of a place over its years, and whether they rise or fall.
import { html, nothing, svg, type TemplateResult } from 'lit';
import { openTrend } from '../explain';
import { lang, t, w } from '../state';
import type { EvaluationView, TrendRow, TrendsView } from '../engine/types';
import type { Periods } from './evaluation';
import { editionAsked, editionPicker, noticeList, placeAsked, placePicker, saveCsv, scroller, symbol, working } from './parts';

export function trends(of: Periods, view: EvaluationView): TemplateResult {
  const words = w();
  const place = placeAsked(view);
  const edition = editionAsked(view);
  if (!place || !edition) return html``;
  const found = of.answer('trends', place.place, edition.key);
  return html`
    <div class="filters">
      ${placePicker(view, place)}
      ${editionPicker(view, edition)}
    </div>
    ${found === undefined
      ? working()
      : found === null || !found.rows.length
        ? html`<p class="note">${words.periods.noTrend}</p>`
        : table(found, (row) => () => openTrend(of.data.name, place.place, row.key, edition.key))}
  `;
}

const yearsOf = (view: TrendsView) => [...new Set(view.rows.flatMap((r) => r.years.map((y) => y.year)))].sort((a, b) => a - b);
const label = (row: TrendRow) => t(row.label).replace(/^\S+/, symbol);

/** The run of the values, by eye; the numbers stand beside it. */
function spark(row: TrendRow, years: number[]): TemplateResult | typeof nothing {
  const numbers = row.years.map((y) => Number(y.value));
  if (numbers.length < 3) return nothing;
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  const [first = 0, last = 0] = [years[0], years[years.length - 1]];
  const points = row.years
    .map((y, i) => `${(((y.year - first) / (last - first || 1)) * 76 + 2).toFixed(1)},${(22 - (((numbers[i] ?? 0) - least) / (most - least || 1)) * 20).toFixed(1)}`)
    .join(' ');
  return html`<svg class="spark small" viewBox="0 0 80 24" width="80" height="24" aria-hidden="true">${svg`<polyline points=${points}></polyline>`}</svg>`;
}

function table(view: TrendsView, open: (row: TrendRow) => () => void): TemplateResult {
  const words = w();
  const p = words.periods;
  const years = yearsOf(view);
  const moving = view.rows.some((r) => r.moving.length);
  return html`
    <p class="finding">${t(view.finding)}</p>
    ${scroller(p.tabs.trends, html`<table class="rows trends">
      <caption class="visually-hidden">${t(view.name)} ${p.tabs.trends}</caption>
      <thead>
        <tr>
          <th scope="col">${words.item}</th>
          ${years.map((y) => html`<th scope="col" class="n">${y}</th>`)}
          <th scope="col">${p.trend}</th>
          <th scope="col" class="n">${p.rankCorrelation}</th>
          <th scope="col" class="n">Mann-Kendall</th>
          <th scope="col" class="n">${p.slope}</th>
          ${moving ? html`<th scope="col" class="n">${p.moving}</th>` : nothing}
        </tr>
      </thead>
      <tbody>
        ${view.rows.map(
          (row) => html`<tr>
            <th scope="row">${label(row)}${row.unit ? html` <small class="dim">${row.unit}</small>` : nothing}${spark(row, years)}</th>
            ${years.map((y) => {
              const value = row.years.find((v) => v.year === y)?.value;
              const why = row.left_out.find((v) => v.year === y)?.why;
              return html`<td class="n">${value ?? '—'}${why ? html`<span class="block short">${t(why)}</span>` : nothing}</td>`;
            })}
            <td><button class="link says trend-${row.trend}" aria-label="${t(row.trend_words)}, ${words.why}" @click=${open(row)}>${sign(row.trend)}${t(row.trend_words)}</button></td>
            <td class="n nowrap">${row.coefficient || '—'}${row.critical ? html`<span class="block dim">${p.criticalValue(row.critical)}</span>` : nothing}</td>
            <td class="n nowrap">${row.score ? html`S ${row.score}<span class="block dim">p ${/^</.test(row.probability) ? row.probability : `= ${row.probability}`}</span>` : '—'}</td>
            <td class="n">${row.slope || '—'}</td>
            ${moving ? html`<td class="n">${row.moving.map((m) => html`<span class="block nowrap">${m.value} <small class="dim">${m.year - 2}–${m.year}</small></span>`)}</td>` : nothing}
          </tr>`,
        )}
      </tbody>
    </table>`)}
    <p class="actions"><button @click=${() => save(view)}>${words.periods.exportCsv}</button></p>
    ${noticeList(view.notices)}
  `;
}

const sign = (trend: string) => ({ rising: html`<span aria-hidden="true">↗</span> `, falling: html`<span aria-hidden="true">↘</span> ` })[trend] ?? nothing;

function save(view: TrendsView): void {
  const p = w().periods;
  const years = yearsOf(view);
  saveCsv(`trend-${view.name[lang()]}.csv`, [
    [w().item, w().unit, ...years, p.trend, p.rankCorrelation, p.critical, 'Mann-Kendall S', 'p', p.slope],
    ...view.rows.map((r) => [
      r.label[lang()], r.unit, ...years.map((y) => r.years.find((v) => v.year === y)?.value ?? ''), t(r.trend_words), r.coefficient, r.critical, r.score, r.probability, r.slope,
    ]),
  ]);
}
