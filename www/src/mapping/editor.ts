// The step in which a person sees how a file was read, column by column, and says it otherwise.
import { html, nothing, type TemplateResult } from 'lit';
import type { Dataset } from '../dataset';
import { download } from '../download';
import { core } from '../engine/client';
import type { ColumnView, FileView, SuggestionView } from '../engine/types';
import { announce, changed, t, term, w } from '../state';
import { groups, itemOf, roleName, unitsFor } from './roles';
import { asChoices, canKeep, isMapping, keep, keptMapping, type ColumnMapping, type Mapping } from './store';
import { mappingWords } from './words';

/** What the form holds; an empty text leaves it to recognition. */
interface Draft {
  kind: string;
  header_row: string;
  first_row: string;
  encoding: string;
  year: string;
  hours: string;
  body: string;
  target: string;
  columns: Map<number, { role: string; unit: string }>;
  remember: boolean;
  wrong: string;
}

interface Shown {
  column: number;
  header: string;
  recognised: ColumnView | undefined;
  samples: string[];
}

let opened: { data: Dataset; file: FileView } | undefined;
let draft: Draft | undefined;

const mappingsOf = (data: Dataset): Mapping[] => data.choices.mappings.map((text) => JSON.parse(text) as Mapping);
const mappingOf = (data: Dataset, file: FileView) => mappingsOf(data).find((mapping) => mapping.signature === file.signature) ?? keptMapping(file.signature);

const dialog = () => document.querySelector<HTMLDialogElement>('dialog.mapping');

function fill(file: FileView, mapping: Mapping | undefined): Draft {
  const text = (value: number | string | undefined) => (value === undefined ? '' : String(value));
  const made: Draft = {
    kind: text(mapping?.kind),
    header_row: text(mapping?.header_row),
    first_row: text(mapping?.first_row),
    encoding: text(mapping?.encoding),
    year: text(mapping?.year),
    hours: text(mapping?.hours),
    body: text(mapping?.body),
    target: text(mapping?.target),
    columns: new Map(),
    remember: true,
    wrong: '',
  };
  for (const said of mapping?.columns ?? []) {
    const at = said.column || shownColumns(file, made).find((c) => c.header === said.header)?.column;
    if (at) made.columns.set(at, { role: said.role ?? '', unit: said.unit ?? '' });
  }
  return made;
}

export function openMapping(data: Dataset, file: FileView): void {
  opened = { data, file };
  draft = fill(file, mappingOf(data, file));
  if (file.kind === 'unknown' && !file.header_row && draft.header_row === '') draft.header_row = likelyHeader(file);
  changed();
  // The dialog is drawn with the next frame of the page.
  setTimeout(() => dialog()?.showModal());
}

/** The first row of words only, where no header was recognised. */
function likelyHeader(file: FileView): string {
  const words = (cells: string[]) => cells.filter((cell) => cell.trim() !== '');
  const at = file.sample.findIndex((cells) => words(cells).length > 1 && words(cells).every((cell) => Number.isNaN(Number(cell)) && !/^\d{4}[-/.年]/.test(cell)));
  return at < 0 ? '0' : String(at + 1);
}

function shut(): void {
  dialog()?.close();
}

function closed(): void {
  opened = draft = undefined;
  changed();
}

/** Whether a person should look at a column: what seems to be readings and is not used, or is handed on although nothing knows it. */
const asksFor = (c: ColumnView) => c.asks || (c.used && c.role_key === '' && !core.is_water_item(c.header));

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

/** The columns under the header that the draft says. */
function shownColumns(file: FileView, d: Draft): Shown[] {
  const row = d.header_row === '' ? file.header_row : Number(d.header_row);
  const first = d.first_row === '' ? (row === file.header_row ? file.first_row : row + 1) : Number(d.first_row);
  const data = file.sample.slice(Math.max(0, first - 1));
  const width = Math.max(0, file.columns.length, ...file.sample.map((r) => r.length));
  const samples = (index: number) => data.map((r) => r[index] ?? '').filter((cell) => cell.trim() !== '').slice(0, 3);
  const cells = row > 0 ? file.sample[row - 1] : undefined;
  const shown: Shown[] = [];
  for (let index = 0; index < width; index++) {
    const recognised = row === file.header_row ? file.columns.find((c) => c.column === index + 1) : undefined;
    const header = recognised?.header ?? oneLine(cells?.[index] ?? '');
    const values = samples(index);
    if (recognised || header || values.length) shown.push({ column: index + 1, header, recognised, samples: values });
  }
  return shown;
}

