// Groundwater, drinking-water sources, own limits, and comparison with other countries.
import { html, nothing, type TemplateResult } from 'lit';
import { download } from '../download';
import { verdict } from '../rows';
import { lang, t, term, w } from '../state';
import type { ItemValue, OwnRow, ProfileRow, SampleLine, SourceRow, Text, WaterEvaluationView, WellRow } from '../engine/types';
import type { Waters } from './evaluation';
import { classChip, csvButton, narrow, noticeList, opens, picker, scroller, spanAsked, spanPicker, working } from './parts';
import { detection, detections, objectiveKinds, objectives, setTyped, sourceOver, sourceOvers, typed, waterAs, waterUses, wellClass, wellClasses } from './standards-choices';
import { standardsWords as sw } from './standards-words';
import { words } from './words';

const names = (texts: Text[]) => texts.map(t).join(w().listSeparator);
const dash = () => html`<span class="dim">—</span>`;
const query = (span: string) => ({ span, site: undefined, offset: 0, limit: 500, grades: [] });
const options = <T extends string>(keys: readonly T[], of: Record<string, string>): [string, string][] => keys.map((key) => [key, of[key] ?? key]);

/** What the water of all sites is taken for, among the choices of all tabs. */
export const waterAsPicker = () => picker(sw().waterAs, 'was', waterAs(), options(waterUses, sw().waterUses));

/** A question of one period with its answer, or why there is none. */
function answered<A extends { finding: Text; notices: Text[]; rows: unknown[] }>(
  view: WaterEvaluationView,
  pickers: unknown,
  ask: (span: string) => A | null | undefined,
  body: (found: A) => unknown,
): TemplateResult {
  const span = spanAsked(view);
  if (!span) return html`<p class="note">${sw().none}</p>`;
  const found = ask(span.key);
  return html`
    <div class="filters">${spanPicker(view)} ${pickers}</div>
    ${found === undefined
      ? working()
      : found === null
        ? html`<p class="note">${words().failed}</p>`
        : html`<p class="finding">${t(found.finding)}</p>
            ${found.rows.length ? body(found) : html`<p class="note">${sw().none}</p>`} ${noticeList(found.notices)}`}
  `;
}

/** What was noticed about cells of further items, with their places. */
function furtherIssues(of: Waters): TemplateResult | typeof nothing {
  const found = of.answer('further_issues');
  if (!found?.issues.length) return nothing;
  const count = found.issues.reduce((sum, issue) => sum + issue.count, 0);
  return html`<details class="more">
    <summary>${sw().issues(count)}</summary>
    ${found.issues.map((issue) => html`<p class="note">${t(issue.message)} (${issue.count})</p>
      <ul class="plain-list">${issue.places.slice(0, 8).map((p) => html`<li>${sw().place(p.file, p.row, p.column)}: ${p.header} “${p.text}”</li>`)}</ul>`)}
  </details>`;
}

type SampleMethod = 'explain_well_sample' | 'explain_source_sample' | 'explain_own_sample';

/** Samples or months, each opening how it came about. */
const lines = (of: Waters, site: number, name: string, head: string, all: SampleLine[], method: SampleMethod) =>
  all.length
    ? scroller(head, html`<table class="rows">
        <caption class="visually-hidden">${name} ${head}</caption>
        <thead><tr><th scope="col">${head}</th><th scope="col">${sw().verdict}</th><th scope="col">${sw().over}</th></tr></thead>
        <tbody>
          ${all.map((line) => html`<tr>
            <th scope="row" class="nowrap">${typeof line.number === 'number' ? opens(of, line.when, `${name} ${line.when}`, method, site, line.number) : line.when}</th>
            <td class="nowrap">${line.class ? classChip(line.class) : nothing} ${verdict(line.verdict)}</td>
            <td>${t(line.over) || dash()}${line.withdrawn ? html`<span class="block dim">${sw().withdrawn} ${line.withdrawn}</span>` : nothing}</td>
          </tr>`)}
        </tbody>
      </table>`)
    : nothing;

const itemTable = (name: string, items: ItemValue[]) =>
  scroller(sw().item, html`<table class="rows">
    <caption class="visually-hidden">${name} ${sw().item}</caption>
    <thead>
      <tr><th scope="col">${sw().item}</th><th scope="col" class="n">${sw().value}</th><th scope="col">${words().class}</th><th scope="col">${sw().limit}</th><th scope="col" class="n">${sw().times}</th></tr>
    </thead>
    <tbody>
      ${items.map((item) => html`<tr>
        <th scope="row">${t(item.name)}</th>
        <td class="n nowrap">${t(item.value)} ${item.unit}${item.proven ? nothing : html` <span class="dim" title=${sw().unproven(t(item.name))}>*</span>`}</td>
        <td>${item.class ? classChip(item.class) : dash()}</td>
        <td>${item.limit}</td>
        <td class="n">${item.multiple}</td>
      </tr>`)}
    </tbody>
  </table>`);

