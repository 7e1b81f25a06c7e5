// Rivers, basins and regions in two periods.
import { html, nothing, type TemplateResult } from 'lit';
import { fragment, lang, t, term } from '../state';
import type { ChangeSide, GroupChangeRow, WaterChangesView, WaterEvaluationView } from '../engine/types';
import { basinChoices, byAsked, byPicker } from './basins';
import { basinWords } from './basin-words';
import type { Waters } from './evaluation';
import { csvButton, narrow, noticeList, opens, picker, scroller, spanAsked, spanPicker, working } from './parts';
import { words } from './words';

export function waterChanges(of: Waters, view: WaterEvaluationView): TemplateResult {
  const bw = basinWords();
  const now = spanAsked(view);
  if (!now) return html`<p class="note">${words().none}</p>`;
  const against = view.spans.find((s) => s.key === fragment.get('wbefore'))?.key ?? '';
  const found = of.answer('changes', byAsked(), now.key, against);
  const ways = of.answer('groups', byAsked(), now.key);
  const others: [string, string][] = [...view.spans].reverse().filter((s) => s.key !== now.key).map((s) => [s.key, t(s.words)]);
  return html`
    <div class="filters">
      ${ways ? byPicker(ways) : nothing} ${spanPicker(view, 'wat', bw.now)}
      ${others.length ? picker(bw.before, 'wbefore', against, [['', bw.aYearBefore], ...others]) : nothing}
    </div>
    ${basinChoices(of)}
    ${found === undefined
      ? working()
      : found === null
        ? html`<p class="note">${words().failed}</p>`
        : html`<p class="finding">${t(found.finding)}</p>
            ${found.rows.length
              ? html`${narrow() ? found.rows.map((row) => card(of, found, row)) : table(of, found)}
                  ${csvButton('change.csv', () => of.ask('changes_csv', found.by.key, found.now.key, found.before.key, lang()))}
                  ${noticeList(found.notices)}`
              : html`<p class="note">${bw.noChange}</p>`}`}
  `;
}

const changeOf = (of: Waters, view: WaterChangesView, row: GroupChangeRow) => html`
  ${t(row.change)
    ? opens(of, html`<span class="change-${row.direction}">${t(row.change)}</span>`, `${t(row.name)} ${t(row.change)}`, 'explain_change', view.by.key, row.number, view.now.key, view.before.key)
    : html`<span class="dim">—</span>`}
  <span class="block dim">${basinWords().bases[row.basis]}</span>
  ${t(row.deducted) ? html`<span class="block">${basinWords().deducted}: ${t(row.deducted)}</span>` : nothing}
  ${row.same_months ? nothing : html`<span class="block short">${basinWords().otherMonths}</span>`}`;

const pair = (row: GroupChangeRow) => html`${basinWords().pairs(row.better, row.same, row.worse)}
  ${row.gone + row.new ? html`<span class="block dim">${basinWords().onlyOne(row.gone, row.new)}</span>` : nothing}`;

const points = (text: string) => (text ? html`<span class="block nowrap">${basinWords().points(text)}</span>` : nothing);

const side = (one: ChangeSide) => html`${t(one.state)}<span class="block dim">${t(one.months)}</span>`;

function sections(of: Waters, view: WaterChangesView, row: GroupChangeRow): TemplateResult {
  const grade = (n: number | undefined | null) => (n ? term(`class.${n}`) : '—');
  return html`<details class="more">
    <summary>${basinWords().sections} (${row.sections.length})</summary>
    <ul class="plain-list">
      ${row.sections.map((s) => html`<li>${s.name}: ${grade(s.before)} → ${opens(of, grade(s.now), `${s.name} ${grade(s.now)}`, 'explain_section', s.site, view.now.key)}
        <span class="change-${s.direction}">${t(s.change)}</span>${s.steps ? html` <span class="dim">${basinWords().steps(s.steps)}</span>` : nothing}</li>`)}
    </ul>
  </details>`;
}

function table(of: Waters, view: WaterChangesView): TemplateResult {
  const bw = basinWords();
  return scroller(bw.changes, html`<table class="rows changes-table">
    <caption class="visually-hidden">${bw.changes}</caption>
    <thead>
      <tr>
        <th scope="col">${bw.group}</th><th scope="col">${bw.change}</th><th scope="col">${t(view.before.words)}</th><th scope="col">${t(view.now.words)}</th>
        <th scope="col" class="n">${bw.good}</th><th scope="col" class="n">${bw.worst}</th><th scope="col">${bw.sections}</th>
      </tr>
    </thead>
    <tbody>
      ${view.rows.map((row) => html`<tr>
        <th scope="row">${t(row.name)}${sections(of, view, row)}</th>
        <td>${changeOf(of, view, row)}</td>
        <td>${side(row.before)}</td>
        <td>${side(row.now)}</td>
        <td class="n nowrap">${row.before.good_share}% → ${row.now.good_share}%${points(row.good_points)}</td>
        <td class="n nowrap">${row.before.worst_share}% → ${row.now.worst_share}%${points(row.worst_points)}</td>
        <td>${pair(row)}</td>
      </tr>`)}
    </tbody>
  </table>`);
}

function card(of: Waters, view: WaterChangesView, row: GroupChangeRow): TemplateResult {
  const bw = basinWords();
  return html`<article class="period-card">
    <h3>${t(row.name)}</h3>
    <p>${changeOf(of, view, row)}</p>
    <p class="note">${t(view.before.words)}: ${t(row.before.state)} · ${bw.good} ${row.before.good_share}% · ${bw.worst} ${row.before.worst_share}% (${t(row.before.months)})</p>
    <p class="note">${t(view.now.words)}: ${t(row.now.state)} · ${bw.good} ${row.now.good_share}% · ${bw.worst} ${row.now.worst_share}% (${t(row.now.months)})</p>
    <p>${pair(row)}</p>
    ${sections(of, view, row)}
  </article>`;
}