function composed(file: FileView, d: Draft): Mapping {
  const mapping: Mapping = { format: 'envgrade-mapping', version: 1, signature: file.signature };
  const number = (text: string) => (/^\d+$/.test(text) ? Number(text) : undefined);
  const said: Partial<Mapping> = {
    header_row: number(d.header_row), first_row: number(d.first_row), year: number(d.year),
    kind: d.kind, encoding: d.encoding, hours: d.hours, body: d.body, target: d.target,
  };
  for (const [key, value] of Object.entries(said)) if (value !== undefined && value !== '') Object.assign(mapping, { [key]: value });
  const shown = shownColumns(file, d);
  const columns: ColumnMapping[] = [];
  for (const { column, header } of shown) {
    const change = d.columns.get(column);
    if (!change || (!change.role && !change.unit)) continue;
    const again = !header || shown.filter((other) => other.header === header).length > 1;
    columns.push({ header, ...(again ? { column } : {}), ...(change.role ? { role: change.role } : {}), ...(change.unit ? { unit: change.unit } : {}) });
  }
  if (columns.length) mapping.columns = columns;
  return mapping;
}

const says = (mapping: Mapping) => Object.keys(mapping).length > 3;

function run(mapping: Mapping | undefined, remember: boolean): void {
  if (!opened) return;
  const { data, file } = opened;
  const others = mappingsOf(data).filter((other) => other.signature !== file.signature);
  keep(file.signature, mapping && remember ? mapping : undefined);
  // Of a file inside another one the encoding is not chosen here.
  const sources = data.sources.map((source) => (source.name === file.name ? { ...source, encoding: mapping?.encoding } : source));
  shut();
  void data.run(sources, { ...data.choices, mappings: asChoices(mapping ? [...others, mapping] : others) });
}

const apply = (event: Event) => {
  event.preventDefault();
  if (!opened || !draft) return;
  const mapping = composed(opened.file, draft);
  run(says(mapping) ? mapping : undefined, draft.remember);
};

const save = () => {
  if (!opened || !draft) return;
  download(`${oneLine(opened.file.name).replace(/[\\/:*?"<>|]/g, '_')}.mapping.json`, `${JSON.stringify(composed(opened.file, draft), null, 2)}\n`, 'application/json');
};

const load = async (event: Event) => {
  const input = event.target as HTMLInputElement;
  const chosen = input.files?.[0];
  input.value = '';
  if (!chosen || !opened || !draft) return;
  try {
    const found: unknown = JSON.parse(await chosen.text());
    if (!isMapping(found)) throw new Error();
    draft = fill(opened.file, found);
  } catch {
    draft.wrong = mappingWords().wrongFile;
    announce(draft.wrong);
  }
  changed();
};

/** Changes a field of the form. */
const set = (key: 'kind' | 'header_row' | 'first_row' | 'encoding' | 'year' | 'hours' | 'body' | 'target') => (event: Event) => {
  if (!draft) return;
  draft[key] = (event.target as HTMLInputElement).value.trim();
  // Under another header the columns are others.
  if (key === 'header_row') draft.columns.clear();
  changed();
};

function setColumn(column: number, change: Partial<{ role: string; unit: string }>): void {
  if (!draft) return;
  draft.columns.set(column, { role: '', unit: '', ...draft.columns.get(column), ...change });
  changed();
}

function takeHeader(row: number): void {
  if (!draft) return;
  draft.header_row = String(row);
  draft.first_row = '';
  draft.columns.clear();
  changed();
}

const option = (key: string, text: string, chosen: string) => html`<option value=${key} ?selected=${key === chosen}>${text}</option>`;

const pick = (label: string, chosen: string, options: Record<string, string>, onChange: (event: Event) => void) =>
  html`<label class="field"><span>${label}</span><select @change=${onChange}>${Object.entries(options).map(([key, text]) => option(key, text, chosen))}</select></label>`;

