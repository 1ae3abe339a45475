/** plotly.js names the global object as Node does; it has to be there before plotly is. */
Object.assign(globalThis, { global: globalThis });
