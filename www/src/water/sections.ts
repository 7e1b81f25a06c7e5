// Sections over a period: class, state, main pollutants, target, and the months in it.
import { html, nothing, type TemplateResult } from 'lit';
import { verdict } from '../rows';
import { fragment, lang, number, t, term, w } from '../state';
import type { SectionRow, WaterEvaluationView } from '../engine/types';
import type { Waters } from './evaluation';
import { classChip, csvButton, narrow, opens, scroller, spanAsked, spanPicker, working } from './parts';
import { words } from './words';

const perPage = 20;

export function sections(of: Waters, view: WaterEvaluationView): TemplateResult {
  const span = spanAsked(view);
  if (!span) return html`<p class="note">${words().none}</p>`;
  const grade = /^[0-6]$/.exec(fragment.get('wgrade') ?? '')?.[0];
  const offset = Number(fragment.get('wfrom') ?? 0) || 0;
  const found = of.answer('sections', { span: span.key, site: undefined, offset, limit: perPage, grades: grade === undefined ? [] : [Number(grade)] });
  const turn = (to: number) => () => fragment.set({ wfrom: to > 0 ? String(to) : null }, { replace: true });
  const pickGrade = (e: Event) => fragment.set({ wgrade: (e.target as HTMLSelectElement).value || null, wfrom: null }, { replace: true });
  return html`
    <div class="filters">
      ${spanPicker(view)}
      <label>${words().class}
        <select @change=${pickGrade}>
          <option value="">${w().all}</option>
          ${[1, 2, 3, 4, 5, 6].map((g) => html`<option value=${g} ?selected=${grade === String(g)}>${term(`class.${g}`)}</option>`)}
          <option value="0" ?selected=${grade === '0'}>${words().notEvaluated}</option>
        </select>
      </label>
    </div>
    ${found === undefined
      ? working()
      : found === null
        ? html`<p class="note">${words().failed}</p>`
        : html`<p class="finding">${t(found.finding)}</p>
            ${found.rows.length ? (narrow() ? found.rows.map((row) => sectionCard(of, row)) : table(of, found.rows)) : html`<p class="note">${words().none}</p>`}
            ${found.total > perPage
              ? html`<div class="pager">
                  <button ?disabled=${offset === 0} @click=${turn(offset - perPage)}>${w().previous}</button>
                  <button ?disabled=${offset + perPage >= found.total} @click=${turn(offset + perPage)}>${w().next}</button>
                  <span>${words().of(number(offset + 1), number(Math.min(found.total, offset + perPage)), number(found.total))}</span>
                </div>`
              : nothing}`}
    ${csvButton('sections.csv', () => of.ask('sections_csv', lang()))}
  `;
}

const explained = (of: Waters, row: SectionRow, body: unknown, name: string) => opens(of, body, name, 'explain_section', row.site, row.span);

const classOf = (of: Waters, row: SectionRow) =>
  row.class
    ? explained(of, row, classChip(row.class), `${row.name} ${term(`class.${row.class}`)}`)
    : html`<span class="dim">${row.why_not ? t(row.why_not) : words().notEvaluated}</span>`;

const names = (texts: SectionRow['deciding']) => texts.map(t).join(w().listSeparator);

/** The months of a longer period, each a small square with its class. */
function months(row: SectionRow): TemplateResult | typeof nothing {
  if (row.months.length < 2) return nothing;
  const label = row.months.map((m) => words().monthClass(m.month, m.class ? term(`class.${m.class}`) : words().notEvaluated)).join(w().listSeparator);
  return html`<span class="month-classes" role="img" aria-label="${words().months}: ${label}">
    ${row.months.map((m) => html`<span class="month-class ${m.class ? `w${m.class}` : 'none'}" title="${m.month} ${m.class ? term(`class.${m.class}`) : words().notEvaluated}">${Number(m.month.slice(5))}</span>`)}
  </span>`;
}

const onTarget = (row: SectionRow) =>
  row.target
    ? html`<span class="nowrap">${term(`class.${row.target}`)} ${row.verdict ? verdict(row.verdict) : nothing}</span>
        ${t(row.over_target) ? html`<span class="block">${t(row.over_target)}</span>` : nothing}
        ${row.months.length > 1 && row.months_judged ? html`<span class="block dim">${words().monthsMet(row.months_on_target, row.months_judged)}</span>` : nothing}`
    : html`<span class="dim">—</span>`;

const remarks = (row: SectionRow) => html`
  ${row.unproven.length ? html`<span class="block dim">${words().unproven(names(row.unproven))}</span>` : nothing}
  ${t(row.thin) ? html`<span class="block short">${t(row.thin)}</span>` : nothing}
  ${row.nitrogen ? html`<span class="block dim">${words().alone}: ${words().nitrogen} ${term(`class.${row.nitrogen}`)}</span>` : nothing}
  ${row.coliform ? html`<span class="block dim">${words().alone}: ${words().coliform} ${term(`class.${row.coliform}`)}</span>` : nothing}`;

const basis = (row: SectionRow) =>
  [words().indicators(row.indicators), words().samples(row.samples), row.suspended ? words().suspended(row.suspended) : '', row.body_known ? '' : words().assumed].filter(Boolean).join(' · ');

function table(of: Waters, rows: SectionRow[]): TemplateResult {
  const targets = rows.some((row) => row.target);
  return scroller(words().tabs['sections'] ?? '', html`<table class="rows sections-table">
    <caption class="visually-hidden">${words().tabs['sections']}</caption>
    <thead>
      <tr>
        <th scope="col">${words().section}</th><th scope="col">${words().class}</th><th scope="col">${words().state}</th>
        <th scope="col">${words().main}</th>${targets ? html`<th scope="col">${words().target}</th>` : nothing}
        ${rows.some((row) => row.months.length > 1) ? html`<th scope="col">${words().months}</th>` : nothing}
      </tr>
    </thead>
    <tbody>
      ${rows.map((row) => html`<tr>
        <th scope="row">${row.name}<span class="block dim">${row.whereabouts}</span></th>
        <td>${classOf(of, row)}</td>
        <td>${t(row.state)}<span class="block dim">${basis(row)}</span></td>
        <td>${t(row.main) || html`<span class="dim">—</span>`}${row.deciding.length && !t(row.main) ? html`<span class="block dim">${words().deciding}: ${names(row.deciding)}</span>` : nothing}${remarks(row)}</td>
        ${targets ? html`<td>${onTarget(row)}</td>` : nothing}
        ${rows.some((other) => other.months.length > 1) ? html`<td>${months(row)}</td>` : nothing}
      </tr>`)}
    </tbody>
  </table>`);
}

function sectionCard(of: Waters, row: SectionRow): TemplateResult {
  return html`<article class="period-card">
    <h3>${row.name} ${classOf(of, row)} <span class="dim">${t(row.state)}</span></h3>
    <p class="note">${[row.whereabouts, basis(row)].filter(Boolean).join(' · ')}</p>
    ${t(row.main) ? html`<p>${words().main}: ${t(row.main)}</p>` : row.deciding.length ? html`<p class="note">${words().deciding}: ${names(row.deciding)}</p>` : nothing}
    ${row.target ? html`<p>${words().target} ${onTarget(row)}</p>` : nothing}
    ${months(row)} ${remarks(row)}
  </article>`;
}