/** Rows as a table, or as cards where there is little room. */
const laid = <R>(name: string, rows: R[], heads: string[], cells: (row: R) => unknown[], more: (row: R) => unknown) =>
  narrow()
    ? rows.map((row) => {
        const [first, ...others] = cells(row);
        return html`<article class="period-card"><h3>${first}</h3>${others.map((cell, at) => html`<p>${heads[at + 1]}: ${cell}</p>`)} ${more(row)}</article>`;
      })
    : scroller(name, html`<table class="rows">
        <caption class="visually-hidden">${name}</caption>
        <thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
        <tbody>
          ${rows.map((row) => {
            const below = more(row);
            return html`<tr class=${below === nothing ? '' : 'with-more'}>${cells(row).map((cell, at) => (at ? html`<td>${cell}</td>` : html`<th scope="row">${cell}</th>`))}</tr>
              ${below === nothing ? nothing : html`<tr class="more-row"><td colspan=${heads.length}>${below}</td></tr>`}`;
          })}
        </tbody>
      </table>`);

// --- groundwater ---

function classBar(name: string, classes: number[]): TemplateResult {
  const counts = classes.map((count, at) => ({ count, grade: at + 1 })).filter((c) => c.count);
  const text = counts.map((c) => `${term(`class.${c.grade}`)} ${c.count}`).join(w().listSeparator);
  return html`<span class="class-bar" role="img" aria-label="${name} ${text}" title=${text}>${counts.map((c) => html`<span class="w${c.grade}" style="flex-grow:${c.count}">${c.count}</span>`)}</span>`;
}

const wellCells = (of: Waters, row: WellRow) => [
  html`${row.name}<span class="block dim">${row.whereabouts}</span>`,
  html`${row.class ? opens(of, classChip(row.class), `${row.name} ${term(`class.${row.class}`)}`, 'explain_well', row.site, row.span) : html`<span class="dim">${words().notEvaluated}</span>`}
    ${row.stands && row.samples.length > 1 ? html`<span class="block dim">${sw().stands(row.stands)}</span>` : nothing}`,
  html`${names(row.deciding) || dash()}
    ${row.inseparable.length ? html`<span class="block dim">${sw().inseparable(names(row.inseparable))}</span>` : nothing}
    ${row.unproven.length ? html`<span class="block dim">${sw().unproven(names(row.unproven))}</span>` : nothing}`,
  html`<span class="nowrap">${term(`class.${row.target}`)} ${verdict(row.verdict)}</span>${t(row.over) ? html`<span class="block">${t(row.over)}</span>` : nothing}`,
  html`${row.samples.length > 1 ? classBar(row.name, row.classes) : nothing}<span class="block dim">${sw().evaluated(row.routine, row.others)}</span>`,
];

export function wells(of: Waters, view: WaterEvaluationView): TemplateResult {
  const pickers = html`${picker(sw().wellClass, 'wwell', wellClass(), options(wellClasses, sw().wellClasses))} ${picker(sw().detection, 'wdl', detection(), options(detections, sw().detections))}`;
  const more = (row: WellRow) => html`<details class="more">
    <summary>${sw().itemsAndSamples(row.items.length, row.all_samples)}</summary>
    ${itemTable(row.name, row.items)} ${lines(of, row.site, row.name, sw().sample, row.samples, 'explain_well_sample')}
  </details>`;
  return html`${answered(view, pickers, (span) => of.answer('wells', query(span)), (found) =>
    laid(sw().wells, found.rows, [sw().well, sw().comprehensive, sw().deciding, sw().target, sw().bySamples], (row) => wellCells(of, row), more),
  )}
  ${furtherIssues(of)} ${csvButton('groundwater.csv', () => of.ask('wells_csv', lang()))}`;
}

// --- sources ---

/** Water withdrawn as a person gives it; empty for what the data say. */
function withdraw(source: string, volume: string): void {
  const { [source]: _, ...others } = typed().withdrawn;
  setTyped({ withdrawn: volume.trim() ? { ...others, [source]: volume.trim() } : others });
}

