// The annual evaluation: verdict, and every pollutant's mean and percentile against the limits of each edition.
import { html, nothing, type TemplateResult } from 'lit';
import { t, w } from '../state';
import type { EvaluationView, ItemView, NumbersView } from '../engine/types';
import type { Periods } from './evaluation';
import { editionName, narrow, numberButton, scroller, seriesName, symbol, symbols, verdictButton, type Group, type Shown } from './parts';

/** Which of the two numbers of a pollutant are shown: the judged ones; both where nothing is judged. */
interface Columns {
  mean: boolean[];
  percentile: boolean[];
}

function columns(view: EvaluationView): Columns {
  const items = view.rows.flatMap((r) => [r.plain.items]);
  const some = (of: (item: ItemView) => string) => [0, 1, 2, 3, 4, 5].map((i) => items.some((all) => of(all[i] as ItemView) !== ''));
  const [mean, percentile] = [some((i) => i.mean_limit), some((i) => i.percentile_limit)];
  const judged = [...mean, ...percentile].some(Boolean);
  return judged ? { mean, percentile } : { mean: mean.map(() => true), percentile: percentile.map(() => true) };
}

const short = (coverage: string) => !/^(enough|no-minimum)$/.test(coverage);

const over = (item: ItemView): string[] => {
  const words = w().periods;
  return [
    item.mean_multiple && `${words.mean} ${item.mean_multiple}`,
    item.percentile_multiple && `P${item.percent} ${item.percentile_multiple}`,
  ].filter((text): text is string => text !== '');
};

function itemCell(item: ItemView, index: number, { mean, percentile }: Columns, alike: boolean): TemplateResult {
  const line = (label: string, value: string) =>
    html`<span class="stat"><span class="stat-name">${label}</span><b>${value || '—'}</b></span>`;
  return html`<td class="item">
    ${mean[index] ? line(w().periods.mean, item.mean) : nothing}
    ${percentile[index] ? line(`P${item.percent}`, item.percentile) : nothing}
    ${alike ? nothing : daysOf(item)}
  </td>`;
}

const daysOf = (item: ItemView) =>
  html`<span class="stat-days ${short(item.coverage) ? 'short' : ''}">${w().periods.nDays(item.days)}${short(item.coverage) ? html`<span class="block">${t(item.coverage_words)}</span>` : nothing}</span>`;

/** Whether all pollutants have the same days, and the same is wrong with them: then it is said once. */
const daysAlike = ([first, ...others]: ItemView[]) =>
  first !== undefined && others.every((i) => i.days === first.days && i.coverage === first.coverage && t(i.coverage_words) === t(first.coverage_words));

/** What a row of numbers concludes. The verdict on a place is of all its days. */
const verdictOf = (key: 'plain' | 'deducted', shown: Shown, numbers: NumbersView) =>
  key === 'plain' ? shown.row.verdict : numbers.verdict;

/** What one edition says of these numbers: the verdict, what exceeds its limits by how much, good days, the index. */
function conclusion(of: Periods, shown: Shown, key: 'plain' | 'deducted', numbers: NumbersView): TemplateResult {
  const words = w();
  const { row } = shown;
  const judged = numbers.verdict !== '';
  return html`
    <span class="block">${judged ? verdictButton(of, shown, verdictOf(key, shown, numbers)) : nothing}
      ${numbers.items.some((item) => over(item).length) ? html`<small class="dim">${words.periods.multiples}</small>` : nothing}</span>
    ${numbers.items.map((item) => (over(item).length ? html`<span class="stat-over"><b>${symbol(item.symbol)}</b> ${over(item).map((part, i) => html`${i ? ' ' : ''}<span>${part}</span>`)}</span>` : nothing))}
    ${row.cities ? html`<span class="block dim">${words.periods.citiesOf(row.cities.cities, row.cities.judged, row.cities.attaining)}</span>` : nothing}
    ${judged && key === 'plain' && t(row.why) && !daysAlike(numbers.items) ? html`<span class="block dim why">${t(row.why)}</span>` : nothing}
    <span class="stat"><span class="stat-name">${words.periods.goodShare}</span>${numberButton(of, shown, numbers.good_ratio && `${numbers.good_ratio}%`)}</span>
    <span class="stat"><span class="stat-name">${words.periods.index}</span>${numberButton(of, shown, numbers.composite.sum)} <small class="dim">${symbols(numbers.composite.main)}</small></span>
  `;
}

