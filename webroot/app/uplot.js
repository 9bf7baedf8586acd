// uPlot's small build is a plain script, which the page loads before this module.
export default globalThis.uPlot;