const sourceCells = (of: Waters, row: SourceRow) => [
  html`${row.name}<span class="block dim">${[row.groundwater ? sw().groundwaterSource : sw().surfaceSource, row.whereabouts].filter(Boolean).join(' · ')}</span>`,
  html`${opens(of, verdict(row.verdict), `${row.name} ${term(`verdict.${row.verdict}`)}`, 'explain_source', row.site, row.span)}
    <span class="block dim">${sw().counted(row.attained, row.attained + row.exceeded)}</span>`,
  html`${t(row.over) || dash()}${row.unproven.length ? html`<span class="block dim">${sw().unproven(names(row.unproven))}</span>` : nothing}`,
  html`${t(row.beside) || dash()}`,
  html`${sw().measured(row.measured.reduce((sum, n) => sum + n, 0), row.monthly_items, row.yearly_items)}`,
  html`<input class="volume" type="number" min="0" step="any" inputmode="decimal" aria-label="${row.name} ${sw().withdrawn}" placeholder=${row.withdrawn || '—'} .value=${typed().withdrawn[row.name] ?? ''} @change=${(e: Event) => withdraw(row.name, (e.target as HTMLInputElement).value)} />
    ${row.complying ? html`<span class="block dim">${sw().complying(row.complying)}</span>` : nothing}`,
];

export function sources(of: Waters, view: WaterEvaluationView): TemplateResult {
  const pickers = picker(sw().sourceOver, 'wsource', sourceOver(), options(sourceOvers, sw().sourceOvers));
  const heads = () => [sw().source, sw().verdict, sw().over, sw().beside, sw().itemsMeasured, sw().withdrawn];
  const more = (row: SourceRow) => html`<details class="more">
    <summary>${sw().months} ${row.months.length} · ${sw().sample} ${row.all_samples}</summary>
    ${lines(of, row.site, row.name, sw().month, row.months, 'explain_source_sample')} ${lines(of, row.site, row.name, sw().sample, row.samples, 'explain_source_sample')}
  </details>`;
  return html`${answered(view, pickers, (span) => of.answer('sources', query(span)), (found) =>
    laid(sw().sources, found.rows, heads(), (row) => sourceCells(of, row), more),
  )}
  ${furtherIssues(of)} ${csvButton('water-sources.csv', () => of.ask('sources_csv', lang()))}`;
}

// --- own limits ---

/** The text under work: it counts once it is used. */
let draft: { name: string; text: string } | undefined;

async function dropped(event: DragEvent): Promise<void> {
  event.preventDefault();
  event.stopPropagation();
  const file = event.dataTransfer?.files[0];
  const text = file ? await file.text() : (event.dataTransfer?.getData('text') ?? '');
  if (!text) return;
  setTyped((draft = { name: file?.name.replace(/\.[^.]*$/, '') ?? now().name, text }));
}

const now = (): { name: string; text: string } => draft ?? typed();

const saveTemplate = async (of: Waters) => {
  const text = await of.ask('limits_template');
  if (text !== undefined) download('limits.csv', `\ufeff${text}`, 'text/csv');
};

function ownForm(of: Waters): TemplateResult {
  const { name, text } = now();
  const edit = (change: { name?: string; text?: string }) => (draft = { name, text, ...draft, ...change });
  const value = (e: Event) => (e.target as HTMLInputElement).value;
  const used = typed();
  const read = used.text.trim() ? of.answer('own_limits', used.name, used.text) : undefined;
  const stop = (e: Event) => {
    e.preventDefault();
    e.stopPropagation();
  };
  return html`<div class="own-limits">
    <p class="note">${sw().ownWhat}</p>
    <div class="fields">
      <label>${sw().ownName} <input type="text" .value=${name} @input=${(e: Event) => edit({ name: value(e) })} /></label>
    </div>
    <label class="own-text">${sw().ownText}
      <textarea rows="6" spellcheck="false" .value=${text} @input=${(e: Event) => edit({ text: value(e) })} @dragover=${stop} @drop=${(e: DragEvent) => void dropped(e)}></textarea>
    </label>
    <p class="actions">
      <button class="primary" @click=${() => setTyped({ name: now().name, text: now().text })}>${sw().apply}</button>
      <button @click=${() => void saveTemplate(of)}>${sw().template}</button>
      ${used.text ? html`<button @click=${() => setTyped((draft = { name: '', text: '' }))}>${sw().clear}</button>` : nothing}
    </p>
    ${read
      ? html`<p class="note" role="status">${sw().readLimits(read.limits.length)}</p>
          ${read.errors.length ? html`<div class="caution" role="alert"><p>${sw().errors(read.errors.length)}</p><ul class="plain-list">${read.errors.map((error) => html`<li>${t(error.message)}</li>`)}</ul></div>` : nothing}`
      : nothing}
  </div>`;
}

const ownCells = (of: Waters, row: OwnRow) => [
  html`${row.name}<span class="block dim">${row.whereabouts}</span>`,
  html`${opens(of, verdict(row.verdict), `${row.name} ${term(`verdict.${row.verdict}`)}`, 'explain_own', row.site, row.span)}${t(row.over) ? html`<span class="block">${t(row.over)}</span>` : nothing}`,
  html`${row.share ? `${row.share}%` : '—'}<span class="block dim">${row.within}/${row.assessed}</span>`,
  html`${t(row.worst) ? html`${t(row.worst)}<span class="block dim">${row.worst_at}</span>` : dash()}`,
];

