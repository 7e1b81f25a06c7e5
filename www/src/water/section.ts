// The part of the page about water over periods: what is chosen, and one question of it at a time.
import { html, nothing, type TemplateResult } from 'lit';
import { changed, fragment, w } from '../state';
import type { WaterEvaluationView } from '../engine/types';
import { altitude, chooseWater, itemSets, kinds, means, ownDays, ownItems, saturations, thins } from './choices';
import type { Waters } from './evaluation';
import { blackOdorous } from './blackodorous';
import { cities } from './cities';
import { further } from './furtherwords';
import { lakes } from './lakes';
import { noticeList } from './parts';
import { rain } from './rain';
import { basins } from './basins';
import { basinWords } from './basin-words';
import { waterChanges } from './changes';
import { sections } from './sections';
import { own, profiles, sources, waterAsPicker, wells } from './standards';
import { standardsWords } from './standards-words';
import { waterTrends } from './trends';
import { words } from './words';
import { zones } from './zones';

interface Tab {
  key: string;
  /** Its name; of tabs that keep their words themselves. */
  name?: () => string;
  body: (of: Waters, view: WaterEvaluationView) => TemplateResult | typeof nothing;
  /** Whether there is anything to look at; always, where it does not say. */
  shown?: (of: Waters, view: WaterEvaluationView) => boolean;
}

/** One question each; another way to look at water is one more line. */
const allTabs: Tab[] = [
  { key: 'sections', body: sections },
  { key: 'basins', name: () => basinWords().basins, body: basins },
  { key: 'changes', name: () => basinWords().changes, body: waterChanges, shown: (_, view) => view.spans.length > 1 },
  { key: 'trends', name: () => basinWords().trends, body: waterTrends, shown: (_, view) => view.spans.length > 2 },
  { key: 'lakes', name: () => further().tabs['lakes'] ?? '', body: lakes, shown: (_, view) => view.lakes > 0 },
  { key: 'cities', name: () => further().tabs['cities'] ?? '', body: cities, shown: (_, view) => view.cities > 0 },
  { key: 'zones', name: () => further().tabs['zones'] ?? '', body: zones, shown: (_, view) => view.sections + view.lakes > 0 },
  { key: 'black', name: () => further().tabs['black'] ?? '', body: blackOdorous, shown: (_, view) => view.black_odorous },
  { key: 'rain', name: () => further().tabs['rain'] ?? '', body: rain, shown: (_, view) => view.rain_sites > 0 },
  { key: 'wells', name: () => standardsWords().wells, body: wells, shown: (_, view) => view.wells > 0 },
  { key: 'sources', name: () => standardsWords().sources, body: sources, shown: (_, view) => view.sources > 0 },
  { key: 'own', name: () => standardsWords().own, body: own },
  { key: 'profiles', name: () => standardsWords().profiles, body: profiles },
];

const nameOf = (tab: Tab) => tab.name?.() ?? words().tabs[tab.key] ?? tab.key;

export function waterPeriods(of: Waters, tags: TemplateResult | typeof nothing = nothing): TemplateResult {
  if (fragment.get('water') !== null || of.seen) of.refresh();
  return html`<section aria-labelledby="part-waters" class="periods waters">
    <h2 id="part-waters">${words().title} ${tags}</h2>
    <p class="sub">${words().what}</p>
    ${of.seen
      ? card(of)
      : html`<eg-seen class="card unseen" .onSeen=${() => of.refresh()}>
          <p class="note">${words().lazy}</p>
          <p class="actions"><button @click=${() => of.refresh()}>${words().open}</button></p>
        </eg-seen>`}
  </section>`;
}

function card(of: Waters): TemplateResult {
  const { view } = of;
  return html`<div class="card periods-card">
    ${controls(of)}
    ${of.state === 'failed'
      ? html`<div class="caution" role="alert"><p>${words().failed} ${of.error}</p><button @click=${() => of.retry()}>${w().retry}</button></div>`
      : nothing}
    ${view
      ? tabbed(of, view)
      : of.state === 'failed'
        ? nothing
        : html`<p class="note periods-waiting" aria-busy="true">${w().computing}</p>`}
    <p class="figure-foot"><span class="hint">${words().foot}</span><span class="mark">${w().unofficial}</span></p>
  </div>`;
}

