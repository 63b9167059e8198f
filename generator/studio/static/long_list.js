// A list of any length: only what is near the window has elements, the rest is blank space.

const CHUNK = 40;
const NEAR = "1200px";

export class LongList {
  /** `make(index)` gives the element of a line, `load(indices)` gets what lines need first;
      `height` is about that of a line in pixels. */
  constructor(place, { make, load, height }) {
    this.place = place;
    this.make = make;
    this.load = load;
    this.height = height;
    this.order = [];
    this.chunks = [];
    this.watch = new IntersectionObserver((seen) => {
      for (const one of seen) this.#seen(one.target, one.isIntersecting);
    }, { rootMargin: NEAR });
  }

  /** Show these lines in this order, from the beginning. */
  show(order) {
    this.watch.disconnect();
    this.order = order;
    this.chunks = [];
    for (let start = 0; start < order.length; start += CHUNK) this.chunks.push(this.#chunk(start));
    this.place.replaceChildren(...this.chunks);
    for (const chunk of this.chunks) this.watch.observe(chunk);
  }

  /** Take another order of lines while the window stays where it is; what is near is made anew. */
  async update(order) {
    this.order = order;
    const needed = Math.ceil(order.length / CHUNK);
    while (this.chunks.length > needed) {
      const chunk = this.chunks.pop();
      this.watch.unobserve(chunk);
      chunk.remove();
    }
    while (this.chunks.length < needed) {
      const chunk = this.#chunk(this.chunks.length * CHUNK);
      this.chunks.push(chunk);
      this.place.append(chunk);
      this.watch.observe(chunk);
    }
    await Promise.all(this.chunks.filter((one) => one.dataset.near).map((one) => this.#fill(one, true)));
  }

  /** Return the element of a line, brought near the window unless it is to stay; undefined where it is not in the list. */
  async element(index, stay = false) {
    const at = this.order.indexOf(index);
    if (at < 0) return undefined;
    const chunk = this.chunks[Math.floor(at / CHUNK)];
    if (!chunk.dataset.filled) {
      if (!stay) chunk.scrollIntoView({ block: "start" });
      await this.#fill(chunk);
    }
    return chunk.children[at % CHUNK];
  }

  /** Return the element of a line if it has one now. */
  now(index) {
    const at = this.order.indexOf(index);
    const chunk = at < 0 ? undefined : this.chunks[Math.floor(at / CHUNK)];
    return chunk && chunk.dataset.filled ? chunk.children[at % CHUNK] : undefined;
  }

  /** Make the element of a line anew, if it has one. */
  renew(index) {
    const old = this.now(index);
    if (!old) return undefined;
    const made = this.make(index);
    old.replaceWith(made);
    return made;
  }

  #chunk(start) {
    const chunk = document.createElement("div");
    chunk.className = "chunk";
    chunk.setAttribute("role", "presentation");
    chunk.dataset.start = start;
    chunk.style.minHeight = `${this.height * Math.min(CHUNK, this.order.length - start)}px`;
    return chunk;
  }

  #seen(chunk, isNear) {
    if (isNear) {
      chunk.dataset.near = "yes";
      if (!chunk.dataset.filled) this.#fill(chunk);
    } else if (chunk.dataset.filled && !chunk.contains(document.activeElement)) {
      chunk.style.minHeight = `${chunk.offsetHeight}px`;
      delete chunk.dataset.filled;
      delete chunk.dataset.near;
      delete chunk.filling;
      chunk.replaceChildren();
    }
  }

  /** Make the lines of a chunk, once, unless they are to be made `anew`. */
  #fill(chunk, anew = false) {
    if (anew || !chunk.filling) chunk.filling = this.#makeLines(chunk);
    return chunk.filling;
  }

  async #makeLines(chunk) {
    const start = Number(chunk.dataset.start);
    const lines = this.order.slice(start, start + CHUNK);
    await this.load(lines);
    if (!chunk.isConnected) return;
    chunk.replaceChildren(...lines.map((index) => this.make(index)));
    chunk.dataset.filled = "yes";
    chunk.style.minHeight = "0";
  }
}
