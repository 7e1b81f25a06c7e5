// The part of the page about periods: what is chosen, and one table of the evaluation at a time.
import { html, nothing, type TemplateResult } from 'lit';
import { download } from '../download';
import { changed, fragment, number, t, w } from '../state';
import type { EvaluationView } from '../engine/types';
import { attainment } from './attainment';
import { changes } from './changes';
import { carries, choose, chosen, decimalsKinds, editions, kinds, levels, ownDays, regionMethods } from './choices';
import { comparison } from './comparison';
import { goodDays } from './days';
import { dustPanel, dustText } from './dust';
import type { Words } from '../words';
import type { Periods } from './evaluation';
import { hours } from './hours';
import { hasOthers, others } from './others';
import { groups, noticeList, picker, type Group } from './parts';
import { ranking } from './ranking';
import { trends } from './trends';

type Key = keyof Words['periods']['tabs'];

interface Tab {
  key: Key;
  body: (of: Periods, view: EvaluationView) => TemplateResult;
  /** Whether there is anything to look at; always, where it does not say. */
  shown?: (of: Periods) => boolean;
}

/** One question each; another way to look at the evaluation is one more line. */
const allTabs: Tab[] = [
  { key: 'attainment', body: (of, view) => tables(of, view, attainmentPage, lastJudged(view)) },
  { key: 'days', body: (of, view) => tables(of, view, daysPage) },
  { key: 'ranking', body: ranking },
  { key: 'changes', body: changes },
  { key: 'trends', body: trends },
  { key: 'rules', body: comparison },
  { key: 'hours', body: hours, shown: (of) => of.data.hasHours },
  { key: 'others', body: others, shown: hasOthers },
];

const tabsOf = (of: Periods) => allTabs.filter((x) => x.shown?.(of) ?? true);
const tab = (tabs: Tab[]): Tab => tabs.find((x) => x.key === fragment.get('periods')) ?? (tabs[0] as Tab);
const openTab = (key: Key) => fragment.set({ periods: key }, { replace: true });

export function periodsPart(of: Periods, tags: TemplateResult | typeof nothing = nothing): TemplateResult {
  const words = w();
  if (fragment.get('periods') !== null && !of.seen) of.refresh();
  else if (of.seen) of.refresh();
  return html`<section aria-labelledby="part-periods" class="periods">
    <h2 id="part-periods">${words.periods.title} ${tags}</h2>
    <p class="sub">${words.periods.what}</p>
    ${of.seen ? card(of) : unseen(of)}
  </section>`;
}

function unseen(of: Periods): TemplateResult {
  const words = w();
  return html`<eg-seen class="card unseen" .onSeen=${() => of.refresh()}>
    <p class="note">${words.periods.lazy}</p>
    <p class="actions"><button @click=${() => of.refresh()}>${words.periods.open}</button></p>
  </eg-seen>`;
}

function card(of: Periods): TemplateResult {
  const words = w();
  const view = of.view;
  return html`<div class="card periods-card">
    ${controls(of)}
    <p class="print-only note">${printed(of)}</p>
    ${of.state === 'failed'
      ? html`<div class="caution" role="alert"><p>${words.periods.failed} ${of.error}</p><button @click=${() => of.retry()}>${words.retry}</button></div>`
      : nothing}
    ${view && view.rows.length
      ? tabbed(of, view)
      : view && hasOthers(of)
        ? others(of, view)
        : view
        ? html`<p class="finding">${t(view.finding)}</p>${noticeList(view.notices)}`
        : of.state === 'failed'
          ? nothing
          : html`<p class="note periods-waiting" aria-busy="true">${words.computing}</p>`}
    <p class="figure-foot"><span class="hint">${words.periods.foot}</span><span class="mark">${words.unofficial}</span></p>
  </div>`;
}

