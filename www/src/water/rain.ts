// Acid rain: pH of precipitation by site, city and over all.
import { html, nothing, type TemplateResult } from 'lit';
import { fragment, lang, t } from '../state';
import type { RainRow, RainRows } from '../engine/types';
import type { Waters } from './evaluation';
import { answered, choice, stretches } from './furtherparts';
import { further as words } from './furtherwords';
import { opens, scroller } from './parts';

export function rain(of: Waters): TemplateResult {
  // Its stretches are those with precipitation: one that the link names for something else may not be among them.
  const all = of.answer('rain', '');
  const wanted = all?.spans.find((s) => s.key === fragment.get('wat'))?.key;
  const found = wanted === undefined ? all : of.answer('rain', wanted);
  return answered(found, {
    stretches: (found) => stretches(found.spans, found.span.key),
    rows: (found) => found.rows.length,
    table: (found) => table(of, found),
    file: 'acid-rain.csv',
    csv: (found) => of.ask('rain_csv', found.span.key, lang()),
    choices: choice(words().rainWeights, 'wrainw', words().rainWeightsOf),
  });
}

const mean = (of: Waters, found: RainRows, row: RainRow) =>
  opens(of, html`<b>${row.mean || '—'}</b>`, `${t(row.name)} ${row.mean}`, 'explain_rain', row.key, found.span.key);

function table(of: Waters, found: RainRows): TemplateResult {
  const title = words().tabs['rain'] ?? '';
  return scroller(title, html`<table class="rows rain-table">
    <caption class="visually-hidden">${t(found.span.words)} ${title}</caption>
    <thead>
      <tr>
        <th scope="col">${words().place}</th><th scope="col" class="n">${words().mean}</th><th scope="col">${words().rainDegree}</th>
        <th scope="col" class="n">${words().range}</th><th scope="col" class="n">${words().frequency}</th>
      </tr>
    </thead>
    <tbody>
      ${found.rows.map((row) => html`<tr>
        <th scope="row">${t(row.name)}${row.kind === 'all' ? nothing : html`<span class="block dim">${words().kinds[row.kind]}</span>`}</th>
        <td class="n">${mean(of, found, row)}${row.without_amount ? html`<span class="block dim">${words().withoutAmount(row.without_amount)}</span>` : nothing}</td>
        <td>${t(row.degree) || '—'}</td>
        <td class="n nowrap">${row.lowest}–${row.highest}</td>
        <td class="n">${row.frequency}%<span class="block dim">${words().acid(row.acid, row.samples)}</span></td>
      </tr>`)}
    </tbody>
  </table>`);
}
