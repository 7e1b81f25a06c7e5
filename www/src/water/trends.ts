// Numbers of a section, or of a river, basin or region over periods, and whether they rise or fall.
import { html, nothing, svg, type TemplateResult } from 'lit';
import { fragment, lang, t, w } from '../state';
import type { WaterEvaluationView, WaterTrendRow, WaterTrendsView } from '../engine/types';
import { basinChoices, byAsked } from './basins';
import { basinWords } from './basin-words';
import type { Waters } from './evaluation';
import { csvButton, narrow, noticeList, opens, picker, scroller, spanAsked, working } from './parts';
import { words } from './words';

/** Up to so many periods stand in columns of their own. */
const mostColumns = 8;

export function waterTrends(of: Waters, view: WaterEvaluationView): TemplateResult {
  const bw = basinWords();
  const span = spanAsked(view);
  const groups = span && of.answer('groups', byAsked(), span.key);
  if (!span) return html`<p class="note">${words().none}</p>`;
  if (groups === undefined) return working();
  const site = fragment.get('wsite');
  const section = view.sites.find((s) => String(s.site) === site);
  const chosen = groups?.rows.find((row) => String(row.number) === fragment.get('wriver')) ?? groups?.rows[0];
  // A section where one is asked for, or where there is no group.
  const one = section ?? (chosen ? undefined : view.sites[0]);
  const [whose, number] = one ? (['section', one.site] as const) : ([groups?.by.key ?? 'all', chosen?.number ?? 0] as const);
  const found = of.answer('trends', whose, number);
  const ways: [string, string][] = [...(groups?.ways ?? []).map((way): [string, string] => [way.key, t(way.words)]), ['section', bw.eachSection]];
  const choose = (e: Event) => {
    const { value } = e.target as HTMLSelectElement;
    fragment.set(value === 'section' ? { wsite: String(view.sites[0]?.site ?? 0) } : { wsite: null, wby: value, wriver: null }, { replace: true });
  };
  return html`
    <div class="filters">
      <label>${bw.whose}
        <select .value=${one ? 'section' : (groups?.by.key ?? '')} @change=${choose}>
          ${ways.map(([key, text]) => html`<option value=${key} ?selected=${key === (one ? 'section' : groups?.by.key)}>${text}</option>`)}
        </select>
      </label>
      ${one
        ? picker(words().section, 'wsite', String(one.site), view.sites.map((s) => [String(s.site), s.name]))
        : groups && groups.rows.length > 1 && chosen
          ? picker(bw.group, 'wriver', String(chosen.number), groups.rows.map((row) => [String(row.number), t(row.name)]))
          : nothing}
    </div>
    ${basinChoices(of)}
    ${found === undefined
      ? working()
      : !found?.rows.length
        ? html`<p class="note">${bw.noTrend}</p>`
        : html`<p class="finding">${t(found.finding)}</p>
            ${narrow() ? found.rows.map((row) => card(of, found, row, whose, number)) : table(of, found, whose, number)}
            ${csvButton('trend.csv', () => of.ask('trends_csv', whose, number, lang()))}
            ${noticeList(found.notices)}`}
  `;
}

const spansOf = (view: WaterTrendsView) =>
  [...new Set(view.rows.flatMap((row) => [...row.values, ...row.left_out].map((value) => value.span)))].sort();

/** The run of the values, by eye; the numbers stand beside it. */
function spark(row: WaterTrendRow, spans: string[]): TemplateResult | typeof nothing {
  const numbers = row.values.map((v) => Number(v.value));
  if (numbers.length < 3) return nothing;
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  const at = new Map(spans.map((span, index) => [span, index] as const));
  const points = row.values
    .map((v, i) => `${(((at.get(v.span) ?? 0) / (spans.length - 1 || 1)) * 76 + 2).toFixed(1)},${(22 - (((numbers[i] ?? 0) - least) / (most - least || 1)) * 20).toFixed(1)}`)
    .join(' ');
  return html`<svg class="spark small" viewBox="0 0 80 24" width="80" height="24" aria-hidden="true">${svg`<polyline points=${points}></polyline>`}</svg>`;
}

const arrow = (trend: string) => ({ rising: '↗ ', falling: '↘ ' })[trend] ?? '';

const trendOf = (of: Waters, row: WaterTrendRow, whose: string, number: number) =>
  html`${opens(of, html`<span class="change-${row.meaning}"><span aria-hidden="true">${arrow(row.trend)}</span>${t(row.trend_words)}</span>`, `${t(row.label)} ${t(row.trend_words)}`, 'explain_trend', whose, number, row.key)}
    ${t(row.meaning_words) ? html`<span class="block dim">${t(row.meaning_words)}</span>` : nothing}`;

