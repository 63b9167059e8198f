// Measures the cards in the frames of a page; what is wrong with each ends up in #found
const linear = v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
const luminance = c => { const [r, g, b] = c.map(v => linear(v / 255));
  return .2126 * r + .7152 * g + .0722 * b; };
const colour = text => (text.match(/[\d.]+/g) || []).map(Number);
const contrast = (a, b) => {
  const [x, y] = [luminance(a), luminance(b)].sort((p, q) => q - p);
  return (x + .05) / (y + .05);
};
function ground(element) {
  for (; element; element = element.parentElement) {
    const view = element.ownerDocument.defaultView;
    const found = colour(view.getComputedStyle(element).backgroundColor);
    if (found.length === 3 || found[3] > 0) return found.slice(0, 3);
  }
  return [255, 255, 255];
}
const visible = (doc, selector) => [...doc.querySelectorAll(selector)]
  .filter(element => element.checkVisibility() && element.getClientRects().length);
const sameLine = (a, b) => a.top < (b.top + b.bottom) / 2 && (b.top + b.bottom) / 2 < a.bottom;
// What a reader stumbles over though it can be read
function layout(doc) {
  const faults = [];
  for (const one of visible(doc, '.t1, .t2, .t3, .t4, .t5'))
    if (one.getClientRects().length > 1) faults.push(`syllable broken: ${one.textContent}`);
  for (const one of visible(doc, '.sound:not(.big) .replay-button')) {
    const said = one.closest('.reading')?.firstElementChild;
    const range = doc.createRange();
    range.selectNodeContents(said || one.nextSibling);
    const box = range.getBoundingClientRect();
    if (!sameLine(box, one.getBoundingClientRect())) faults.push('play button below its text');
  }
  for (const one of visible(doc, '.strokes')) {
    const tops = [...one.children].map(child => child.offsetTop);
    const alone = tops.filter(top => top === tops.at(-1)).length === 1;
    if (tops.length > 1 && alone) faults.push(`1 of ${tops.length} characters alone in its row`);
  }
  for (const one of visible(doc, '.words li:not(.pieces *)')) {
    const gloss = one.querySelector('.gloss');
    if (gloss && gloss.offsetWidth < one.offsetWidth * .25) faults.push('no room for a gloss');
  }
  for (const one of visible(doc, '.over rt')) {
    const ruby = one.parentElement, size = parseFloat(getComputedStyle(ruby).fontSize);
    const range = doc.createRange();
    range.selectNodeContents(ruby.firstChild);
    const base = range.getBoundingClientRect(), glyphs = (base.top + base.bottom - size) / 2;
    range.selectNodeContents(one);
    const over = range.getBoundingClientRect();
    const descent = (over.top + over.bottom + parseFloat(getComputedStyle(one).fontSize)) / 2;
    if (glyphs - descent < .1 * size) faults.push(`reading sits on ${ruby.firstChild.textContent}`);
  }
  return faults;
}
function measure(frame) {
  const view = frame.contentWindow, doc = view.document, faults = [], boxes = [];
  const wide = doc.documentElement.scrollWidth;
  if (wide > view.innerWidth) faults.push(`page is ${wide} wide, window ${view.innerWidth}`);
  const walker = doc.createTreeWalker(doc.body, NodeFilter.SHOW_TEXT);
  let texts = 0;
  for (let node; (node = walker.nextNode());) {
    const parent = node.parentElement, text = node.textContent.trim();
    if (!text || ['STYLE', 'SCRIPT', 'TITLE'].includes(parent.tagName)) continue;
    if (!parent.checkVisibility()) continue;
    const range = doc.createRange();
    range.selectNodeContents(node);
    const rects = [...range.getClientRects()].filter(r => r.width > 0 && r.height > 0);
    if (!rects.length) continue;
    texts++;
    const style = view.getComputedStyle(parent), svg = parent.namespaceURI.endsWith('svg');
    const size = parseFloat(style.fontSize) * (svg ? parent.getScreenCTM().a : 1);
    if (size < 11.99) faults.push(`${size} px: ${text}`);
    const ratio = contrast(colour(svg ? style.fill : style.color), ground(parent));
    if (ratio < 4.5) faults.push(`contrast ${ratio.toFixed(2)}: ${text}`);
    for (const r of rects) {
      const isCut = r.left < -1 || r.right > view.innerWidth + 1;
      if (isCut) faults.push(`cut at ${r.left}..${r.right}: ${text}`);
      // the box of a ruby's base is as wide as its reading; its glyphs stand in the middle
      const around = Math.max(0, (r.width - [...text].length * size) / 2);
      const slack = parent.tagName === 'RUBY' ? around : 0;
      const [left, right] = [r.left + slack + .5, r.right - slack - .5];
      const [top, bottom] = [r.top + r.height * .27, r.bottom - r.height * .27];
      if (!svg) boxes.push([left, right, top, bottom, text, parent]);
    }
  }
  for (let i = 0; i < boxes.length; i++) for (let j = i + 1; j < boxes.length; j++) {
    const [a, b] = [boxes[i], boxes[j]];
    const overlap = a[0] < b[1] && b[0] < a[1] && a[2] < b[3] && b[2] < a[3];
    if (overlap) faults.push(`${a[4]} overlaps ${b[4]}`);
  }
  return [frame.title, texts, [...faults, ...layout(doc)]];
}
addEventListener('load', () => setTimeout(() => {
  const found = [...document.querySelectorAll('iframe')].map(measure);
  const out = document.createElement('pre');
  out.id = 'found';
  out.textContent = JSON.stringify(found);
  document.body.replaceChildren(out);
}, 500));