export function attainment(of: Periods, view: EvaluationView, page: Group[]): TemplateResult {
  const shown = columns(view);
  // Why nothing is judged is the same for many rows; it is said once.
  const whys = new Set(page.flatMap((g) => g.rows.filter((s) => !s.row.plain.verdict).map((s) => t(s.row.why))).filter(Boolean));
  return html`${narrow() ? page.map((g) => card(of, g, shown)) : table(of, view, page, shown)} ${[...whys].map((why) => html`<p class="note">${why}</p>`)}`;
}

/** The limits by which these rows are judged, each set of them once. */
function limitRows(page: Group[], shown: Columns, before: number, after: number): TemplateResult[] {
  const sets = new Map<string, ItemView[]>();
  for (const { rows } of page)
    for (const { row } of rows) if (row.plain.verdict) sets.set(t(row.edition), row.plain.items);
  return [...sets].map(
    ([edition, items]) => html`<tr class="limits">
      <th scope="row" colspan=${before}>${w().periods.limit}<span class="visually-hidden"> ${edition}</span></th>
      ${items.map((item, i) => html`<td class="item">
        ${shown.mean[i] ? html`<span class="stat"><span class="stat-name">${w().periods.mean}</span>≤ ${item.mean_limit}</span>` : nothing}
        ${shown.percentile[i] ? html`<span class="stat"><span class="stat-name">P${item.percent}</span>≤ ${item.percentile_limit}</span>` : nothing}
      </td>`)}
      <td colspan=${after} aria-hidden="true">${edition}</td>
    </tr>`,
  );
}

function table(of: Periods, view: EvaluationView, page: Group[], shown: Columns): TemplateResult {
  const words = w();
  const items = view.rows[0]?.plain.items ?? [];
  const both = page.some((g) => g.rows.some((s) => s.row.deducted));
  return scroller(words.periods.tabs.attainment, html`<table class="rows periods-table attainment-table">
    <caption class="visually-hidden">${words.periods.tabs.attainment}</caption>
    <thead>
      <tr>
        <th scope="col">${words.periods.place}</th>
        ${both ? html`<th scope="col">${words.periods.seriesHead}</th>` : nothing}
        ${items.map((i) => html`<th scope="col">${symbol(i.symbol)} <small class="block">${i.unit}</small></th>`)}
        ${view.editions.map((e) => html`<th scope="col">${editionName(e.key)}</th>`)}
      </tr>
    </thead>
    <tbody>${limitRows(page, shown, both ? 2 : 1, view.editions.length)}</tbody>
    ${page.map((group) => {
      const keys = group.rows.some((s) => s.row.deducted) ? (['plain', 'deducted'] as const) : (['plain'] as const);
      return html`<tbody>
        ${keys.map((key, at) => {
          const numbers = (s: Shown | undefined) => (key === 'plain' ? s?.row.plain : s?.row.deducted);
          const first = numbers(group.rows[0]);
          const alike = first !== undefined && daysAlike(first.items);
          const days = alike && first.items[0] ? daysOf(first.items[0]) : nothing;
          return html`<tr class=${key}>
            ${at === 0 ? html`<th scope="rowgroup" rowspan=${keys.length}>${t(group.name)}<span class="block dim">${group.title}</span>${both ? nothing : days}</th>` : nothing}
            ${both ? html`<td class="days-of"><span class="series ${key}">${keys.length > 1 ? seriesName(key) : ''}</span>${days}</td>` : nothing}
            ${first?.items.map((item, i) => itemCell(item, i, shown, alike))}
            ${view.editions.map((e) => {
              const s = group.rows.find((r) => r.row.choice === e.key);
              const own = numbers(s);
              return html`<td class="conclusion" data-edition=${e.key}>${s && own ? conclusion(of, s, key, own) : '—'}</td>`;
            })}
          </tr>`;
        })}
      </tbody>`;
    })}
  </table>`);
}

