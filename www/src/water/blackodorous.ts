// Urban black and odorous water: waters, their points and samples.
import { html, nothing, type TemplateResult } from 'lit';
import { lang, t } from '../state';
import type { BlackOdorousPointView, BlackOdorousRows, BlackOdorousWaterView, WaterEvaluationView } from '../engine/types';
import type { Waters } from './evaluation';
import { answered, asked, choice, stretches } from './furtherparts';
import { further as words } from './furtherwords';
import { opens, scroller } from './parts';

export function blackOdorous(of: Waters, view: WaterEvaluationView): TemplateResult {
  const found = of.answer('black_odorous', asked(view.spans)?.key ?? '');
  return answered(found, {
    stretches: (found) => stretches(found.spans, found.span.key),
    rows: (found) => found.waters.length,
    table: (found) => table(of, found),
    file: 'black-odorous.csv',
    csv: (found) => of.ask('black_odorous_csv', found.span.key, lang()),
    choices: html`${choice(words().which, 'wblack', words().whichOf)} ${choice(words().end, 'wblackend', words().endOf)} ${choice(words().shallow, 'wshallow', words().shallowOf)}`,
  });
}

/** Above ten samples the first of them; the file has all. */
const atOnce = 10;

const chip = (degree: number | undefined | null, text: string) => html`<span class="chip ${degree === 2 ? 'w6' : degree === 1 ? 'w4' : 'w2'}">${text}</span>`;

function table(of: Waters, found: BlackOdorousRows): TemplateResult {
  const title = words().tabs['black'] ?? '';
  return scroller(title, html`<table class="rows black-table">
    <caption class="visually-hidden">${t(found.span.words)} ${title}</caption>
    <thead>
      <tr>
        <th scope="col">${words().water}</th><th scope="col">${words().point}</th><th scope="col">${words().time}</th>
        ${words().values.map((v) => html`<th scope="col" class="n">${v}</th>`)}<th scope="col" class="n">${words().depth}</th><th scope="col">${words().degree}</th>
      </tr>
    </thead>
    ${found.waters.map((water) => water.points.map((point, i) => samples(of, found, water, point, i === 0)))}
  </table>`);
}

function samples(of: Waters, found: BlackOdorousRows, water: BlackOdorousWaterView, point: BlackOdorousPointView, first: boolean): TemplateResult {
  const shown = point.samples.slice(0, atOnce);
  const name = (degree: number | undefined | null) => (degree === undefined || degree === null ? '—' : words().degrees[degree] ?? '—');
  return html`<tbody>
    ${shown.map((sample, i) => html`<tr>
      ${i === 0
        ? html`<th scope="rowgroup" rowspan=${shown.length}>${first ? html`${water.name} ${chip(water.degree, t(water.words))}` : nothing}</th>
            <th scope="rowgroup" rowspan=${shown.length}>${point.name} ${opens(of, chip(point.degree, t(point.words)), `${point.name} ${t(point.words)}`, 'explain_black_odorous', point.site, found.span.key)}
              <span class="block dim">${words().sampleCount(point.samples.length)}</span></th>`
        : nothing}
      <td>${sample.when}</td>
      ${sample.values.map((value, at) => html`<td class="n">${value || '—'}${sample.degrees[at] ? html` <small class="short">${name(sample.degrees[at])}</small>` : nothing}</td>`)}
      <td class="n">${sample.depth || '—'}</td>
      <td>${name(sample.degree)}</td>
    </tr>`)}
  </tbody>`;
}
