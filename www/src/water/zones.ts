// Water function zones by two items and by all, side by side.
import { html, nothing, type TemplateResult } from 'lit';
import { verdict } from '../rows';
import { lang, t, term, w } from '../state';
import type { WaterEvaluationView, ZoneRow, ZoneRows } from '../engine/types';
import type { Waters } from './evaluation';
import { answered, asked, choice, stretches } from './furtherparts';
import { further as words } from './furtherwords';
import { narrow, opens, scroller } from './parts';

export function zones(of: Waters, view: WaterEvaluationView): TemplateResult {
  const found = of.answer('zones', asked(view.spans)?.key ?? '');
  return answered(found, {
    stretches: (found) => stretches(found.spans, found.span.key),
    rows: (found) => found.rows.length,
    table: (found) => (narrow() ? found.rows.map((row) => card(of, found, row)) : table(of, found)),
    file: 'zones.csv',
    csv: (found) => of.ask('zones_csv', found.span.key, lang()),
    choices: choice(words().rounds, 'wrounds', words().roundsOf),
  });
}

const mode = (of: Waters, found: ZoneRows, row: ZoneRow, which: 'two' | 'all') => {
  const result = row[which];
  if (!row.target) return html`<span class="dim">${words().noTarget}</span>`;
  const said = result.verdict === 'not-assessable' ? w().periods.verdicts['not-assessable'] : verdict(result.verdict);
  return html`${opens(of, said, `${row.name} ${words()[which]}`, 'explain_zone', row.zone, found.span.key)}
    <span class="block dim">${words().complying(result.complying, result.rounds)}${result.rate ? ` ${result.rate}%` : ''}</span>`;
};

const target = (row: ZoneRow) => (row.target ? term(`class.${row.target}`) : '—');

const ei = (row: ZoneRow) => html`${row.ei || '—'} ${t(row.ei_state)}${row.ei ? html`<span class="block dim">${words().eiItems(row.ei_items)}</span>` : nothing}`;

const sections = (row: ZoneRow) => (row.named ? html`<span class="block dim">${row.sections.join(w().listSeparator)}</span>` : nothing);

function table(of: Waters, found: ZoneRows): TemplateResult {
  const title = words().tabs['zones'] ?? '';
  const withEi = found.rows.some((row) => row.ei);
  return scroller(title, html`<table class="rows zones-table">
    <caption class="visually-hidden">${t(found.span.words)} ${title}</caption>
    <thead>
      <tr>
        <th scope="col">${words().zone}</th><th scope="col">${words().target}</th><th scope="col">${words().two}</th><th scope="col">${words().all}</th>
        ${withEi ? html`<th scope="col">${words().ei}</th>` : nothing}
      </tr>
    </thead>
    <tbody>
      ${found.rows.map((row) => html`<tr>
        <th scope="row">${row.name}${sections(row)}</th>
        <td>${target(row)}</td>
        <td>${mode(of, found, row, 'two')}</td>
        <td>${mode(of, found, row, 'all')}</td>
        ${withEi ? html`<td>${ei(row)}</td>` : nothing}
      </tr>`)}
    </tbody>
  </table>`);
}

const card = (of: Waters, found: ZoneRows, row: ZoneRow): TemplateResult => html`<article class="period-card">
  <h3>${row.name}</h3>
  ${sections(row)}
  <p>${words().target} ${target(row)}</p>
  <p>${words().two} ${mode(of, found, row, 'two')}</p>
  <p>${words().all} ${mode(of, found, row, 'all')}</p>
  ${row.ei ? html`<p>${words().ei} ${ei(row)}</p>` : nothing}
</article>`;
