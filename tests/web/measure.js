// Measures the page in each frame of the wrapper that look.py makes, and leaves the findings in the wrapper as JSON.
// The page itself has no script and runs none.
'use strict';

function luminance([r, g, b]) {
    const part = (v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
}

function contrast(a, b) {
    const [x, y] = [luminance(a), luminance(b)].sort((p, q) => q - p);
    return (x + 0.05) / (y + 0.05);
}

const numbers = (color) => color.match(/[\d.]+/g).map(Number);

// The ground that an element stands on: of the nearest one around it that has any.
function ground(view, element) {
    for (let at = element; at; at = at.parentElement) {
        const color = numbers(view.getComputedStyle(at).backgroundColor);
        if (color.length < 4 || color[3] > 0) return color.slice(0, 3);
    }
    return [255, 255, 255];
}

// The least contrast of any text that is seen, and how large the smallest is.
function texts(view, document, found) {
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    found.contrast = 21, found.smallest = 99, found.texts = 0;
    const judge = (style, element, words) => {
        const ratio = contrast(numbers(style.color).slice(0, 3), ground(view, element));
        found.texts++;
        found.smallest = Math.min(found.smallest, parseFloat(style.fontSize));
        if (ratio < found.contrast) Object.assign(found, {contrast: ratio, palest: words.slice(0, 40)});
    };
    while (walk.nextNode()) {
        const words = walk.currentNode.data.trim(), element = walk.currentNode.parentElement;
        if (words && element.getClientRects().length) judge(view.getComputedStyle(element), element, words);
    }
    for (const cell of document.querySelectorAll('[data-name]')) {
        const style = view.getComputedStyle(cell, '::before');
        if (style.content !== 'none') judge(style, cell, cell.dataset.name);
    }
}

// What reaches over the right edge.
function wide(document, width, found) {
    found.scroll = document.documentElement.scrollWidth - width;
    found.over = [...document.body.querySelectorAll('*')]
        .filter((element) => element.getBoundingClientRect().right > width + 0.5)
        .map((element) => element.tagName + ' ' + element.textContent.trim().slice(0, 30));
}

function structure(document, found) {
    const all = (selector) => [...document.querySelectorAll(selector)];
    const said = (element) => element && element.textContent.trim();
    found.levels = all('h1, h2, h3, h4, h5, h6').map((heading) => Number(heading.tagName[1]));
    found.empty = all('h1, h2, caption, th[scope=col], a, title, dt, dd').filter((e) => !said(e)).length;
    found.tables = all('table').length;
    found.uncaptioned = all('table').filter((table) => !said(table.caption)).length;
    found.unscoped = all('th:not([scope])').length;
    found.nameless = all('tbody tr').filter((row) => row.querySelectorAll('th[scope=row]').length !== 1).length;
    found.uneven = all('tbody tr').filter(
        (row) => row.cells.length !== row.closest('table').tHead.rows[0].cells.length).length;
    found.links = all('a').map((link) => link.getAttribute('href'));
    found.lost = found.links.filter((href) => href[0] === '#' && !document.getElementById(href.slice(1))).length;
    const ids = all('[id]').map((element) => element.id);
    found.twice = ids.length - new Set(ids).size;
    found.active = all('script, img, link, iframe, object, embed, form, input, [src], [style]').length +
        all('*').filter((e) => e.getAttributeNames().some((name) => name.startsWith('on'))).length;
    found.drawings = all('svg').length;
    found.lang = document.documentElement.lang;
    found.foreign = all('.foreign').filter((element) => element.lang !== 'en').length;
}

window.addEventListener('load', () => {
    const pages = [...document.querySelectorAll('iframe')].map((frame) => {
        const view = frame.contentWindow, found = {width: frame.clientWidth};
        wide(view.document, frame.clientWidth, found);
        texts(view, view.document, found);
        structure(view.document, found);
        found.requests = view.performance.getEntriesByType('resource').length;
        found.alive = view.marked === undefined; // no text of the page has run
        return found;
    });
    document.getElementById('found').textContent = JSON.stringify(pages);
});
