// Rivers, basins and regions over a period, and a river from the source to the mouth.
import { html, nothing, type TemplateResult } from 'lit';
import { fragment, lang, t, term, w } from '../state';
import type { GroupNumbers, GroupRow, GroupsView, RiverView, WaterEvaluationView } from '../engine/types';
import { basinWords } from './basin-words';
import { chooseWater } from './choices';
import type { Waters } from './evaluation';
import { classChip, csvButton, narrow, noticeList, opens, picker, scroller, spanAsked, spanPicker, working } from './parts';
import { words } from './words';


/** By what the link asks sections to be put together; empty for the first way that the data have. */
export const byAsked = () => fragment.get('wby') ?? '';

export const byPicker = (view: Pick<GroupsView, 'by' | 'ways'>) =>
  view.ways.length > 1 ? picker(basinWords().by, 'wby', view.by.key, view.ways.map((way) => [way.key, t(way.words)])) : nothing;

export function basins(of: Waters, view: WaterEvaluationView): TemplateResult {
  const span = spanAsked(view);
  if (!span) return html`<p class="note">${words().none}</p>`;
  const found = of.answer('groups', byAsked(), span.key);
  return html`
    <div class="filters">${found ? byPicker(found) : nothing} ${spanPicker(view)}</div>
    ${basinChoices(of)}
    ${found === undefined ? working() : found === null ? html`<p class="note">${words().failed}</p>` : groupsFound(of, found)}
  `;
}

function groupsFound(of: Waters, view: GroupsView): TemplateResult {
  const { ways, rows } = view;
  return html`
    <p class="finding">${t(view.finding)}</p>
    ${ways.length === 1 ? html`<p class="note">${basinWords().noGroups}</p>` : nothing}
    ${rows.length ? (narrow() ? rows.map((row) => groupCard(of, view, row)) : groupsTable(of, view)) : html`<p class="note">${basinWords().none}</p>`}
    ${view.ungrouped.length ? html`<p class="note">${basinWords().ungrouped(view.ungrouped.join(w().listSeparator))}</p>` : nothing}
    ${csvButton(`${view.by.key}.csv`, () => of.ask('groups_csv', view.by.key, view.span.key, lang()))}
    ${noticeList(view.notices)}
    ${along(of, view)}
  `;
}

/** The plain numbers and, beside them, those without natural background. */
const series = (row: GroupRow): ['included' | 'deducted', GroupNumbers][] => [
  ['included', row.plain],
  ...(row.deducted ? [['deducted', row.deducted] as ['deducted', GroupNumbers]] : []),
];

const stateOf = (of: Waters, view: GroupsView, row: GroupRow, [key, numbers]: ['included' | 'deducted', GroupNumbers]) =>
  numbers.level
    ? html`${opens(of, html`${numbers.class ? classChip(numbers.class) : nothing} <span class="state-${numbers.level}">${t(numbers.state)}</span>`, `${t(row.name)} ${t(numbers.state)}`, 'explain_group', view.by.key, row.number, view.span.key, key)}
        <span class="block dim">${basinWords().basis[numbers.basis]}${numbers.unclear ? ` · ${basinWords().unclear}` : ''}</span>`
    : html`<span class="dim">${words().notEvaluated}</span>`;

/** How many sections each class has: a bar, and the same in words. */
function classBar(numbers: GroupNumbers): TemplateResult {
  const counts = numbers.classes.map((count, at) => ({ count, grade: at + 1, share: numbers.shares[at] ?? '' })).filter((c) => c.count);
  const text = basinWords().shares(counts.map((c) => basinWords().class(term(`class.${c.grade}`), c.count, c.share)).join(w().listSeparator));
  return html`<span class="class-bar" role="img" aria-label=${text} title=${text}>
    ${counts.map((c) => html`<span class="w${c.grade}" style="flex-grow:${c.count}">${c.count}</span>`)}
  </span>`;
}

const targetsOf = (numbers: GroupNumbers) =>
  numbers.with_target
    ? html`<span class="nowrap">${numbers.target_rate}%</span><span class="block dim">${basinWords().met(numbers.on_target, numbers.with_target)}</span>`
    : html`<span class="dim">—</span>`;