const rowNumber = (label: string, value: string, placeholder: string, least: number, onChange: (event: Event) => void, note = '') =>
  html`<label class="field"><span>${label}${note ? html` <small class="dim">${note}</small>` : nothing}</span>
    <input type="number" inputmode="numeric" min=${least} max="9999" .value=${value} placeholder=${placeholder} @change=${onChange} /></label>`;

const found = new Map<string, SuggestionView[]>();

/** Items whose names are near a header, looked up once. */
function near(header: string, kind: string): SuggestionView[] {
  const key = `${kind} ${header}`;
  let items = found.get(key);
  if (!items) found.set(key, (items = header ? (core.suggestions(header, kind) as SuggestionView[]) : []));
  return items;
}

function columnRow(shown: Shown, d: Draft, kind: string): TemplateResult {
  const words = mappingWords();
  const { column, recognised } = shown;
  const change = d.columns.get(column);
  const name = shown.header || words.nameless(column);
  const key = change?.role || recognised?.role_key || '';
  const automatic = recognised?.role_key
    ? words.recognised(roleName(recognised.role_key))
    : recognised?.used
      ? words.recognised(t(recognised.role) || words.other)
      : words.notRecognised;
  // Of the items that were found near, those that a column can be used as.
  const suggested = near(shown.header, kind).filter((s) => itemOf(`reading:${s.key}`));
  const asks = recognised !== undefined && asksFor(recognised) && !change?.role && !change?.unit;
  return html`<tr class=${asks ? 'asks' : ''}>
    <td class="n">${column}</td>
    <th scope="row">${name}${asks ? html` <span class="tag asks-tag">${words.look}</span>` : nothing}
      ${recognised && t(recognised.note) ? html`<span class="block note why">${t(recognised.note)}</span>` : nothing}
      ${asks && suggested.length
        ? html`<span class="block note why">${words.suggested} ${suggested.map((s) => html`<button type="button" class="link" @click=${() => setColumn(column, { role: `reading:${s.key}` })}>${t(s.name)}</button> `)}</span>`
        : nothing}
    </th>
    <td class="samples"><span class="visually-hidden">${words.samples}: </span>${shown.samples.map((s) => html`<code class="cell">${s}</code> `)}</td>
    <td><select aria-label=${words.useOf(name)} @change=${(e: Event) => setColumn(column, { role: (e.target as HTMLSelectElement).value })}>
      ${option('', automatic, change?.role ?? '')} ${option('aside', words.aside, change?.role ?? '')}
      ${groups().map((group) => html`<optgroup label=${group.name}>${group.roles.map(([role, text]) => option(role, text, change?.role ?? ''))}</optgroup>`)}
    </select></td>
    <td>${key.startsWith('reading:') || key === 'result'
      ? html`<input class="unit" list="units-${column}" aria-label=${words.unitOf(name)} .value=${change?.unit ?? ''} placeholder=${recognised?.unit ?? ''} @change=${(e: Event) => setColumn(column, { unit: (e.target as HTMLInputElement).value.trim() })} />
          <datalist id="units-${column}">${unitsFor(key).map((unit) => html`<option value=${unit}></option>`)}</datalist>`
      : nothing}</td>
  </tr>`;
}

function head(file: FileView, d: Draft): TemplateResult {
  const words = mappingWords();
  const header = d.header_row === '' ? file.header_row : Number(d.header_row);
  return html`<details class="sample-rows" ?open=${file.kind === 'unknown'}>
    <summary>${words.rows}</summary>
    <div class="table-scroll" tabindex="0" role="region" aria-label=${w().scrollable(words.rows)}>
      <table class="rows">
        <caption class="visually-hidden">${words.rows}</caption>
        <tbody>
          ${file.sample.map((cells, index) => html`<tr class=${index + 1 === header ? 'is-header' : ''}>
            <th scope="row" class="n">${index + 1}</th>
            <td><button type="button" class="link nowrap" aria-label=${words.asHeader(index + 1)} aria-pressed=${index + 1 === header} @click=${() => takeHeader(index + 1)}>${words.asHeaderShort}</button></td>
            ${cells.map((cell) => html`<td class="nowrap">${cell}</td>`)}
          </tr>`)}
        </tbody>
      </table>
    </div>
  </details>`;
}

