// Cities ranked by the city water quality index, and by its change.
import { html, nothing, type TemplateResult } from 'lit';
import { lang, t, w } from '../state';
import type { CityRow, CityRows, WaterEvaluationView } from '../engine/types';
import type { Waters } from './evaluation';
import { answered, asked, base, choice, stretches } from './furtherparts';
import { further as words } from './furtherwords';
import { narrow, opens, scroller } from './parts';

export function cities(of: Waters, view: WaterEvaluationView): TemplateResult {
  const against = base(view);
  const found = of.answer('cities', asked(view.spans)?.key ?? '', against);
  return answered(found, {
    stretches: (found) => stretches(found.spans, found.span.key, against),
    rows: (found) => found.rows.length,
    table: (found) => (narrow() ? found.rows.map((row) => card(of, found, row)) : table(of, found)),
    below: withoutCity,
    file: 'cities.csv',
    csv: (found) => of.ask('cities_csv', found.span.key, against, lang()),
    choices: html`${choice(words().cityWeights, 'wcityw', words().cityWeightsOf)} ${choice(words().cityItems, 'wcityi', words().cityItemsOf)} ${choice(words().sign, 'wsign', words().signOf)}`,
  });
}

const withoutCity = ({ without_city: sites }: CityRows) =>
  sites.length ? html`<p class="note">${words().withoutCity(sites.slice(0, 20).join(w().listSeparator))}${sites.length > 20 ? ' …' : ''}</p>` : nothing;

const index = (of: Waters, found: CityRows, row: CityRow) =>
  row.index ? opens(of, html`<b>${row.index}</b>`, `${row.name} ${row.index}`, 'explain_city', row.name, found.span.key, found.base.key) : html`—`;

const lacks = (row: CityRow) => (row.missing.length ? html`<span class="block short">${words().missing(row.missing.map(t).join(w().listSeparator))}</span>` : nothing);

const change = (row: CityRow) => html`${row.change ? `${row.change}%` : '—'}${row.base ? html`<span class="block dim">${row.base}</span>` : nothing}`;

function table(of: Waters, found: CityRows): TemplateResult {
  const title = words().tabs['cities'] ?? '';
  const changes = found.rows.some((row) => row.change || row.base);
  return html`${scroller(title, html`<table class="rows ranking cities-table">
    <caption class="visually-hidden">${t(found.span.words)} ${title}</caption>
    <thead>
      <tr>
        <th scope="col"><span class="rank">${words().rank}</span>${words().city}</th><th scope="col" class="n">${words().cityIndex}</th>
        <th scope="col" class="n">${words().rivers}</th><th scope="col" class="n">${words().lakes}</th>
        ${changes ? html`<th scope="col" class="n">${words().change}<small class="block">${t(found.base.words)}</small></th><th scope="col" class="n">${words().changeRank}</th>` : nothing}
        <th scope="col">${w().note}</th>
      </tr>
    </thead>
    <tbody>
      ${found.rows.map((row) => html`<tr>
        <th scope="row"><span class="rank">${row.rank ?? '—'}</span>${row.name}<span class="block dim">${words().places(row.sections, row.points)}</span></th>
        <td class="n">${index(of, found, row)}</td>
        <td class="n">${row.rivers || '—'}</td><td class="n">${row.lakes || '—'}</td>
        ${changes ? html`<td class="n">${change(row)}</td><td class="n">${row.change_rank ?? '—'}</td>` : nothing}
        <td>${lacks(row)}${row.excluded ? html`<span class="block dim">${words().excluded}</span>` : nothing}</td>
      </tr>`)}
    </tbody>
  </table>`)}
  <p class="note">${t(found.sign)}</p>
  <details class="more"><summary>${words().singleIndices}</summary>${singles(found)}</details>`;
}

function singles(found: CityRows): TemplateResult {
  const items = found.rows[0]?.single ?? [];
  return scroller(words().singleIndices, html`<table class="rows singles-table">
    <caption class="visually-hidden">${words().singleIndices}</caption>
    <thead><tr><th scope="col">${w().item}</th>${found.rows.map((row) => html`<th scope="col" class="n">${row.name}</th>`)}</tr></thead>
    <tbody>
      ${items.map((item, i) => html`<tr>
        <th scope="row">${t(item.name)}</th>
        ${found.rows.map((row) => {
          const single = row.single[i];
          return html`<td class="n">${single?.rivers || (single?.lakes ? nothing : '—')}${single?.lakes ? html`<span class="block dim">${words().lakes} ${single.lakes}</span>` : nothing}</td>`;
        })}
      </tr>`)}
    </tbody>
  </table>`);
}

const card = (of: Waters, found: CityRows, row: CityRow): TemplateResult => html`<article class="period-card">
  <h3>${row.rank ?? '—'} ${row.name} ${index(of, found, row)}</h3>
  <p class="note">${words().places(row.sections, row.points)}</p>
  ${row.rivers && row.lakes ? html`<p>${words().rivers} ${row.rivers} · ${words().lakes} ${row.lakes}</p>` : nothing}
  ${row.change ? html`<p>${words().change} ${row.change}% (${t(found.sign)}) · ${words().changeRank} ${row.change_rank ?? '—'}</p>` : nothing}
  ${lacks(row)}${row.excluded ? html`<p class="note">${words().excluded}</p>` : nothing}
</article>`;