const seriesName = (row: GroupRow, key: 'included' | 'deducted') =>
  row.deducted ? html`<span class="block dim">${key === 'deducted' ? basinWords().deducted : basinWords().included}</span>` : nothing;

function members(of: Waters, view: GroupsView, row: GroupRow): TemplateResult {
  const off = row.plain.off_target;
  return html`<details class="more">
    <summary>${basinWords().sections}: ${basinWords().members(row.plain.evaluated, row.members)}</summary>
    <ul class="plain-list">
      ${row.sections.map((s) => html`<li>${opens(of, html`${s.name} ${classChip(s.class)}`, `${s.name} ${term(`class.${s.class}`)}`, 'explain_section', s.site, view.span.key)}
        ${s.deducted ? html`<span class="dim">${basinWords().deducted}: ${term(`class.${s.deducted}`)}</span>` : nothing} <span class="dim">${t(s.main)}</span></li>`)}
    </ul>
    ${off.length
      ? html`<p class="note">${basinWords().offTarget}: ${off.map((s) => `${s.name} ${term(`class.${s.class ?? 0}`)}/${term(`class.${s.target}`)} ${t(s.over)}`.trim()).join(w().listSeparator)}</p>`
      : nothing}
    ${row.left_out.length
      ? html`<p class="note">${basinWords().leftOut}: ${row.left_out.map((s) => `${s.name} (${t(s.why)})`).join(w().listSeparator)}</p>`
      : nothing}
  </details>`;
}

function groupsTable(of: Waters, view: GroupsView): TemplateResult {
  const bw = basinWords();
  const targets = view.rows.some((row) => row.plain.with_target);
  return scroller(bw.basins, html`<table class="rows groups-table">
    <caption class="visually-hidden">${bw.basins}</caption>
    <thead>
      <tr>
        <th scope="col">${bw.group}</th><th scope="col">${bw.sections}</th><th scope="col" class="n">${bw.good}</th>
        <th scope="col" class="n">${bw.worst}</th><th scope="col">${bw.state}</th><th scope="col">${bw.main}</th>
        ${targets ? html`<th scope="col" class="n">${bw.targets}</th>` : nothing}
      </tr>
    </thead>
    <tbody>
      ${view.rows.map((row) => series(row).map((one, at) => {
        const [key, numbers] = one;
        return html`<tr>
          <th scope="row">${t(row.name)}${seriesName(row, key)}${at ? nothing : members(of, view, row)}</th>
          <td>${classBar(numbers)}</td>
          <td class="n nowrap">${numbers.good_share ? `${numbers.good_share}%` : '—'}<span class="block dim">${numbers.good}/${numbers.evaluated}</span></td>
          <td class="n nowrap">${numbers.worst_share ? `${numbers.worst_share}%` : '—'}</td>
          <td>${stateOf(of, view, row, one)}</td>
          <td>${t(numbers.main) || html`<span class="dim">—</span>`}</td>
          ${targets ? html`<td class="n">${targetsOf(numbers)}</td>` : nothing}
        </tr>`;
      }))}
    </tbody>
  </table>`);
}

function groupCard(of: Waters, view: GroupsView, row: GroupRow): TemplateResult {
  const bw = basinWords();
  return html`<article class="period-card">
    <h3>${t(row.name)}</h3>
    ${series(row).map((one) => {
      const [key, numbers] = one;
      return html`<div>${seriesName(row, key)} ${stateOf(of, view, row, one)} ${classBar(numbers)}
        <p class="note">${bw.good} ${numbers.good_share}% · ${bw.worst} ${numbers.worst_share}%${numbers.with_target ? ` · ${bw.targets} ${numbers.target_rate}%` : ''}</p>
        ${t(numbers.main) ? html`<p>${bw.main}: ${t(numbers.main)}</p>` : nothing}</div>`;
    })}
    ${members(of, view, row)}
  </article>`;
}

