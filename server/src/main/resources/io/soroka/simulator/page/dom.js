/** Makes an element. Properties that begin with "on" are listeners, null and false leave an attribute out; children that are null are left out. */
export function h(tag, properties = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
        if (value === null || value === undefined || value === false) continue;
        if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
        else if (name === 'value') element.value = value;
        else element.setAttribute(name, value === true ? '' : value);
    }
    element.append(...children.flat().filter((child) => child !== null && child !== undefined));
    return element;
}

/** Calls the API; a refusal becomes an error with the server's sentence. */
export async function api(path, method = 'GET', body = undefined) {
    const answer = await fetch(`/api/${path}`, {
        method,
        headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
        body: body === undefined ? undefined : JSON.stringify(body),
    });
    const told = await answer.json();
    if (!answer.ok) throw new Error(told.detail);
    return told;
}

let quiet;
/** Says it where everybody sees it and screen readers hear it, for some seconds. */
export function tell(words) {
    const told = document.getElementById('told');
    told.textContent = words;
    clearTimeout(quiet);
    quiet = setTimeout(() => (told.textContent = ''), 6000);
}
