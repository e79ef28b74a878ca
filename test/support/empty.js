// Stands in for style sheets, pictures and the host's env.config module.
module.exports = {};
