// Lakes and reservoirs: class, trophic state, change.
import { html, nothing, type TemplateResult } from 'lit';
import { verdict } from '../rows';
import { lang, t, term, w } from '../state';
import type { LakeRow, LakeRows, WaterEvaluationView } from '../engine/types';
import type { Waters } from './evaluation';
import { answered, asked, base, choice, stretches, written } from './furtherparts';
import { further as words } from './furtherwords';
import { classChip, narrow, opens, scroller } from './parts';

export function lakes(of: Waters, view: WaterEvaluationView): TemplateResult {
  const against = base(view);
  const wanted = asked(view.spans)?.key ?? '';
  const found = of.answer('lakes', wanted, against);
  return answered(found, {
    stretches: (found) => stretches(found.spans.some((s) => s.key === wanted) ? found.spans : view.spans, found.span.key, against),
    rows: (found) => found.rows.length,
    table: (found) => (narrow() ? found.rows.map((row) => card(of, found, row)) : table(of, found)),
    file: 'lakes.csv',
    csv: (found) => of.ask('lakes_csv', found.span.key, against, lang()),
    choices: html`${choice(words().lakesBy, 'wlakes', words().lakesByOf)} ${written(words().natural, 'wnatural', words().naturalSample)}
      ${written(words().riverType, 'wrivertype', words().riverTypeSample)} ${choice(words().weights, 'wtliw', words().weightsOf)}
      ${choice(words().compared, 'wtlic', words().comparedOf)}`,
  });
}

const explained = (of: Waters, found: LakeRows, row: LakeRow, body: unknown) =>
  opens(of, body, `${row.name} ${t(row.reported)}`, 'explain_lake', row.lake, found.span.key);

const classOf = (of: Waters, found: LakeRows, row: LakeRow) =>
  explained(of, found, row, row.natural ? t(row.reported) : row.class ? classChip(row.class) : row.why_not ? t(row.why_not) : '—');

const name = (grade: number | undefined | null) => (grade ? term(`class.${grade}`) : '');

const beside = (row: LakeRow) => html`
  ${row.natural && row.class ? html`<span class="block dim">${words().computed(name(row.class))}</span>` : nothing}
  ${row.without_phosphorus && row.without_phosphorus !== row.class ? html`<span class="block dim">${words().withoutTp(name(row.without_phosphorus))}</span>` : nothing}
  ${row.nitrogen ? html`<span class="block dim">${words().nitrogen(name(row.nitrogen))}</span>` : nothing}
  ${row.limits === 'river' ? html`<span class="block dim">${words().riverLimits}</span>` : nothing}
  ${t(row.thin) ? html`<span class="block short">${t(row.thin)}</span>` : nothing}`;

const singles = (row: LakeRow) =>
  row.single.filter((s) => s.index).map((s) => html`<span class="block dim nowrap">${t(s.name)} ${s.value} ${s.unit}: ${s.index}</span>`);

const trophic = (of: Waters, found: LakeRows, row: LakeRow) =>
  row.index
    ? html`${explained(of, found, row, html`<b>${row.index}</b> ${t(row.state_words)}`)}${row.partial
        ? html`<span class="block short">${words().partial(row.single.filter((s) => s.index).length)}</span>`
        : nothing}`
    : html`<span class="dim">—</span>`;

const target = (row: LakeRow) =>
  row.target
    ? html`<span class="nowrap">${name(row.target)} ${row.verdict ? verdict(row.verdict) : nothing}</span>
        ${t(row.over_target) ? html`<span class="block">${t(row.over_target)}</span>` : nothing}
        ${row.months.length > 1 && row.months_judged ? html`<span class="block dim">${words().monthsMet(row.months_on_target, row.months_judged)}</span>` : nothing}`
    : html`<span class="dim">—</span>`;

function changeOf(of: Waters, found: LakeRows, row: LakeRow): TemplateResult {
  const { change } = row;
  if (!change) return html`<span class="dim">—</span>`;
  const said = [t(change.class), change.index && `TLI ${change.index}`].filter(Boolean).join(w().listSeparator) || '—';
  return html`${opens(of, said, `${row.name} ${said}`, 'explain_lake_change', row.lake, found.base.key, found.span.key)}
    <span class="block dim">${[name(change.class_before), change.index_before && words().before(change.index_before, t(change.state_before))].filter(Boolean).join(' · ')}</span>
    ${t(change.doubt) ? html`<span class="block short">${t(change.doubt)}</span>` : nothing}`;
}

function months(row: LakeRow): TemplateResult | typeof nothing {
  if (row.months.length < 2) return nothing;
  const say = (m: LakeRow['months'][number]) => [m.month, name(m.class), m.index && `TLI ${m.index}`].filter(Boolean).join(' ');
  return html`<span class="month-classes" role="img" aria-label="${words().months}: ${row.months.map(say).join(w().listSeparator)}">
    ${row.months.map((m) => html`<span class="month-class ${m.class && !row.natural ? `w${m.class}` : 'none'}" title=${say(m)}>${Number(m.month.slice(5))}</span>`)}
  </span>`;
}

const about = (row: LakeRow) => [words().points(row.points.length), row.whereabouts].filter(Boolean).join(' · ');

function table(of: Waters, found: LakeRows): TemplateResult {
  const targets = found.rows.some((row) => row.target);
  const changes = found.rows.some((row) => row.change);
  const withMonths = found.rows.some((row) => row.months.length > 1);
  const title = words().tabs['lakes'] ?? '';
  return scroller(title, html`<table class="rows lakes-table">
    <caption class="visually-hidden">${t(found.span.words)} ${title}</caption>
    <thead>
      <tr>
        <th scope="col">${words().lake}</th><th scope="col">${words().reported}</th><th scope="col">${words().main}</th>
        <th scope="col">${words().index}</th><th scope="col">${words().single}</th>
        ${targets ? html`<th scope="col">${words().target}</th>` : nothing}
        ${changes ? html`<th scope="col">${words().change}<small class="block">${t(found.base.words)}</small></th>` : nothing}
        ${withMonths ? html`<th scope="col">${words().months}</th>` : nothing}
      </tr>
    </thead>
    <tbody>
      ${found.rows.map((row) => html`<tr>
        <th scope="row">${row.name}<span class="block dim" title=${row.points.map((p) => p.name).join(w().listSeparator)}>${about(row)}</span></th>
        <td>${classOf(of, found, row)}${beside(row)}</td>
        <td>${(!row.natural && t(row.main)) || html`<span class="dim">—</span>`}</td>
        <td>${trophic(of, found, row)}</td>
        <td>${singles(row)}</td>
        ${targets ? html`<td>${target(row)}</td>` : nothing}
        ${changes ? html`<td>${changeOf(of, found, row)}</td>` : nothing}
        ${withMonths ? html`<td>${months(row)}</td>` : nothing}
      </tr>`)}
    </tbody>
  </table>`);
}

const card = (of: Waters, found: LakeRows, row: LakeRow): TemplateResult => html`<article class="period-card">
  <h3>${row.name} ${classOf(of, found, row)}</h3>
  <p class="note">${about(row)}</p>
  <p>${trophic(of, found, row)} ${beside(row)}</p>
  ${!row.natural && t(row.main) ? html`<p>${words().main}: ${t(row.main)}</p>` : nothing}
  ${row.target ? html`<p>${words().target} ${target(row)}</p>` : nothing}
  ${row.change ? html`<p>${words().change}: ${changeOf(of, found, row)}</p>` : nothing}
  <details><summary>${words().single}</summary>${singles(row)}</details>
  ${months(row)}
</article>`;
