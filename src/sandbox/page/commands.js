// The list of the bot's commands that opens with `/`.
import { get, make } from "/page/tools.js";

export class Commands {
  // `pane` gives the person, the chat and the composer, and sends what is chosen.
  constructor(pane, list) {
    this.pane = pane;
    this.list = list;
    this.list.id = `commands-${Math.random().toString(36).slice(2)}`;
    this.active = -1;
    pane.composer.setAttribute("aria-controls", this.list.id);
    pane.composer.addEventListener("input", () => this.look());
    pane.composer.addEventListener("blur", () => this.close());
  }

  get isOpen() { return !this.list.hidden; }

  async look() {
    const { person, chat, composer } = this.pane;
    const begun = () => /^\/\w*$/.exec(composer.value)?.[0];
    if (!begun()) return this.close();
    const all = await get(`/sandbox/commands?as=${person}&chat=${chat}`);
    // What was typed meanwhile counts.
    const fitting = begun() ? all.filter(({ command }) => `/${command}`.startsWith(begun())) : [];
    if (!fitting.length) return this.close();
    this.list.replaceChildren(...fitting.map(({ command, description }, index) => {
      const option = make("div", { id: `${this.list.id}-${index}`, role: "option" }, make("b", {}, `/${command}`), ` ${description}`);
      option.dataset.command = command;
      // Before the composer loses the focus.
      option.addEventListener("mousedown", (event) => { event.preventDefault(); this.choose(index); });
      return option;
    }));
    this.list.hidden = false;
    this.mark(-1);
  }

  close() {
    this.list.hidden = true;
    this.mark(-1);
  }

  mark(index) {
    this.active = index;
    [...this.list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    const option = this.list.children[index];
    option?.scrollIntoView({ block: "nearest" });
    if (option) this.pane.composer.setAttribute("aria-activedescendant", option.id);
    else this.pane.composer.removeAttribute("aria-activedescendant");
  }

  choose(index) {
    const { command } = this.list.children[index].dataset;
    this.close();
    this.pane.composer.value = `/${command}`;
    this.pane.submit();
  }

  // Whether the list took the key.
  takes(key) {
    if (!this.isOpen) return false;
    const { length } = this.list.children;
    if (key === "ArrowDown") this.mark((this.active + 1) % length);
    else if (key === "ArrowUp") this.mark((this.active <= 0 ? length : this.active) - 1);
    else if (key === "Escape") this.close();
    else if (key === "Enter" && this.active >= 0) this.choose(this.active);
    else return false;
    return true;
  }
}
