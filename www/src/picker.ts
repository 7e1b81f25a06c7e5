// Chooses a site: a list while they are few, a field that completes the name when they are many.
import { LitElement, html, type TemplateResult } from 'lit';
import { w } from './state';

export interface Named {
  site: number;
  name: string;
}

const few = 150;
const shownAtOnce = 50;

let serial = 0;

class SitePicker extends LitElement {
  declare sites: Named[];
  declare value: number | null;
  declare label: string;
  /** Whether "all" is a choice. */
  declare optional: boolean;
  declare locale: string;
  declare onPick: (site: number | null) => void;
  declare typed: string | undefined;

  static override properties = {
    sites: { attribute: false },
    value: { attribute: false },
    label: { attribute: false },
    optional: { attribute: false },
    locale: { attribute: false },
    onPick: { attribute: false },
    typed: { state: true },
  };

  private readonly uid = `sites-${++serial}`;

  constructor() {
    super();
    this.sites = [];
    this.value = null;
    this.label = '';
    this.optional = false;
    this.onPick = () => undefined;
    this.typed = undefined;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private readonly chosen = (event: Event) => {
    const { value } = event.target as HTMLSelectElement;
    this.onPick(value === '' ? null : Number(value));
  };

  private readonly typing = (event: Event) => {
    this.typed = (event.target as HTMLInputElement).value;
  };

  private readonly named = (event: Event) => {
    const input = event.target as HTMLInputElement;
    const text = input.value.trim();
    this.typed = undefined;
    if (!text && this.optional) return this.onPick(null);
    const found = this.sites.find((s) => s.name === text) ?? this.sites.find((s) => text && s.name.includes(text));
    if (found) this.onPick(found.site);
    // Back to what is shown, also when the text names nothing.
    input.value = found?.name ?? this.current();
  };

  private current(): string {
    return this.sites.find((s) => s.site === this.value)?.name ?? '';
  }

  protected override render(): TemplateResult {
    if (this.sites.length <= few)
      return html`<label
        >${this.label}
        <select @change=${this.chosen} .value=${this.value === null ? '' : String(this.value)}>
          ${this.optional ? html`<option value="" ?selected=${this.value === null}>${w().all}</option>` : ''}
          ${this.sites.map((s) => html`<option value=${s.site} ?selected=${s.site === this.value}>${s.name}</option>`)}
        </select>
      </label>`;
    const typed = this.typed ?? '';
    const matches: Named[] = [];
    for (const s of this.sites) {
      if (typed && !s.name.includes(typed)) continue;
      if (matches.push(s) === shownAtOnce) break;
    }
    return html`<label
      >${this.label}
      <input
        list=${this.uid}
        placeholder=${this.optional ? w().all : ''}
        autocomplete="off"
        .value=${this.typed ?? this.current()}
        @input=${this.typing}
        @change=${this.named}
      />
      <datalist id=${this.uid}>${matches.map((s) => html`<option value=${s.name}></option>`)}</datalist>
    </label>`;
  }
}

customElements.define('eg-site-picker', SitePicker);
