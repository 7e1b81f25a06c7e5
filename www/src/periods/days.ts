// Good days: their share, every category, and the days that do not count, as they are and with dust deducted.
import { html, nothing, type TemplateResult } from 'lit';
import { t, term, w } from '../state';
import type { NumbersView } from '../engine/types';
import { openCityDay } from '../explain';
import type { Periods } from './evaluation';
import { editionName, narrow, numberButton, scroller, series, seriesName, type Group, type Shown } from './parts';

interface Line {
  shown: Shown;
  editions: string[];
  key: 'plain' | 'deducted';
  numbers: NumbersView;
}

/** Editions that count the same days alike share their lines: the index has fewer editions than the limits. */
function lines(group: Group): Line[] {
  const found = new Map<string, Line[]>();
  for (const shown of group.rows) {
    const own = series(shown.row);
    const key = JSON.stringify(own.map(({ numbers: n }) => [n.good_ratio, n.good, n.valid, n.categories, n.fallen_out, n.incomplete_above_100]));
    const there = found.get(key);
    if (there) there.forEach((line) => line.editions.push(shown.row.choice));
    else found.set(key, own.map((n) => ({ ...n, shown, editions: [shown.row.choice] })));
  }
  return [...found.values()].flat();
}

const sum = (counts: { count: number }[]) => counts.reduce((n, c) => n + c.count, 0);

const bar = (numbers: NumbersView) =>
  html`<span class="bar-row thin" aria-hidden="true">${numbers.categories.map((n, i) => (n ? html`<i class="swatch a${i + 1}" style="flex-grow:${n}"></i>` : nothing))}</span>`;

const editionNames = (line: Line) => line.editions.map(editionName).join(w().listSeparator);

const fallen = (numbers: NumbersView) =>
  numbers.fallen_out.length
    ? html`${numbers.fallen_out.map((c) => html`<span class="block">${t(c.label)} <b>${c.count}</b></span>`)}`
    : html`0`;

export function goodDays(of: Periods, page: Group[]): TemplateResult {
  return html`${narrow() ? page.map((g) => card(of, g)) : table(of, page)} ${dustDays(of, page)}`;
}

function table(of: Periods, page: Group[]): TemplateResult {
  const words = w();
  return scroller(words.periods.tabs.days, html`<table class="rows periods-table days-table">
    <caption class="visually-hidden">${words.periods.tabs.days}</caption>
    <thead>
      <tr>
        <th scope="col">${words.periods.place}</th><th scope="col">${words.editionHead}</th>
        <th scope="col" class="n">${words.goodRatio}</th><th scope="col" class="n">${words.periods.goodOfValid}</th>
        ${[1, 2, 3, 4, 5, 6].map((c) => html`<th scope="col" class="n"><span class="swatch a${c}" aria-hidden="true"></span>${term(`category.${c}`)}</th>`)}
        <th scope="col" class="n">${words.periods.heavy}</th><th scope="col" class="why">${words.periods.fallenOut}</th><th scope="col" class="n">${words.periods.missing}</th>
      </tr>
    </thead>
    ${page.map((group) => {
      const all = lines(group);
      return html`<tbody>
        ${all.map(
          (line, at) => html`<tr class=${line.key}>
            ${at === 0 ? html`<th scope="rowgroup" rowspan=${all.length}>${t(group.name)}<span class="block dim">${group.title}</span></th>` : nothing}
            <td class="editions">${editionNames(line)}${line.shown.row.deducted ? html`<span class="block series ${line.key}">${seriesName(line.key)}</span>` : nothing}</td>
            <td class="n ratio">${numberButton(of, line.shown, line.numbers.good_ratio && `${line.numbers.good_ratio}%`)}${bar(line.numbers)}</td>
            <td class="n nowrap">${line.numbers.good} / ${line.numbers.valid}</td>
            ${line.numbers.categories.map((n) => html`<td class="n ${n ? '' : 'dim'}">${n}</td>`)}
            <td class="n">${line.numbers.heavy}</td>
            <td>${fallen(line.numbers)}${incomplete(line.numbers)}</td>
            <td class="n">${line.shown.row.calendar_days - line.shown.row.days_with_data}</td>
          </tr>`,
        )}
      </tbody>`;
    })}
  </table>`);
}

const incomplete = (numbers: NumbersView) =>
  numbers.incomplete_above_100 ? html`<span class="block dim">${w().periods.incomplete(numbers.incomplete_above_100)}</span>` : nothing;

function card(of: Periods, group: Group): TemplateResult {
  const words = w();
  return html`<article class="period-card">
    <h3>${t(group.name)} <span class="dim">${group.title}</span></h3>
    ${lines(group).map(
      (line) => html`<div class="day-line ${line.key}">
        <p class="dim">${editionNames(line)}${line.shown.row.deducted ? html` <span class="series ${line.key}">${seriesName(line.key)}</span>` : nothing}</p>
        <p><span class="big-number">${numberButton(of, line.shown, line.numbers.good_ratio && `${line.numbers.good_ratio}%`)}</span> ${line.numbers.good} / ${line.numbers.valid} ${words.days}</p>
        ${bar(line.numbers)}
        <ul class="legend">${line.numbers.categories.map((n, i) => (n ? html`<li><span class="swatch a${i + 1}" aria-hidden="true"></span>${term(`category.${i + 1}`)} <b>${n}</b></li>` : nothing))}</ul>
        <p class="note">
          ${[
            `${words.periods.heavy} ${line.numbers.heavy}`,
            `${words.periods.fallenOut} ${sum(line.numbers.fallen_out)}${line.numbers.fallen_out.length ? ` (${line.numbers.fallen_out.map((c) => `${t(c.label)} ${c.count}`).join(words.listSeparator)})` : ''}`,
            `${words.periods.missing} ${line.shown.row.calendar_days - line.shown.row.days_with_data}`,
          ].join(' · ')}
          ${incomplete(line.numbers)}
        </p>
      </div>`,
    )}
  </article>`;
}

/** The declared days themselves; each opens how the value of the place came about. */
function dustDays(of: Periods, page: Group[]): TemplateResult | typeof nothing {
  const words = w();
  const level = of.choices?.level;
  const places = level === 'region' ? [] : [...new Map(page.filter((g) => g.rows.some((s) => s.row.dust_days > 0)).map((g) => [g.place, g.name]))];
  if (!places.length) return nothing;
  return html`<div class="dust-days">
    ${places.map(([place, name]) => {
      const dates = of.answer('dust_days', place);
      return html`<p class="note"><b>${words.periods.dustDaysOf(t(name))}</b>
        ${dates?.map((d) => html`<button class="link" @click=${() => openCityDay(of.data.name, place, d)}>${d}</button> `)}</p>`;
    })}
  </div>`;
}