const ownItems = (row: OwnRow) =>
  scroller(sw().item, html`<table class="rows">
    <caption class="visually-hidden">${row.name} ${sw().item}</caption>
    <thead><tr><th scope="col">${sw().item}</th><th scope="col">${sw().limit}</th><th scope="col" class="n">${sw().meanOf}</th><th scope="col">${sw().verdict}</th><th scope="col">${sw().within}</th><th scope="col">${sw().worst}</th></tr></thead>
    <tbody>
      ${row.limits.map((item) => html`<tr>
        <th scope="row">${t(item.mean.name)}</th>
        <td class="nowrap">${item.mean.limit} ${item.mean.unit}</td>
        <td class="n nowrap">${t(item.mean.value) || '—'}</td>
        <td>${verdict(item.mean.verdict)} ${item.mean.multiple}</td>
        <td>${sw().counts(item.attained, item.exceeded, item.missing)}</td>
        <td>${item.worst ? html`${item.worst}<span class="block dim">${item.worst_at}</span>` : dash()}</td>
      </tr>`)}
    </tbody>
  </table>`);

export function own(of: Waters, view: WaterEvaluationView): TemplateResult {
  const heads = () => [words().section, sw().meanOf, sw().within, sw().worst];
  const more = (row: OwnRow) => html`<details class="more">
    <summary>${sw().itemsAndSamples(row.limits.length, row.all_samples)}</summary>
    ${ownItems(row)} ${lines(of, row.site, row.name, sw().sample, row.samples, 'explain_own_sample')}
  </details>`;
  return html`${ownForm(of)}
  ${typed().text.trim()
    ? html`${answered(view, nothing, (span) => of.answer('own', query(span)), (found) => laid(sw().own, found.rows, heads(), (row) => ownCells(of, row), more))}
        ${furtherIssues(of)} ${csvButton('own-limits.csv', () => of.ask('own_csv', lang()))}`
    : html`<p class="note">${sw().noLimits}</p>`}`;
}

// --- other countries ---

const profileCells = (of: Waters, row: ProfileRow) => [
  html`${row.name}<span class="block dim">${row.whereabouts}</span>`,
  html`${row.class ? classChip(row.class) : dash()}`,
  html`${row.ccme
    ? html`${opens(of, html`<strong>${row.ccme.printed}</strong> ${t(row.ccme.category)}`, `${row.name} CCME ${row.ccme.printed}`, 'explain_profiles', row.site, row.span)}
        <span class="block dim">${sw().tests(row.ccme.failed_tests, row.ccme.tests, row.ccme.failed_variables, row.ccme.variables)}</span>
        ${row.ccme.sufficient ? nothing : html`<span class="block short">${sw().few}</span>`}`
    : dash()}`,
  html`${row.who.substances ? html`${verdict(row.who.verdict)} ${t(row.who.over)}<span class="block dim">${sw().whoSamples(row.who.within, row.who.samples)}</span>` : dash()}`,
  html`${row.nsf ? html`${row.nsf.index} ${t(row.nsf.category)}<span class="block dim">${sw().nsfItems(row.nsf.variables)}</span>` : dash()}`,
  html`${row.eu && t(row.eu.status) ? html`${t(row.eu.status)} (${t(row.eu.colour)})${t(row.eu.failing) ? html`<span class="block dim">${sw().fails(t(row.eu.failing))}</span>` : nothing}` : dash()}`,
];

export function profiles(of: Waters, view: WaterEvaluationView): TemplateResult {
  const pickers = picker(sw().objectives, 'wgoal', objectives(), options(objectiveKinds, sw().objectiveKinds));
  const heads = () => [sw().section, sw().gb, 'CCME WQI', sw().who, sw().nsf, sw().eu];
  return html`${answered(view, pickers, (span) => of.answer('profiles', query(span)), (found) =>
    laid(sw().profiles, found.rows, heads(), (row) => profileCells(of, row), () => nothing),
  )}
  <details class="more" ?open=${Boolean(typed().quality)}>
    <summary>${sw().quality}</summary>
    <label class="own-text">${sw().qualityWhat}
      <textarea rows="4" spellcheck="false" placeholder=${sw().qualitySample} .value=${typed().quality} @change=${(e: Event) => setTyped({ quality: (e.target as HTMLTextAreaElement).value })}></textarea>
    </label>
  </details>
  ${csvButton('water-profiles.csv', () => of.ask('profiles_csv', lang()))}`;
}