function tabbed(of: Waters, view: WaterEvaluationView): TemplateResult {
  const tabs = allTabs.filter((tab) => tab.shown?.(of, view) ?? true);
  const now = tabs.find((tab) => tab.key === fragment.get('water')) ?? (tabs[0] as Tab);
  const open = (tab: Tab) => fragment.set({ water: tab.key }, { replace: true });
  const key = (event: KeyboardEvent) => {
    // From the tab that has the focus: the page may not have followed the last one yet.
    const at = tabs.findIndex((tab) => `water-tab-${tab.key}` === (event.target as HTMLElement).id);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    const next = to === undefined ? undefined : tabs[(to + tabs.length) % tabs.length];
    if (!next) return;
    event.preventDefault();
    open(next);
    (event.currentTarget as HTMLElement).querySelector<HTMLElement>(`#water-tab-${next.key}`)?.focus();
  };
  const busy = of.state === 'working' ? 'true' : 'false';
  return html`
    <div class="tabs" role="tablist" aria-label=${words().title} @keydown=${key}>
      ${tabs.map(
        (tab) => html`<button role="tab" id="water-tab-${tab.key}" aria-controls="water-panel" aria-selected=${tab === now ? 'true' : 'false'} tabindex=${tab === now ? 0 : -1} @click=${() => open(tab)}>${nameOf(tab)}</button>`,
      )}
    </div>
    <div class="tab-panel ${of.state === 'working' ? 'stale' : ''}" id="water-panel" role="tabpanel" aria-labelledby="water-tab-${now.key}" aria-busy=${busy}>
      ${now.body(of, view)}
    </div>
    ${noticeList(view.notices)}
  `;
}

function controls(of: Waters): TemplateResult {
  const own = ownDays();
  const plus = ownItems();
  const now = of.choices;
  const pick = (label: string, key: string, value: string, options: readonly string[], names: Record<string, string>) =>
    html`<label>${label}
      <select .value=${value} @change=${(e: Event) => chooseWater({ [key]: (e.target as HTMLSelectElement).value })}>
        ${options.map((o) => html`<option value=${o} ?selected=${o === value}>${names[o] ?? o}</option>`)}
      </select>
    </label>`;
  const spans = of.view?.spans ?? [];
  const days = (text: string | undefined, last: boolean) => {
    const [year = '2024', month] = (text ?? '').split('-');
    const part = /^\d\d$/.test(month ?? '') ? month : last ? '12' : '01';
    const end = new Date(Date.UTC(Number(year), Number(part), 0)).getUTCDate();
    return `${year}-${part}-${last ? end : '01'}`;
  };
  const changeKind = (event: Event) => {
    const { value } = event.target as HTMLSelectElement;
    chooseWater({ wperiod: value === 'own' ? `${days(spans[0]?.key, false)}..${days(spans[spans.length - 1]?.key, true)}` : value });
  };
  const changeDay = (which: 0 | 1) => (event: Event) => {
    const { value } = event.target as HTMLInputElement;
    if (!value || !own) return;
    const both: [string, string] = which ? [own[0], value] : [value, own[1]];
    chooseWater({ wperiod: both.sort().join('..') });
  };
  const changeItems = (event: Event) => {
    const { value } = event.target as HTMLSelectElement;
    chooseWater({ witems: value === 'plus' ? `five+${words().plusSample.split(/[、,]/)[0] ?? ''}` : value });
    changed();
  };
  const metres = altitude();
  const pickSaturation = () => html`<label>${words().saturation}
      <select @change=${(e: Event) => {
        const { value } = e.target as HTMLSelectElement;
        chooseWater({ wdo: value === 'altitude' ? 'altitude:2261' : value });
      }}>
        ${[...saturations, 'altitude'].map((o) => html`<option value=${o} ?selected=${metres === undefined ? o === (now?.saturation ?? 'ignored') : o === 'altitude'}>${words().saturations[o]}</option>`)}
      </select>
    </label>
    ${metres === undefined
      ? nothing
      : html`<label>${words().altitude} <input type="number" min="-500" max="9000" .value=${metres} @change=${(e: Event) => chooseWater({ wdo: `altitude:${Math.round(Number((e.target as HTMLInputElement).value))}` })} /></label>`}`;
  return html`
    <div class="fields">
      <label>${words().kind}
        <select @change=${changeKind}>
          ${[...kinds, 'own'].map((k) => html`<option value=${k} ?selected=${own ? k === 'own' : k === (now?.spans ?? 'year')}>${words().kinds[k]}</option>`)}
        </select>
      </label>
      ${own
        ? html`<label>${words().firstDay} <input type="date" .value=${own[0]} @change=${changeDay(0)} /></label>
            <label>${words().lastDay} <input type="date" .value=${own[1]} @change=${changeDay(1)} /></label>`
        : nothing}
      <label>${words().items}
        <select @change=${changeItems}>
          ${[...itemSets, 'plus'].map((k) => html`<option value=${k} ?selected=${plus === undefined ? k === (now?.items ?? 'present') : k === 'plus'}>${words().itemSets[k]}</option>`)}
        </select>
      </label>
      ${plus === undefined
        ? nothing
        : html`<label>${words().plusItems} <input type="text" .value=${plus} placeholder=${words().plusSample} @change=${(e: Event) => chooseWater({ witems: `five+${(e.target as HTMLInputElement).value.trim()}` })} /></label>`}
    </div>
    <details class="more">
      <summary>${words().more}</summary>
      <div class="fields">
        ${pick(words().meanOf, 'wmean', now?.mean_of ?? 'months', means, words().meansOf)}
        ${pick(words().thin, 'wthin', now?.thin ?? 'marked', thins, words().thins)}
        ${pickSaturation()}
        ${waterAsPicker()}
      </div>
    </details>
  `;
}
