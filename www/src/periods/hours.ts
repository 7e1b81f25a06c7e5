// The hours of a place on a day, by the text of the standard or as the platform does, with European and US indices beside.
import { html, nothing, type TemplateResult } from 'lit';
import { openHour } from '../explain';
import { airChip } from '../figure';
import { fragment, lang, t, term, w } from '../state';
import type { EvaluationView, HourRow, HoursView, PlaceOption } from '../engine/types';
import type { Periods } from './evaluation';
import { editionAsked, editionPicker, noticeList, picker, placeAsked, placePicker, pollutants, saveCsv, scroller, symbol, working } from './parts';

const rules = ['text', 'platform-station', 'platform-city'] as const;

const dayAfter = (date: string, days: number) => {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1, day + days)).toISOString().slice(0, 10);
};

/** The last day of the sites of a place. */
function lastDay(of: Periods, place: PlaceOption): string {
  const sites = of.data.result?.air?.sites ?? [];
  const own = sites.filter((s) => place.sites.includes(s.name));
  return (own.length ? own : sites).map((s) => s.last.slice(0, 10)).sort().pop() ?? '';
}

/** Files too large to keep every hour by themselves are read again when somebody asks for hours. */
export const keepHours = (of: Periods) => () => void of.data.run(of.data.sources, { ...of.data.choices, keep_hours: true });

export function hours(of: Periods, view: EvaluationView): TemplateResult {
  const words = w();
  const p = words.periods;
  if (!of.data.keepsHours)
    return html`<p class="note">${p.hoursNotKept}</p><p class="actions"><button @click=${keepHours(of)}>${p.keepHours}</button></p>`;
  if (of.choices?.level === 'region') return html`<p class="note">${p.noHoursOfRegions}</p>`;
  const place = placeAsked(view);
  const edition = editionAsked(view);
  const rule = rules.find((r) => r === fragment.get('rule')) ?? 'text';
  if (!place || !edition) return html``;
  const ask = (day: string) => of.answer('hours', place.place, day, rule, edition.key);
  let day = /^\d{4}-\d{2}-\d{2}$/.exec(fragment.get('day') ?? '')?.[0] ?? lastDay(of, place);
  let found = ask(day);
  if (found?.first && (day < found.first || day > found.last)) {
    day = day < found.first ? found.first : found.last;
    found = ask(day);
  }
  const go = (to: string) => fragment.set({ day: to }, { replace: true });
  return html`
    <div class="filters hours-filters">
      ${placePicker(view, place)}
      <span class="stepper">
        <button ?disabled=${!found?.first || day <= found.first} aria-label=${p.dayBefore} @click=${() => go(dayAfter(day, -1))}>‹</button>
        <label>${words.date} <input type="date" .value=${day} min=${found?.first || nothing} max=${found?.last || nothing} @change=${(e: Event) => go((e.target as HTMLInputElement).value)} /></label>
        <button ?disabled=${!found?.last || day >= found.last} aria-label=${p.dayAfter} @click=${() => go(dayAfter(day, 1))}>›</button>
      </span>
      ${picker(p.rule, 'rule', rule, rules.map((r) => [r, p.rules[r] ?? r]))}
      ${editionPicker(view, edition)}
    </div>
    ${found === undefined
      ? working()
      : found === null || !found.first
        ? html`<p class="note">${p.noHours}</p>`
        : table(found, (label) => () => openHour(of.data.name, place.place, day, label, rule, edition.key))}
  `;
}

const clock = (label: number) => `${String(label).padStart(2, '0')}:00`;

const primaryOf = (row: HourRow) => row.primary.map(symbol).join(w().listSeparator);

/** The highest of the day, and how many hours have an AQI. */
function finding(view: HoursView): string {
  const graded = view.rows.filter((r) => r.aqi !== undefined);
  const highest = graded.reduce<HourRow | undefined>((most, r) => (!most || (r.aqi ?? 0) > (most.aqi ?? 0) ? r : most), undefined);
  const what = highest && [term(`category.${highest.category}`), primaryOf(highest)].filter(Boolean).join(w().listSeparator);
  return w().periods.hoursFinding(t(view.name), view.date, graded.length, highest && { aqi: highest.aqi ?? 0, at: clock(highest.label), what: what ?? '' });
}

function table(view: HoursView, open: (label: number) => () => void): TemplateResult {
  const words = w();
  const p = words.periods;
  const all = Array.from({ length: 24 }, (_, i) => view.rows.find((r) => r.label === i + 1));
  return html`
    <p class="finding">${finding(view)}</p>
    <div class="hours-strip" aria-hidden="true">${all.map((row) => html`<i class="swatch a${row?.category ?? 0}"></i>`)}</div>
    ${scroller(`${t(view.name)} ${view.date} ${p.tabs.hours}`, html`<table class="rows hours-table">
      <caption class="visually-hidden">${t(view.name)} ${view.date} ${t(view.rule)}</caption>
      <thead>
        <tr>
          <th scope="col">${p.hour}</th><th scope="col" class="n">${words.aqi}</th><th scope="col">${words.category}</th><th scope="col">${words.primary}</th>
          ${pollutants.map((name, i) => html`<th scope="col" class="n">${name}<small class="block">${i === 2 ? 'mg/m³' : 'µg/m³'}</small></th>`)}
          <th scope="col">${p.european}</th><th scope="col" class="n">${p.us}<small class="block">NowCast</small></th>
        </tr>
      </thead>
      <tbody>
        ${all.map((row, i) => html`<tr>
          <th scope="row">${clock(i + 1)}</th>
          ${row ? cells(row, open(row.label)) : html`<td class="dim" colspan="11">${p.noHour}</td>`}
        </tr>`)}
      </tbody>
    </table>`)}
    <p class="note">${p.hoursWhat}</p>
    <p class="actions"><button @click=${() => save(view)}>${p.exportCsv}</button></p>
    ${noticeList(view.notices)}
  `;
}

function cells(row: HourRow, open: () => void): TemplateResult {
  const words = w();
  return html`
    <td class="n"><button class="num" aria-label="${row.aqi ?? words.notGraded}, ${words.why}" @click=${open}>${row.aqi ?? '—'}</button></td>
    <td>${row.category ? airChip(row.category) : html`<span class="dim">${row.why_not ? t(row.why_not) : words.notGraded}</span>`}</td>
    <td>${primaryOf(row)}</td>
    ${row.values.map((value, i) => html`<td class="n">${value ?? '—'}${row.iaqi[i] === undefined || row.iaqi[i] === null ? nothing : html`<small class="block dim">${row.iaqi[i]}</small>`}</td>`)}
    <td>${row.european ? html`<span class="swatch e${row.european}" aria-hidden="true"></span>${words.periods.bands[row.european - 1]}` : '—'}</td>
    <td class="n">${row.us ?? '—'}</td>
  `;
}

function save(view: HoursView): void {
  const words = w();
  const p = words.periods;
  saveCsv(`hours-${view.name[lang()]}-${view.date}.csv`, [
    [p.place, words.date, p.hour, p.rule, words.aqi, words.category, words.primary, ...pollutants, ...pollutants.map((x) => `IAQI ${x}`), p.european, p.us],
    ...view.rows.map((r) => [
      view.name[lang()], view.date, clock(r.label), t(view.rule), r.aqi ?? '', r.category ? term(`category.${r.category}`) : '', r.primary.join(' '),
      ...r.values.map((v) => v ?? ''), ...r.iaqi.map((v) => v ?? ''), r.european ? (p.bands[r.european - 1] ?? '') : '', r.us ?? '',
    ]),
  ]);
}