export function mappingDialog(): TemplateResult {
  const words = mappingWords();
  if (!opened || !draft) return html`<dialog class="mapping" @close=${closed}></dialog>`;
  const { data, file } = opened;
  const d = draft;
  const kind = d.kind || file.kind;
  const alone = data.sources.some((source) => source.name === file.name);
  const target = { '': words.none, ...Object.fromEntries(['Ⅰ', 'Ⅱ', 'Ⅲ', 'Ⅳ', 'Ⅴ'].map((c, n) => [c, term(`class.${n + 1}`)])) };
  const keeps = canKeep();
  return html`<dialog class="mapping" aria-labelledby="mapping-title" @close=${closed}>
    <form @submit=${apply}>
      <h2 id="mapping-title">${words.title(file.name)}</h2>
      <p class="note">${words.what}</p>
      <div class="mapping-fields">
        ${pick(words.kind, d.kind, words.kinds, set('kind'))}
        ${rowNumber(words.headerRow, d.header_row, file.header_row ? String(file.header_row) : words.auto, 0, set('header_row'), words.headerRowWhat)}
        ${rowNumber(words.firstRow, d.first_row, file.first_row ? String(file.first_row) : words.auto, 1, set('first_row'))}
        ${alone ? pick(words.encoding, d.encoding, { ...words.encodings, '': `${words.encodings['']}（${file.encoding}）` }, set('encoding')) : nothing}
        ${rowNumber(words.year, d.year, words.auto, 1900, set('year'))}
        ${kind === 'air-hourly' ? pick(words.hours, d.hours, words.hoursOptions, set('hours')) : nothing}
        ${kind === 'water' ? html`${pick(words.body, d.body, words.bodies, set('body'))} ${pick(words.target, d.target, target, set('target'))}` : nothing}
      </div>
      ${file.sample.length ? head(file, d) : nothing}
      <div class="table-scroll" tabindex="0" role="region" aria-label=${w().scrollable(words.columns)}>
        <table class="rows mapping-columns">
          <caption class="visually-hidden">${words.columns}</caption>
          <thead><tr><th scope="col" class="n">${words.column}</th><th scope="col">${words.header}</th><th scope="col">${words.samples}</th><th scope="col">${words.use}</th><th scope="col">${words.unit}</th></tr></thead>
          <tbody>${shownColumns(file, d).map((shown) => columnRow(shown, d, kind))}</tbody>
        </table>
      </div>
      ${d.wrong ? html`<p class="note bad" role="alert">${d.wrong}</p>` : nothing}
      <label class="check"><input type="checkbox" .checked=${d.remember && keeps} ?disabled=${!keeps} @change=${(e: Event) => { d.remember = (e.target as HTMLInputElement).checked; }} /> ${keeps ? words.remember : words.cannotRemember}</label>
      <p class="actions">
        <button type="button" @click=${() => run(undefined, false)}>${words.reset}</button>
        <button type="button" @click=${save}>${words.save}</button>
        <button type="button" @click=${(e: Event) => (e.currentTarget as HTMLElement).parentElement?.querySelector<HTMLInputElement>('input[type=file]')?.click()}>${words.load}</button>
        <input type="file" class="visually-hidden" tabindex="-1" aria-label=${words.load} accept=".json,application/json" @change=${load} />
      </p>
      <p class="actions mapping-actions">
        <button class="primary" type="submit">${words.apply}</button>
        <button type="button" @click=${shut}>${words.cancel}</button>
      </p>
    </form>
  </dialog>`;
}

/** What a file's panel says of the step: that it is needed, or that it can be opened. */
export function mappingDoor(data: Dataset, file: FileView): TemplateResult | typeof nothing {
  if (!file.sample.length) return nothing;
  const words = mappingWords();
  const asked = file.columns.filter(asksFor).length;
  const unknown = file.kind === 'unknown';
  const needed = unknown || asked > 0;
  return html`<div class=${needed ? 'caution' : 'mapping-door'} role=${needed ? 'note' : nothing}>
    ${needed ? html`<p>${unknown ? words.unknown : words.asked(asked)}</p>` : nothing}
    ${file.mapped ? html`<span class="tag">${canKeep() && keptMapping(file.signature) ? words.remembered : words.mapped}</span>` : nothing}
    <button class=${unknown ? 'primary' : ''} @click=${() => openMapping(data, file)}>${needed ? words.openAsked : words.open}</button>
  </div>`;
}
