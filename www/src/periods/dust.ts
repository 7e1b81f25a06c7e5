// Days of sand and dust: declared by hand, marked on a day, or read from a table among the files.
import { html, nothing, type TemplateResult } from 'lit';
import type { Source } from '../engine/session';
import { announce, fragment, number, t, w } from '../state';
import type { DustChoice, EvaluationView } from '../engine/types';
import { addDust, choose, declare, declared, removeDust } from './choices';
import type { Periods } from './evaluation';
import { picker } from './parts';

export const dustText = (period: DustChoice) =>
  `${period.place || w().periods.allPlaces} ${period.first === period.last ? period.first : w().periods.fromTo(period.first, period.last)}`;

/** Marks a day of a site as dust, or takes the mark away, and says so. */
export async function toggleDust(of: Periods, site: string, date: string | undefined): Promise<string> {
  if (!date) return site;
  const place = await of.placeOf(site);
  const period = declared(place, date);
  if (period) removeDust(period);
  else addDust({ place, first: date, last: date });
  announce(period ? w().periods.dustRemoved(dustText(period)) : w().periods.dustAdded(dustText({ place, first: date, last: date })));
  return place;
}

function submitted(event: Event): void {
  event.preventDefault();
  const form = event.target as HTMLFormElement;
  const value = (name: string) => (form.elements.namedItem(name) as HTMLInputElement | HTMLSelectElement).value;
  const [one, other] = [value('first'), value('last') || value('first')];
  const period = { place: value('place'), first: one < other ? one : other, last: one < other ? other : one };
  addDust(period);
  announce(w().periods.dustAdded(dustText(period)));
  form.reset();
}

/** A table becomes one more of the files, so that it is read like all others: any header, any form of dates. */
async function tableIn(of: Periods, source: Source): Promise<void> {
  await of.data.run([...of.data.sources, source]);
}

function pasted(of: Periods, event: Event): void {
  event.preventDefault();
  const area = (event.target as HTMLFormElement).querySelector('textarea');
  const text = area?.value.trim() ?? '';
  if (!area || !text) return;
  area.value = '';
  void tableIn(of, { name: w().periods.dustTableName, data: new Blob([text, '\n'], { type: 'text/csv' }) });
}

const chosenFile = (of: Periods) => (event: Event) => {
  const input = event.target as HTMLInputElement;
  const file = input.files?.[0];
  input.value = '';
  if (file) void tableIn(of, { name: file.name, data: file });
};

/** Where there are hours, those that look like dust can be taken over; nothing is declared by itself. */
function suggestions(of: Periods, view: EvaluationView): TemplateResult | typeof nothing {
  const p = w().periods;
  if (!of.data.result?.files.some((f) => f.kind === 'air-hourly')) return nothing;
  if (!of.data.choices.keep_hours)
    return html`<p class="note"><button @click=${() => void of.data.run(of.data.sources, { ...of.data.choices, keep_hours: true })}>${p.suggestDust}</button> ${p.suggestDustWhat}</p>`;
  if (of.choices?.level === 'region') return nothing;
  const place = view.places.find((o) => String(o.place) === fragment.get('of')) ?? view.places[0];
  const found = place && of.answer('dust_suggestions', place.place);
  return html`<div class="suggestions">
    ${view.places.length > 1 && place ? html`<div class="filters">${picker(p.place, 'of', String(place.place), view.places.map((o) => [String(o.place), t(o.name)]))}</div>` : nothing}
    ${found ? html`<p class="note">${t(found.finding)}</p>` : nothing}
    ${found && place
      ? html`<ul>
          ${found.rows.map((row) => {
            const period = { place: place.name.zh, first: row.first, last: row.last };
            return html`<li>${p.fromTo(row.start.replace('T', ' '), row.end.replace('T', ' '))}${w().sentenceGap}${p.suggested(row.before, row.highest)}
              ${declared(period.place, row.first) ? html`<span class="dim">${p.dustMarked}</span>` : html`<button class="link" @click=${() => addDust(period)} aria-label="${p.takeOver} ${dustText(period)}">${p.takeOver}</button>`}</li>`;
          })}
        </ul>`
      : nothing}
  </div>`;
}

export function dustPanel(of: Periods, view: EvaluationView | undefined): TemplateResult {
  const words = w();
  const p = words.periods;
  const { dust, ignore_dust_tables } = of.choices ?? { dust: [], ignore_dust_tables: false };
  const tables = of.data.result?.files.filter((f) => f.kind === 'dust') ?? [];
  const inTables = tables.reduce((n, f) => n + f.used, 0);
  const count = dust.length + (ignore_dust_tables ? 0 : inTables);
  return html`<details class="more dust">
    <summary>${p.dust} <b>${count ? p.declaredCount(count) : p.noneDeclared}</b></summary>
    <p class="note">${p.dustWhat}</p>
    ${dust.length
      ? html`<ul class="declared" aria-label=${p.dust}>
          ${dust.map((d) => html`<li>${dustText(d)} <button class="quiet" aria-label="${p.remove} ${dustText(d)}" @click=${() => removeDust(d)}>✕</button></li>`)}
          ${dust.length > 1 ? html`<li class="bare"><button class="link" @click=${() => declare([])}>${p.removeAll}</button></li>` : nothing}
        </ul>`
      : nothing}
    ${tables.length
      ? html`<p class="note"><label class="check"><input type="checkbox" .checked=${!ignore_dust_tables} @change=${(e: Event) => choose({ 'dust-files': (e.target as HTMLInputElement).checked ? '1' : '0' })} />
          ${p.dustFiles(tables.map((f) => f.name).join(words.listSeparator), number(inTables))}</label></p>`
      : nothing}
    <form class="fields" @submit=${submitted}>
      <label>${p.place}
        <select name="place"><option value="">${p.allPlaces}</option>${(of.choices?.level === 'region' ? [] : (view?.places ?? [])).map((o) => html`<option value=${o.name.zh}>${t(o.name)}</option>`)}</select>
      </label>
      <label>${p.firstDay} <input type="date" name="first" required /></label>
      <label>${p.lastDay} <input type="date" name="last" /></label>
      <button type="submit">${p.addDust}</button>
    </form>
    ${view ? suggestions(of, view) : nothing}
    <details class="more">
      <summary>${p.dustTable}</summary>
      <form @submit=${(e: Event) => pasted(of, e)}>
        <label><span class="note">${p.dustTableWhat}</span><textarea rows="4" spellcheck="false" placeholder=${p.dustTableSample}></textarea></label>
        <p class="actions">
          <button type="submit">${p.addTable}</button>
          <label class="button">${words.choose}<input type="file" class="visually-hidden" @change=${chosenFile(of)} /></label>
        </p>
      </form>
    </details>
  </details>`;
}