// --- on a phone: the numbers once, the limits of each edition beside them ---

function card(of: Periods, group: Group, shown: Columns): TemplateResult {
  const both = group.rows.some((s) => s.row.deducted);
  return html`<article class="period-card">
    <h3>${t(group.name)} <span class="dim">${group.title}</span></h3>
    ${(both ? (['plain', 'deducted'] as const) : (['plain'] as const)).map((key) => transposed(of, group, key, shown, both))}
  </article>`;
}

function transposed(of: Periods, group: Group, key: 'plain' | 'deducted', shown: Columns, named: boolean): TemplateResult {
  const words = w();
  const rows = group.rows.flatMap((s) => {
    const numbers = key === 'plain' ? s.row.plain : s.row.deducted;
    return numbers ? [{ s, numbers }] : [];
  });
  const first = rows[0]?.numbers;
  if (!first) return html``;
  const limits = (symbolText: string, label: string, value: string, pick: (item: ItemView) => [string, string], index: number) =>
    html`<tr>
      <th scope="row">${symbolText} <span class="dim">${label}</span></th>
      <td class="n"><b>${value || '—'}</b></td>
      ${rows.map(({ numbers }) => {
        const item = numbers.items[index];
        const [limit, multiple] = item ? pick(item) : ['', ''];
        return html`<td class="n ${multiple ? 'over' : ''}">${limit ? `≤ ${limit}` : '—'}${multiple ? html`<span class="stat-over">${words.periods.timesOver(multiple)}</span>` : nothing}</td>`;
      })}
    </tr>`;
  const thin = first.items.filter((i) => short(i.coverage));
  const name = `${t(group.name)} ${group.title} ${named ? seriesName(key) : ''}`;
  return html`
    ${named ? html`<p class="series ${key}">${seriesName(key)}</p>` : nothing}
    ${scroller(name, html`<table class="transposed">
      <caption class="visually-hidden">${name}</caption>
      <thead>
        <tr><td></td><th scope="col" class="n">${words.periods.statistic}</th>${rows.map(({ s }) => html`<th scope="col" class="n">${editionName(s.row.choice)}</th>`)}</tr>
      </thead>
      <tbody>
        ${first.verdict ? html`<tr class="conclusions"><th scope="row">${words.verdict}</th><td></td>${rows.map(({ s, numbers }) => html`<td class="n">${verdictButton(of, s, verdictOf(key, s, numbers))}</td>`)}</tr>` : nothing}
        ${first.items.map((item, i) => html`
          ${shown.mean[i] ? limits(symbol(item.symbol), words.periods.mean, item.mean, (x) => [x.mean_limit, x.mean_multiple], i) : nothing}
          ${shown.percentile[i] ? limits(symbol(item.symbol), `P${item.percent}`, item.percentile, (x) => [x.percentile_limit, x.percentile_multiple], i) : nothing}`)}
        <tr><th scope="row">${words.goodRatio}</th><td></td>${rows.map(({ s, numbers }) => html`<td class="n">${numberButton(of, s, numbers.good_ratio && `${numbers.good_ratio}%`)}</td>`)}</tr>
        <tr><th scope="row">${words.periods.composite}</th><td></td>${rows.map(({ s, numbers }) => html`<td class="n">${numberButton(of, s, numbers.composite.sum)}</td>`)}</tr>
      </tbody>
    </table>`)}
    <p class="note">${thin.length && daysAlike(first.items) ? daysOf(first.items[0] as ItemView) : thin.length ? html`<span class="short">${thin.map((i, n) => html`${n ? words.sentenceGap : ''}${symbol(i.symbol)} ${words.periods.nDays(i.days)}${words.listSeparator}${t(i.coverage_words)}`)}</span>` : words.periods.daysEach(Math.min(...first.items.map((i) => i.days)), Math.max(...first.items.map((i) => i.days)))}</p>
    ${key === 'plain' ? group.rows.map(({ row }) => (row.plain.verdict && t(row.why) && !daysAlike(row.plain.items) ? html`<p class="note">${editionName(row.choice)}: ${t(row.why)}</p>` : nothing)) : nothing}
  `;
}