function tabbed(of: Periods, view: EvaluationView): TemplateResult {
  const words = w();
  const tabs = tabsOf(of);
  const now = tab(tabs);
  const key = (event: KeyboardEvent) => {
    // From the tab that has the focus: the page may not have followed the last one yet.
    const at = tabs.findIndex((x) => `tab-${x.key}` === (event.target as HTMLElement).id);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    const next = to === undefined ? undefined : tabs[(to + tabs.length) % tabs.length];
    if (!next) return;
    event.preventDefault();
    openTab(next.key);
    const list = event.currentTarget as HTMLElement;
    list.querySelector<HTMLElement>(`#tab-${next.key}`)?.focus();
  };
  return html`
    <div class="tabs" role="tablist" aria-label=${words.periods.title} @keydown=${key}>
      ${tabs.map(
        (x) => html`<button role="tab" id="tab-${x.key}" aria-controls="periods-panel" aria-selected=${x === now ? 'true' : 'false'} tabindex=${x === now ? 0 : -1} @click=${() => openTab(x.key)}>${words.periods.tabs[x.key]}</button>`,
      )}
    </div>
    <div class="tab-panel ${of.state === 'working' ? 'stale' : ''}" id="periods-panel" role="tabpanel" aria-labelledby="tab-${now.key}" aria-busy=${of.state === 'working' ? 'true' : 'false'}>
      ${now.body(of, view)}
    </div>
  `;
}

// --- the two tables of all places and periods: filtered, some at a time ---

const perPage = 12;

type PageOf = (of: Periods, view: EvaluationView, page: Group[]) => TemplateResult;
const attainmentPage: PageOf = (of, view, page) => html`<p class="finding">${t(view.finding)}</p>${attainment(of, view, page)}`;
const daysPage: PageOf = (of, view, page) => html`<p class="finding">${t(view.good_finding)}</p>${goodDays(of, page)}`;

/** The latest period, places in their order, then the one before. */
function newestFirst(view: EvaluationView, all: Group[]): Group[] {
  const order = new Map(view.spans.map((s, i) => [s.key, -i]));
  return all.map((group, i) => ({ group, i })).sort((a, b) => (order.get(a.group.span) ?? 0) - (order.get(b.group.span) ?? 0) || a.i - b.i).map(({ group }) => group);
}

/** The latest period that is judged: what the finding speaks of. */
function lastJudged(view: EvaluationView): string | undefined {
  const judged = new Set(view.rows.filter((r) => /^(attained|exceeded)$/.test(r.verdict)).map((r) => r.span));
  return [...view.spans].reverse().find((s) => judged.has(s.key))?.key;
}

/** `first` is the period that is shown until another is chosen; all of them without it. */
function tables(of: Periods, view: EvaluationView, body: PageOf, first?: string): TemplateResult {
  const words = w();
  const all = newestFirst(view, groups(view));
  const place = view.places.find((p) => String(p.place) === fragment.get('of'));
  const at = fragment.get('at') ?? first;
  const span = view.spans.find((s) => s.key === at);
  const chosen = all.filter((g) => (!place || g.place === place.place) && (!span || g.span === span.key));
  const from = Math.min(of.from, Math.max(0, Math.floor((chosen.length - 1) / perPage) * perPage));
  const page = chosen.slice(from, from + perPage);
  const turn = (to: number) => () => {
    of.from = to;
    changed();
  };
  return html`
    ${view.places.length > 1 || view.spans.length > 1
      ? html`<div class="filters">
          ${view.places.length > 1 ? picker(words.periods.place, 'of', place ? String(place.place) : '', [['', words.all], ...view.places.map((p): [string, string] => [String(p.place), t(p.name)])]) : nothing}
          ${view.spans.length > 1 ? picker(words.period, 'at', span?.key ?? 'all', [['all', words.all], ...[...view.spans].reverse().map((s): [string, string] => [s.key, t(s.words)])]) : nothing}
        </div>`
      : nothing}
    ${page.length ? body(of, view, page) : html`<p class="note">${words.noRows}</p>`}
    ${chosen.length > perPage
      ? html`<div class="pager">
          <button ?disabled=${from === 0} @click=${turn(from - perPage)}>${words.previous}</button>
          <button ?disabled=${from + perPage >= chosen.length} @click=${turn(from + perPage)}>${words.next}</button>
          <span>${words.rowsRange(from + 1, from + page.length, chosen.length)}</span>
        </div>`
      : nothing}
    <p class="actions"><button @click=${() => void save(of)}>${words.periods.exportCsv}</button></p>
    ${noticeList(view.notices)}
    ${view.left_out.length
      ? html`<details class="more"><summary>${words.periods.leftOut(number(view.left_out.length))}</summary><p class="note">${view.left_out.slice(0, 100).join(words.listSeparator)}${view.left_out.length > 100 ? ' …' : ''}</p></details>`
      : nothing}
  `;
}