const rankOf = (row: WaterTrendRow) =>
  html`${row.coefficient || '—'}<span class="block dim">${row.critical ? basinWords().critical(row.critical) : row.coefficient ? basinWords().noCritical : nothing}</span>`;

const probability = (p: string) => (/^[<≈]/.test(p) ? `p ${p}` : `p = ${p}`);

const kendall = (row: WaterTrendRow) => (row.score ? html`S ${row.score}<span class="block dim">${probability(row.probability)}</span>` : html`—`);

const seasonal = (row: WaterTrendRow) =>
  row.seasonal_probability
    ? html`${row.seasonal_slope ? `${row.seasonal_slope} ${basinWords().perYear}` : nothing}<span class="block dim">${probability(row.seasonal_probability)}</span>`
    : html`—`;

/** The first and the last value where there are too many for columns. */
const ends = (row: WaterTrendRow) => {
  const [first, last] = [row.values[0], row.values[row.values.length - 1]];
  return first && last
    ? html`<span class="nowrap">${first.value} <small class="dim">${first.span}</small></span> → <span class="nowrap">${last.value} <small class="dim">${last.span}</small></span>
        <span class="block dim">${basinWords().period(row.values.length)}</span>`
    : html`—`;
};

function table(of: Waters, view: WaterTrendsView, whose: string, number: number): TemplateResult {
  const bw = basinWords();
  const spans = spansOf(view);
  const columns = spans.length <= mostColumns ? spans : [];
  const withSeasons = view.rows.some((row) => row.seasonal_probability);
  const cell = (row: WaterTrendRow, span: string) => {
    const value = row.values.find((v) => v.span === span);
    const why = row.left_out.find((v) => v.span === span);
    return html`<td class="n">${value ? (value.below ? html`<span title=${bw.below}>${value.value}*</span>` : value.value) : '—'}${why ? html`<span class="block short">${t(why.why)}</span>` : nothing}</td>`;
  };
  return scroller(bw.trends, html`<table class="rows trends">
    <caption class="visually-hidden">${t(view.name)} ${bw.trends}</caption>
    <thead>
      <tr>
        <th scope="col">${bw.item}</th>
        ${columns.length ? columns.map((span) => html`<th scope="col" class="n">${span}</th>`) : html`<th scope="col">${bw.values}</th>`}
        <th scope="col">${bw.trend}</th><th scope="col" class="n">${bw.rank}</th><th scope="col" class="n">Mann-Kendall</th>
        <th scope="col" class="n">${bw.slope} <small class="block dim">${t(view.per)}</small></th>
        ${withSeasons ? html`<th scope="col" class="n">${bw.seasonal}</th>` : nothing}
      </tr>
    </thead>
    <tbody>
      ${view.rows.map((row) => html`<tr>
        <th scope="row">${t(row.label)}${row.unit ? html` <small class="dim">${row.unit}</small>` : nothing}${spark(row, spans)}</th>
        ${columns.length ? columns.map((span) => cell(row, span)) : html`<td>${ends(row)}</td>`}
        <td>${trendOf(of, row, whose, number)}</td>
        <td class="n nowrap">${rankOf(row)}</td>
        <td class="n nowrap">${kendall(row)}</td>
        <td class="n">${row.slope || '—'}</td>
        ${withSeasons ? html`<td class="n nowrap">${seasonal(row)}</td>` : nothing}
      </tr>`)}
    </tbody>
  </table>`);
}

function card(of: Waters, view: WaterTrendsView, row: WaterTrendRow, whose: string, number: number): TemplateResult {
  const bw = basinWords();
  const left = row.left_out.map((one) => `${one.span} (${t(one.why)})`).join(w().listSeparator);
  return html`<article class="period-card">
    <h3>${t(row.label)}${row.unit ? html` <small class="dim">${row.unit}</small>` : nothing} ${spark(row, spansOf(view))}</h3>
    <p>${trendOf(of, row, whose, number)}</p>
    <p>${ends(row)}</p>
    <p class="note">${bw.rank}: ${rankOf(row)} · Mann-Kendall: ${kendall(row)} · ${bw.slope}: ${row.slope || '—'} ${t(view.per)}${row.seasonal_probability ? html` · ${bw.seasonal}: ${seasonal(row)}` : nothing}</p>
    ${left ? html`<p class="note">${bw.leftOutPeriods(left)}</p>` : nothing}
  </article>`;
}