/** A river from the source to the mouth, of the groups above. */
function along(of: Waters, view: GroupsView): TemplateResult | typeof nothing {
  const rivers = view.rows.filter((row) => row.plain.evaluated > 1);
  const row = rivers.find((one) => String(one.number) === fragment.get('wriver')) ?? rivers[0];
  if (!row || view.by.key === 'all' || view.by.key === 'province') return nothing;
  const found = of.answer('river', view.by.key, row.number, view.span.key);
  return html`<section class="along" aria-labelledby="along-title">
    <h3 id="along-title">${basinWords().along}</h3>
    <p class="note">${basinWords().alongWhat}</p>
    <div class="filters">
      ${rivers.length > 1 ? picker(t(view.by.words), 'wriver', String(row.number), rivers.map((one) => [String(one.number), t(one.name)])) : nothing}
    </div>
    ${found === undefined ? working() : found === null ? html`<p class="note">${basinWords().oneSection}</p>` : river(of, view, row, found)}
  </section>`;
}

function river(of: Waters, view: GroupsView, row: GroupRow, found: RiverView): TemplateResult {
  const bw = basinWords();
  return html`
    <p class="finding">${opens(of, t(found.finding), t(found.name), 'explain_river', view.by.key, row.number, view.span.key)}</p>
    ${scroller(bw.along, html`<table class="rows river-table">
      <caption class="visually-hidden">${t(found.name)} ${bw.along}</caption>
      <thead>
        <tr>
          <th scope="col">${bw.sections}</th><th scope="col">${words().class}</th><th scope="col">${bw.change}</th>
          ${found.items.map((item) => html`<th scope="col" class="n">${t(item.name)}${item.unit ? html`<small class="block dim">${item.unit}</small>` : nothing}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${found.sections.map((section, at) => {
          const reach = at ? found.reaches[at - 1] : undefined;
          return html`<tr>
            <th scope="row">${section.name}</th>
            <td>${opens(of, classChip(section.class), `${section.name} ${term(`class.${section.class}`)}`, 'explain_section', section.site, view.span.key)}</td>
            <td>${reach ? html`<span class="change-${reach.direction}">${t(reach.change)}</span>${reach.worse.length ? html`<span class="block">${bw.worse}: ${reach.worse.map(t).join(w().listSeparator)}</span>` : nothing}${reach.better.length ? html`<span class="block dim">${bw.better}: ${reach.better.map(t).join(w().listSeparator)}</span>` : nothing}` : html`<span class="dim">—</span>`}</td>
            ${found.items.map((item) => html`<td class="n nowrap">${item.values[at] || '—'}${item.classes[at] ? html`<span class="block dim">${term(`class.${item.classes[at]}`)}</span>` : nothing}</td>`)}
          </tr>`;
        })}
      </tbody>
    </table>`)}
    ${found.without.length ? html`<p class="note">${bw.without(found.without.join(w().listSeparator))}</p>` : nothing}
    ${csvButton('river.csv', () => of.ask('river_csv', view.by.key, row.number, view.span.key, lang()))}
    ${noticeList(found.notices)}
  `;
}

/** What rivers, basins and regions, two periods and trends leave open. */
export function basinChoices(of: Waters): TemplateResult {
  const bw = basinWords();
  const now = of.choices?.basins;
  const pick = (label: string, key: string, value: string, names: Record<string, string>) =>
    html`<label>${label}
      <select .value=${value} @change=${(e: Event) => chooseWater({ [key]: (e.target as HTMLSelectElement).value })}>
        ${Object.entries(names).map(([o, name]) => html`<option value=${o} ?selected=${o === value}>${name}</option>`)}
      </select>
    </label>`;
  return html`<details class="more">
    <summary>${bw.more}</summary>
    <div class="fields">
      ${pick(bw.denominator, 'wrate', now?.denominator || 'all-sections', bw.denominators)}
      ${pick(bw.lakePoints, 'wpoints', now?.lake_points || 'left-out', bw.lakePointsOf)}
      <label>${bw.background}
        <input type="text" .value=${fragment.get('wnature') ?? ''} placeholder=${bw.backgroundSample}
          @change=${(e: Event) => chooseWater({ wnature: (e.target as HTMLInputElement).value.trim() })} />
      </label>
      ${pick(bw.documented, 'wdoc', now?.documented_targets || 'none', bw.documentedOf)}
      ${pick(bw.matched, 'wmatch', now?.matched || 'all', bw.matchedOf)}
      ${pick(bw.level, 'wlevel', now?.level || '0.05', { '0.05': '0.05', '0.01': '0.01' })}
    </div>
  </details>`;
}
