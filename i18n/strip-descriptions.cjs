// A webpack loader: the notes for translators are read out of the sources by extract.mjs and are of no use in a browser.
module.exports = (source) => source.replace(/description:\s*(['"])(?:(?!\1)[^\n])*\1,?/g, '');