async function save(of: Periods): Promise<void> {
  if (of.choices) download('evaluation.csv', await of.client.ask(of.data.name, 'evaluation_csv', of.choices), 'text/csv');
}

// --- what is chosen ---

/** On paper the choices are a line. */
function printed(of: Periods): string {
  const p = w().periods;
  const c = of.choices;
  if (!c) return '';
  const said = (names: Record<string, string>, key: string) => names[key] ?? key;
  return [
    `${p.level} ${said(p.levels, c.level)}`,
    `${p.periodKind} ${said(p.kinds, c.spans)}`,
    `${p.grade} ${said(p.grades, String(c.grade))}`,
    c.level === 'region' && `${p.region} ${said(p.regions, c.region)}`,
    `${p.decimals} ${said(p.decimalsNames, c.decimals)}`,
    `${p.carry} ${said(p.carries, c.carry)}`,
    c.dust.length > 0 && `${p.dust} ${c.dust.map(dustText).join(w().listSeparator)}`,
  ].filter(Boolean).join(' · ');
}

function controls(of: Periods): TemplateResult {
  const words = w();
  const p = words.periods;
  const now = chosen();
  const own = ownDays();
  const pick = (label: string, key: string, value: string, options: readonly string[], names: Record<string, string>) =>
    html`<label>${label}
      <select .value=${value} @change=${(e: Event) => choose({ [key]: (e.target as HTMLSelectElement).value })}>
        ${options.map((o) => html`<option value=${o} ?selected=${o === value}>${names[o] ?? o}</option>`)}
      </select>
    </label>`;
  const sites = of.data.result?.air?.sites ?? [];
  const [first = '', last = ''] = [sites.map((s) => s.first.slice(0, 10)).sort()[0], sites.map((s) => s.last.slice(0, 10)).sort().pop()];
  const changePeriod = (event: Event) => {
    const { value } = event.target as HTMLSelectElement;
    choose({ period: value === 'own' ? `${first}..${last}` : value });
  };
  const changeDay = (which: 0 | 1) => (event: Event) => {
    const { value } = event.target as HTMLInputElement;
    if (!value || !own) return;
    const days: [string, string] = which ? [own[0], value] : [value, own[1]];
    choose({ period: days.sort().join('..') });
  };
  const toggle = (edition: string) => (event: Event) => {
    const on = (event.target as HTMLInputElement).checked;
    const next = editions.filter((e) => (e === edition ? on : now.editions.includes(e)));
    choose({ editions: next.join(',') || 'by-date' });
    changed();
  };
  return html`
    <div class="fields">
      ${pick(p.level, 'level', now.level, levels, p.levels)}
      <label>${p.periodKind}
        <select .value=${own ? 'own' : now.spans} @change=${changePeriod}>
          ${kinds.map((k) => html`<option value=${k} ?selected=${!own && k === now.spans}>${p.kinds[k]}</option>`)}
          <option value="own" ?selected=${own !== undefined}>${p.kinds['own']}</option>
        </select>
      </label>
      ${own
        ? html`<label>${p.firstDay} <input type="date" .value=${own[0]} @change=${changeDay(0)} /></label>
            <label>${p.lastDay} <input type="date" .value=${own[1]} @change=${changeDay(1)} /></label>`
        : nothing}
      <fieldset class="checks">
        <legend>${p.sideBySide}</legend>
        ${editions.map((e) => html`<label class="check"><input type="checkbox" .checked=${now.editions.includes(e)} @change=${toggle(e)} />${p.editions[e]}</label>`)}
      </fieldset>
    </div>
    ${dustPanel(of, of.view)}
    <details class="more">
      <summary>${p.more}</summary>
      <div class="fields">
        ${pick(p.grade, 'grade', String(now.grade), ['2', '1'], p.grades)}
        ${now.level === 'region' ? pick(p.region, 'region', now.region, regionMethods, p.regions) : nothing}
        ${pick(p.decimals, 'decimals', now.decimals, decimalsKinds, p.decimalsNames)}
        ${pick(p.carry, 'carry', now.carry, carries, p.carries)}
      </div>
    </details>
  `;
}
